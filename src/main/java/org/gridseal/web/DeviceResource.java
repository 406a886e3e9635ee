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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.enrollment.Devices;
import org.gridseal.enrollment.OneTimeCodes;
import org.gridseal.registration.Registration;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Violation;

/// Registered devices, and the codes by which they enroll for the first time. Operators see those
/// of all sites, installers and aggregators those of their own.
@Path("/api/v1/devices/{id}/one-time-codes")
@Tag(name = "Devices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@RolesAllowed({"operator", "installer", "aggregator"})
@Blocking
public class DeviceResource {
  private final OneTimeCodes codes;
  private final Devices devices;
  private final Registration registration;
  private final EnrollmentConfig config;
  private final InstantSource time;
  private final Caller caller;

  DeviceResource(
      OneTimeCodes codes,
      Devices devices,
      Registration registration,
      EnrollmentConfig config,
      InstantSource time,
      Caller caller) {
    this.codes = codes;
    this.devices = devices;
    this.registration = registration;
    this.config = config;
    this.time = time;
    this.caller = caller;
  }

  @GET
  @Operation(
      summary = "Show what became of a device's one-time code",
      description = "The newest one, if there ever was one; the code itself is never shown again.")
  public List<StatusView> list(@PathParam("id") DeviceId id) {
    return codes.statusOf(seen(id)).map(this::view).stream().toList();
  }

  @POST
  @Operation(
      summary = "Make a one-time code",
      description =
          "The code is in this answer and nowhere else, and the one before it opens nothing any"
              + " more. The device enrolls with its id as user name and the code as password"
              + " (RFC 7030 §3.2.3).")
  @APIResponse(
      responseCode = "201",
      description = "Made; good for one certificate within seven days",
      content = @Content(schema = @Schema(implementation = CodeView.class)))
  @APIResponse(responseCode = "404", description = "There is no such device, or it is not yours")
  @APIResponse(
      responseCode = "409",
      description = "The site is not approved, or its policy takes no codes; see errors[]")
  public Response issue(@PathParam("id") DeviceId id) {
    OneTimeCodes.Issued issued =
        codes.issue(seen(id), caller.actor()).orElseThrow(() -> refusal(id));
    return Response.status(Response.Status.CREATED)
        .header("Cache-Control", "no-store")
        .entity(view(id, issued))
        .build();
  }

  @POST
  @Path("/{code}/withdrawal")
  @Operation(summary = "Withdraw a one-time code that nobody has used")
  @APIResponse(
      responseCode = "200",
      description = "It opens nothing any more",
      content = @Content(schema = @Schema(implementation = StatusView.class)))
  @APIResponse(
      responseCode = "409",
      description = "It is not the device's open code: used, expired, withdrawn or replaced")
  public StatusView withdraw(@PathParam("id") DeviceId id, @PathParam("code") UUID code) {
    if (!codes.withdraw(seen(id), code, caller.actor())) {
      throw new RefusedException(
          Problem.Kind.CONFLICT,
          List.of(new Violation("", "code-open", "this is not an open code of the device")));
    }
    return codes.statusOf(id).map(this::view).orElseThrow(NotFoundException::new);
  }

  /// The device, if the caller may see its site.
  private DeviceId seen(DeviceId id) {
    return devices
        .find(id)
        .filter(device -> registration.find(caller.actor(), device.site()).isPresent())
        .orElseThrow(NotFoundException::new)
        .id();
  }

  private RefusedException refusal(DeviceId id) {
    List<Violation> objections = codes.objections(id).orElseThrow(NotFoundException::new);
    return new RefusedException(Problem.Kind.CONFLICT, objections);
  }

  private CodeView view(DeviceId id, OneTimeCodes.Issued issued) {
    var content = CommissioningCode.of(config.url(), id, issued.code());
    return new CodeView(
        issued.id(), id.toString(), issued.code(), issued.expiresAt(), content.text());
  }

  private StatusView view(OneTimeCodes.Status status) {
    return new StatusView(status.id(), State.of(status, time.instant()), status.expiresAt());
  }

  /// A new code.
  ///
  /// @param username what the device gives as user name
  /// @param commissioning what belongs into a QR code (docs/commissioning.md)
  public record CodeView(
      UUID id, String username, String code, Instant expiresAt, String commissioning) {
    /// Leaves the code out.
    @Override
    public String toString() {
      return "one-time code " + id;
    }
  }

  /// A code, without itself.
  public record StatusView(UUID id, State state, Instant expiresAt) {}

  public enum State {
    OPEN,
    SPENT,
    WITHDRAWN,
    EXPIRED;

    static State of(OneTimeCodes.Status status, Instant now) {
      if (status.withdrawn()) {
        return WITHDRAWN;
      }
      if (status.spentOn().isPresent()) {
        return SPENT;
      }
      return status.isOpen(now) ? OPEN : EXPIRED;
    }
  }
}
