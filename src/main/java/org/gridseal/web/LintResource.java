package org.gridseal.web;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.lint.Report;
import org.gridseal.site.Findings;
import org.jspecify.annotations.Nullable;

/// What is wrong with certificates that somebody brings. They are looked at and forgotten.
@Path("/api/v1/lint")
@Tag(name = "Certificates")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class LintResource {
  private final InstantSource time;

  public LintResource(InstantSource time) {
    this.time = time;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed({"installer", "aggregator", "operator", "approver", "auditor", "admin"})
  @Operation(
      summary = "Explain a certificate or a chain, and name what is wrong with it",
      description =
          "The body is the file as it is: PEM, ASN.1 DER, base64 or a certs-only message (PKCS #7),"
              + " at most 1 MiB and 16 certificates, never a private key. Nothing of it is kept.")
  public Report lint(
      @Parameter(description = "An LFDI or SFDI, however written: whether it is the first one's")
          @QueryParam("lfdi")
          @Nullable String lfdi,
      @Parameter(description = "What the first one is for, such as DEVICE; guessed if not given")
          @QueryParam("purpose")
          @Nullable String purpose,
      byte[] body) {
    var findings = new Findings();
    return new LintForm(null, lfdi, purpose)
        .answer(body, findings, time.instant())
        .orElseThrow(() -> new RefusedException(Problem.Kind.INVALID, findings.violations()));
  }
}
