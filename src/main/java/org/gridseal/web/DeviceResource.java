package org.gridseal.web;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.enrollment.OneTimeCodes;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Violation;

/// Registered devices.
@Path("/api/v1/devices")
@Tag(name = "Devices")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class DeviceResource {
  private final OneTimeCodes codes;
  private final Caller caller;

  public DeviceResource(OneTimeCodes codes, Caller caller) {
    this.codes = codes;
    this.caller = caller;
  }

  @POST
  @Path("/{id}/one-time-codes")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed("operator")
  @Operation(
      summary = "Make a one-time code",
      description =
          "The code is in this answer and nowhere else. The device enrolls with its id as user name"
              + " and the code as password (RFC 7030 §3.2.3).")
  public Response issue(@PathParam("id") DeviceId id) {
    OneTimeCodes.Issued issued =
        codes
            .issue(id, caller.actor())
            .orElseThrow(
                () ->
                    new RefusedException(
                        Problem.Kind.CONFLICT,
                        List.of(
                            new Violation(
                                "", "site-approved", "approve the device's site first"))));
    return Response.status(Response.Status.CREATED)
        .header("Cache-Control", "no-store")
        .entity(new CodeView(id.toString(), issued.code(), issued.expiresAt()))
        .build();
  }

  /// A new code.
  ///
  /// @param username what the device gives as user name
  public record CodeView(String username, String code, Instant expiresAt) {}
}
