package org.gridseal.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// What the policy demands of sites, tier beside tier, for everybody who is asked to meet it.
@Path("/pages/policy")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class PolicyPage {
  private final PolicyOverview overview;

  PolicyPage(PolicyOverview overview) {
    this.overview = overview;
  }

  record Policy(PolicyTable table) implements TemplateInstance {}

  @GET
  public TemplateInstance show() {
    return new Policy(overview.now());
  }
}
