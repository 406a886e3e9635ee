package org.gridseal.web;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.authority.SerialNumber;
import org.gridseal.enrollment.Certificates;
import org.gridseal.enrollment.KeptCertificate;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Sfdi;
import org.gridseal.site.Violation;
import org.gridseal.x509.Pem;
import org.jspecify.annotations.Nullable;

/// Issued certificates, to look at.
@Path("/api/v1/certificates")
@Tag(name = "Certificates")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class CertificateResource {
  private final Certificates certificates;

  public CertificateResource(Certificates certificates) {
    this.certificates = certificates;
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

  private static RefusedException invalid(String pointer, String rule, String sentence) {
    return new RefusedException(
        Problem.Kind.INVALID, List.of(new Violation(pointer, rule, sentence)));
  }

  private CertificateView view(KeptCertificate kept) {
    return CertificateView.of(kept, certificates.isRevoked(kept.serialNumber()));
  }

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
