package org.gridseal.web;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.authorisation.Target;
import org.gridseal.site.SiteId;

/// What becomes of a site with all its devices.
@Path("/api/v1/sites/{id}")
@Tag(name = "Sites")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class SiteMeasureResource extends TargetMeasureResource {
  SiteMeasureResource(Proposals proposals) {
    super(proposals);
  }

  @Override
  Target target(UUID id) {
    return new Target.OfSite(new SiteId(id));
  }
}
