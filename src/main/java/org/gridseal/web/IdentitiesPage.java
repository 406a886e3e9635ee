package org.gridseal.web;

import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gridseal.authorisation.Act;
import org.gridseal.authorisation.Intervention;
import org.gridseal.authorisation.Intervention.Result;
import org.gridseal.authorisation.Measure;
import org.gridseal.authorisation.Target;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;
import org.gridseal.site.Violation;
import org.jspecify.annotations.Nullable;

/// Sites, their devices, and the certificates and LFDIs of a device, side by side and never mixed
/// up: what each is, what can be done to it and what that does; and what waits for a second person.
@Path("/pages/identities")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({"operator", "approver", "auditor", "admin"})
public class IdentitiesPage {
  private static final int UNPROCESSABLE = 422;
  private static final FormState BLANK = new FormState(Map.of(), List.of());

  private final Intervention intervention;
  private final DeviceIdentities devices;
  private final Visitor visitor;
  private final IdentityTexts texts;

  IdentitiesPage(
      Intervention intervention, DeviceIdentities devices, Visitor visitor, Words words) {
    this.intervention = intervention;
    this.devices = devices;
    this.visitor = visitor;
    this.texts = words.identity();
  }

  /// @param shown the device that was asked for, null when none was
  /// @param form what was typed and is wrong
  /// @param done what was just changed, null when nothing was
  record Identities(
      List<IdentityCard.Waiting> waiting,
      DeviceIdentities.@Nullable Shown shown,
      FormState form,
      @Nullable String done)
      implements TemplateInstance {}

  @GET
  public TemplateInstance show() {
    return page(null, BLANK, null);
  }

  @GET
  @Path("{of}")
  public TemplateInstance show(@PathParam("of") String of) {
    DeviceIdentities.Shown shown = devices.find(of).orElseThrow(NotFoundException::new);
    return page(shown, new FormState(Map.of("/of", of), List.of()), null);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response find(MultivaluedMap<String, String> sent) {
    TypedForm typed = TypedForm.of(sent);
    return devices
        .find(typed.value("/of"))
        .map(shown -> Response.ok(page(shown, typed.against(List.of()), null)).build())
        .orElseGet(
            () ->
                refused(
                    null,
                    typed.against(
                        List.of(new Violation("/of", "identity-known", texts.ofUnknown())))));
  }

  @POST
  @Path("{kind:certificate|lfdi|device|site}s/{name}/{act}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed({"operator", "approver"})
  public Response decide(
      @PathParam("kind") String kind,
      @PathParam("name") String name,
      @PathParam("act") String actName,
      MultivaluedMap<String, String> sent) {
    Target target = target(kind, name);
    Act act = MeasureView.actNamed(actName);
    return new ReasonForm(TypedForm.of(sent).value("/reason"))
        .of(target, act)
        .map(reason -> intervention.propose(target, act, reason, visitor.actor()))
        .map(result -> answer(result, target))
        .orElseGet(
            () ->
                refused(
                    target, List.of(ReasonForm.unknown(ReasonForm.known(target, act).stream()))));
  }

  private static Target target(String kind, String name) {
    try {
      return switch (kind) {
        case "certificate" -> new Target.OfCertificate(SerialNumber.fromString(name));
        case "lfdi" -> new Target.OfLfdi(Lfdi.fromString(name));
        case "device" -> new Target.OfDevice(DeviceId.fromString(name));
        default -> new Target.OfSite(SiteId.fromString(name));
      };
    } catch (IllegalArgumentException e) {
      throw new NotFoundException(e);
    }
  }

  @POST
  @Path("measures/{id}/confirmation")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed({"operator", "approver"})
  public Response confirm(@PathParam("id") UUID id) {
    return answer(intervention.confirm(id, visitor.actor()), targetOf(id));
  }

  @POST
  @Path("measures/{id}/withdrawal")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed({"operator", "approver"})
  public Response drop(@PathParam("id") UUID id) {
    return answer(intervention.drop(id, visitor.actor()), targetOf(id));
  }

  private Target targetOf(UUID id) {
    return intervention.find(id).map(Measure::target).orElseThrow(NotFoundException::new);
  }

  private Response answer(Result result, Target target) {
    return switch (result) {
      case Result.Taken taken -> ok(target, texts.doneTaken());
      case Result.Waiting waiting -> ok(target, texts.doneWaiting());
      case Result.Dropped dropped -> ok(target, texts.doneDropped());
      case Result.LoginTooOld(Duration within) -> throw new LoginTooOldException(within);
      case Result.Forbidden(List<Violation> violations) -> refused(target, violations);
      case Result.Conflicting(List<Violation> violations) -> refused(target, violations);
      case Result.Unknown() -> throw new NotFoundException();
    };
  }

  private Response ok(Target target, String done) {
    return Response.ok(page(shown(target), asked(target, List.of()), done)).build();
  }

  private Response refused(Target target, List<Violation> violations) {
    // The sentence stands above; there are many fields of that name.
    List<Violation> ofWhole =
        violations.stream().map(it -> new Violation("", it.rule(), it.sentence())).toList();
    return refused(shown(target), asked(target, ofWhole));
  }

  private Response refused(DeviceIdentities.@Nullable Shown shown, FormState form) {
    return Response.status(UNPROCESSABLE).entity(page(shown, form, null)).build();
  }

  private static FormState asked(Target target, List<Violation> violations) {
    return new FormState(Map.of("/of", target.toString()), violations);
  }

  private DeviceIdentities.@Nullable Shown shown(Target target) {
    return devices.find(target.toString()).orElse(null);
  }

  private TemplateInstance page(
      DeviceIdentities.@Nullable Shown shown, FormState form, @Nullable String done) {
    return new Identities(devices.waiting(), shown, form, done);
  }
}
