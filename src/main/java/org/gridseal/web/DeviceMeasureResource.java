package org.gridseal.web;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.authorisation.Target;
import org.gridseal.site.DeviceId;

/// What becomes of one device of a site.
@Path("/api/v1/devices/{id}")
@Tag(name = "Devices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class DeviceMeasureResource extends TargetMeasureResource {
  DeviceMeasureResource(Proposals proposals) {
    super(proposals);
  }

  @Override
  Target target(UUID id) {
    return new Target.OfDevice(new DeviceId(id));
  }
}
