package org.gridseal.web;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.enrollment.Devices;
import org.gridseal.enrollment.RegisteredDevice;
import org.gridseal.headend.VirtualIdentities;
import org.gridseal.headend.VirtualIdentities.Result;
import org.gridseal.registration.Registration;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Findings;
import org.gridseal.site.Sfdi;
import org.gridseal.site.Violation;
import org.gridseal.site.VirtualLfdi;
import org.jspecify.annotations.Nullable;

/// LFDIs of devices that an aggregator speaks for and that have no certificate.
@Path("/api/v1/devices/{id}/virtual-lfdi")
@Tag(name = "Devices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"operator", "aggregator"})
@Blocking
public class VirtualIdentityResource {
  private final VirtualIdentities identities;
  private final Devices devices;
  private final Registration registration;
  private final Caller caller;

  VirtualIdentityResource(
      VirtualIdentities identities, Devices devices, Registration registration, Caller caller) {
    this.identities = identities;
    this.devices = devices;
    this.registration = registration;
    this.caller = caller;
  }

  @POST
  @Operation(
      summary = "Give a device an LFDI without a certificate behind it",
      description =
          "32 hexadecimal digits of the aggregator's choice and its IANA enterprise number in"
              + " eight; without `lfdi` they are chosen here. Once given it stays.")
  @RequestBody(content = @Content(schema = @Schema(implementation = VirtualForm.class)))
  @APIResponse(
      responseCode = "201",
      description = "Given; head-ends learn of it when the site is approved",
      content = @Content(schema = @Schema(implementation = VirtualView.class)))
  @APIResponse(responseCode = "404", description = "There is no such device, or it is not yours")
  @APIResponse(responseCode = "409", description = "It cannot have this one, or any; see errors[]")
  public Response assign(@PathParam("id") DeviceId id, byte[] body) {
    RegisteredDevice device =
        devices
            .find(id)
            .filter(it -> registration.find(caller.actor(), it.site()).isPresent())
            .orElseThrow(NotFoundException::new);
    return switch (identities.assign(device.id(), wished(body), caller.actor())) {
      case Result.Assigned(VirtualLfdi lfdi) ->
          Response.created(URI.create(HeadEndResource.PATH + "/devices/" + lfdi))
              .entity(new VirtualView(lfdi.toString(), Sfdi.of(lfdi.lfdi()).toString()))
              .build();
      case Result.Refused(Violation reason) ->
          throw new RefusedException(Problem.Kind.CONFLICT, List.of(reason));
      case Result.NoSuchDevice() -> throw new NotFoundException();
    };
  }

  private static Optional<VirtualLfdi> wished(byte[] body) {
    var findings = new Findings();
    VirtualForm form = JsonForms.read(body, VirtualForm.class, findings);
    Optional<VirtualLfdi> wished = form.read(findings);
    if (!findings.sound()) {
      throw new RefusedException(Problem.Kind.INVALID, findings.violations());
    }
    return wished;
  }

  /// @param lfdi 40 hexadecimal digits; chosen here if it is missing
  record VirtualForm(@Nullable String lfdi) {
    Optional<VirtualLfdi> read(Findings findings) {
      try {
        return Optional.ofNullable(lfdi).map(VirtualLfdi::fromString);
      } catch (IllegalArgumentException e) {
        findings.violation(
            "lfdi", "lfdi-form", "give 40 hexadecimal digits, of which the last eight are not 0");
        return Optional.empty();
      }
    }
  }

  /// @param lfdi 40 hexadecimal digits
  /// @param sfdi without leading zeros
  public record VirtualView(String lfdi, String sfdi) {}
}
