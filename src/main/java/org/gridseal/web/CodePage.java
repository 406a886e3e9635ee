package org.gridseal.web;

import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.gridseal.enrollment.OneTimeCodes;
import org.gridseal.registration.Registration;
import org.gridseal.site.Device;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Site;
import org.gridseal.site.SiteId;

/// Makes and withdraws the one-time code of a device, on its registration's page. The code is in
/// the answer that makes it and in no other.
@Path("/pages/registrations/{site}/devices/{device}/codes")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@RolesAllowed({"operator", "installer", "aggregator"})
public class CodePage {
  private final Registration registration;
  private final OneTimeCodes codes;
  private final CodePanels panels;
  private final Visitor visitor;

  CodePage(Registration registration, OneTimeCodes codes, CodePanels panels, Visitor visitor) {
    this.registration = registration;
    this.codes = codes;
    this.panels = panels;
    this.visitor = visitor;
  }

  record Code(CodePanel panel) implements TemplateInstance {}

  @POST
  public TemplateInstance make(
      @PathParam("site") SiteId siteId, @PathParam("device") DeviceId deviceId) {
    Site site = find(siteId);
    Device device = deviceOf(site, deviceId);
    // Without a code the panel says why.
    OneTimeCodes.Issued made = codes.issue(device.id(), visitor.actor()).orElse(null);
    return new Code(panels.of(site, device, made));
  }

  /// The panel says what became of the code, whoever was faster.
  @POST
  @Path("{code}/withdrawal")
  public TemplateInstance withdraw(
      @PathParam("site") SiteId siteId,
      @PathParam("device") DeviceId deviceId,
      @PathParam("code") UUID code) {
    Site site = find(siteId);
    Device device = deviceOf(site, deviceId);
    codes.withdraw(device.id(), code, visitor.actor());
    return new Code(panels.of(site, device, null));
  }

  private Site find(SiteId id) {
    return registration
        .find(visitor.actor(), id)
        .filter(visitor::makesCodesFor)
        .orElseThrow(NotFoundException::new);
  }

  private static Device deviceOf(Site site, DeviceId id) {
    return site.devices().stream()
        .filter(device -> device.id().equals(id))
        .findFirst()
        .orElseThrow(NotFoundException::new);
  }
}
