package org.gridseal.web;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.SerialNumber;
import org.gridseal.enrollment.Certificates;
import org.gridseal.enrollment.KeptCertificate;
import org.gridseal.revocation.Revocation;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Findings;
import org.gridseal.site.Sfdi;
import org.gridseal.site.Violation;
import org.gridseal.x509.Pem;
import org.jspecify.annotations.Nullable;

/// Issued certificates: look at them, revoke them.
@Path("/api/v1/certificates")
@Tag(name = "Certificates")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class CertificateResource {
  private final Certificates certificates;
  private final Revocation revocation;
  private final Caller caller;

  public CertificateResource(Certificates certificates, Revocation revocation, Caller caller) {
    this.certificates = certificates;
    this.revocation = revocation;
    this.caller = caller;
  }

  @GET
  @RolesAllowed({"operator", "approver", "auditor", "admin"})
  @Operation(summary = "List a device's certificates, the newest first")
  public List<CertificateView> list(@QueryParam("device") @Nullable DeviceId device) {
    if (device == null) {
      throw invalid("device", "device-given", "name the device in the query");
    }
    return certificates.of(device).stream().map(this::view).toList();
  }

  @GET
  @Path("/{serialNumber}")
  @RolesAllowed({"operator", "approver", "auditor", "admin"})
  @Operation(summary = "Show one certificate")
  public CertificateView show(@PathParam("serialNumber") SerialNumber serialNumber) {
    return certificates.find(serialNumber).map(this::view).orElseThrow(NotFoundException::new);
  }

  @POST
  @Path("/{serialNumber}/revocation")
  @RolesAllowed("operator")
  @Operation(
      summary = "Revoke a certificate",
      description =
          "Cannot be undone. OCSP and the device listener know at once, the CRL is made anew.")
  public RevocationView revoke(@PathParam("serialNumber") SerialNumber serialNumber, byte[] body) {
    RevocationReason reason = reasonIn(body);
    return switch (revocation.revoke(serialNumber, reason, caller.actor())) {
      case Revocation.Result.Done(var revoked) ->
          new RevocationView(serialNumber.toString(), reason.name(), revoked.at());
      case Revocation.Result.AlreadyRevoked() ->
          throw new RefusedException(
              Problem.Kind.CONFLICT,
              List.of(new Violation("", "not-revoked", "the certificate has been revoked before")));
      case Revocation.Result.NoSuchCertificate() -> throw new NotFoundException();
    };
  }

  private static RevocationReason reasonIn(byte[] body) {
    var findings = new Findings();
    RevocationForm form = JsonForms.read(body, RevocationForm.class, findings);
    if (!findings.sound()) {
      throw new RefusedException(Problem.Kind.INVALID, findings.violations());
    }
    return Arrays.stream(RevocationReason.values())
        .filter(reason -> reason.name().equals(form.reason()))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    "/reason",
                    "reason-known",
                    "give one of "
                        + Arrays.toString(RevocationReason.values()).replaceAll("[\\[\\]]", "")));
  }

  private static RefusedException invalid(String pointer, String rule, String sentence) {
    return new RefusedException(
        Problem.Kind.INVALID, List.of(new Violation(pointer, rule, sentence)));
  }

  private CertificateView view(KeptCertificate kept) {
    return CertificateView.of(kept, certificates.isRevoked(kept.serialNumber()));
  }

  /// Why a certificate is to be revoked.
  ///
  /// @param reason a name of RFC 5280 §5.3.1; required, because nobody can mend a wrong one later
  record RevocationForm(@Nullable String reason) {}

  /// A revocation as the API shows it.
  public record RevocationView(String serialNumber, String reason, Instant revokedAt) {}

  /// A certificate as the API shows it.
  ///
  /// @param lfdi 40 hexadecimal digits (IEEE 2030.5-2018 §6.3.4)
  /// @param sfdi 12 digits
  /// @param predecessor serial number of the certificate it replaced
  public record CertificateView(
      String serialNumber,
      String device,
      String site,
      String profile,
      String lfdi,
      String sfdi,
      Instant notBefore,
      Instant notAfter,
      Optional<String> predecessor,
      boolean revoked,
      String pem) {
    static CertificateView of(KeptCertificate kept, boolean revoked) {
      return new CertificateView(
          kept.serialNumber().toString(),
          kept.device().toString(),
          kept.site().toString(),
          kept.profile(),
          kept.lfdi().toString(),
          Sfdi.of(kept.lfdi()).display(),
          kept.certificate().getNotBefore().toInstant(),
          kept.certificate().getNotAfter().toInstant(),
          kept.predecessor().map(SerialNumber::toString),
          revoked,
          Pem.write("CERTIFICATE", kept.encoded()));
    }
  }
}
