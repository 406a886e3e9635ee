package org.gridseal.web;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.enrollment.ManufacturerRoots;
import org.gridseal.enrollment.TrustedManufacturers;
import org.gridseal.site.Findings;
import org.gridseal.site.Violation;
import org.gridseal.x509.Pem;
import org.jspecify.annotations.Nullable;

/// The roots under which manufacturers certify devices at birth.
@Path("/api/v1/manufacturer-roots")
@Tag(name = "Manufacturer roots")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class ManufacturerRootResource {
  private static final int LONGEST_NAME = 200;

  private final TrustedManufacturers manufacturers;
  private final Caller caller;

  public ManufacturerRootResource(TrustedManufacturers manufacturers, Caller caller) {
    this.manufacturers = manufacturers;
    this.caller = caller;
  }

  @GET
  @RolesAllowed({"operator", "approver", "auditor", "admin"})
  @Operation(summary = "List the manufacturers' roots")
  public List<RootView> list() {
    return manufacturers.all().stream().map(RootView::of).toList();
  }

  @POST
  @RolesAllowed("admin")
  @Operation(
      summary = "Trust a manufacturer's root",
      description = "Effective within seconds, without a restart.")
  public Response add(byte[] body) {
    ManufacturerRoots.Root root = rootIn(body);
    if (!manufacturers.trust(root, caller.actor())) {
      throw new RefusedException(
          Problem.Kind.CONFLICT,
          List.of(new Violation("/pem", "root-new", "the root is trusted already")));
    }
    return Response.status(Response.Status.CREATED).entity(RootView.of(root)).build();
  }

  private static ManufacturerRoots.Root rootIn(byte[] body) {
    var findings = new Findings();
    RootForm form = JsonForms.read(body, RootForm.class, findings);
    String name = Objects.requireNonNullElse(form.name(), "").strip();
    if (findings.sound() && (name.isEmpty() || name.length() > LONGEST_NAME)) {
      findings.violation("name", "name-given", "give the manufacturer's name");
    }
    if (!findings.sound()) {
      throw new RefusedException(Problem.Kind.INVALID, findings.violations());
    }
    byte[] pem = Objects.requireNonNullElse(form.pem(), "").getBytes(StandardCharsets.US_ASCII);
    return new ManufacturerRoots.Root(
        name, Pem.certificate(pem), Boolean.TRUE.equals(form.attested()));
  }

  /// A root as it is sent.
  ///
  /// @param attested whether it certifies only keys that cannot leave their hardware
  record RootForm(@Nullable String name, @Nullable String pem, @Nullable Boolean attested) {}

  /// A root as the API shows it.
  public record RootView(String name, String subject, boolean attested) {
    static RootView of(ManufacturerRoots.Root root) {
      return new RootView(
          root.name(), root.certificate().getSubjectX500Principal().toString(), root.attested());
    }
  }
}
