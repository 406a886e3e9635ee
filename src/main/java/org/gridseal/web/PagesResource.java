package org.gridseal.web;

import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// The pages' frame, the same for everybody: who asks is not known yet, because the browser sends
/// no credential by itself. What belongs to a person are the fragments below `/pages`, which the
/// frame fetches with a bearer token.
@Path("/")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class PagesResource {
  private final Assets assets;
  private final IdentityConfig identity;

  PagesResource(Assets assets, IdentityConfig identity) {
    this.assets = assets;
    this.identity = identity;
  }

  /// @param landing whether the frame is filled with what a stranger reads
  record Shell(String issuer, String client, Assets assets, boolean landing)
      implements TemplateInstance {}

  @GET
  public TemplateInstance landing() {
    return shell(true);
  }

  /// One address for each page, so that it can be kept, sent and printed; and `signed-in`, where
  /// the identity provider sends the browser back to.
  @GET
  @Path(
      "{page:signed-in|home|register|queue|registrations|identities|manufacturers|head-end|lint|policy|costs}")
  public TemplateInstance page() {
    return shell(false);
  }

  @GET
  @Path("{page:register|registrations|identities}/{id}")
  public TemplateInstance registration() {
    return shell(false);
  }

  @GET
  @Path("costs/{size:\\d{1,12}}")
  public TemplateInstance costs() {
    return shell(false);
  }

  private TemplateInstance shell(boolean landing) {
    return new Shell(identity.issuer().toString(), identity.client(), assets, landing);
  }
}
