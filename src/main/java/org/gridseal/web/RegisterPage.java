package org.gridseal.web;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.gridseal.policy.Connection;
import org.gridseal.registration.Outcome;
import org.gridseal.registration.Registration;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.Application;
import org.gridseal.site.Findings;
import org.gridseal.site.Site;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;
import org.gridseal.site.Violation;
import org.gridseal.site.Voltage;
import org.jspecify.annotations.Nullable;

/// The installer's form: what a site of this size needs, the registration itself, and a returned
/// one submitted again.
@Path("/pages/register")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({"installer", "aggregator"})
public class RegisterPage {
  private static final int UNPROCESSABLE = 422;
  private static final Voltage USUAL_VOLTAGE = Voltage.ofVolts(240);

  private final Registration registration;
  private final ObjectMapper json;
  private final Tiers tiers;
  private final Prospects prospects;
  private final Visitor visitor;
  private final InstantSource time;
  private final Words words;

  RegisterPage(
      Registration registration,
      Tiers tiers,
      Prospects prospects,
      Visitor visitor,
      InstantSource time,
      Words words,
      ObjectMapper json) {
    this.registration = registration;
    this.tiers = tiers;
    this.prospects = prospects;
    this.visitor = visitor;
    this.time = time;
    this.words = words;
    this.json = json;
  }

  /// @param path where the form goes
  /// @param prospect null until the size is known
  record Register(String path, FormState form, Choices choices, @Nullable Prospect prospect)
      implements TemplateInstance {}

  record Preview(@Nullable Prospect prospect) implements TemplateInstance {}

  /// @param approvals how many people must agree
  record Registered(String path, String reference, String tier, Standing standing, String approvals)
      implements TemplateInstance {}

  @GET
  public TemplateInstance register() {
    return form("/pages/register", new FormState(Refill.DEFAULTS, List.of()), null);
  }

  /// What a site of the size typed so far will need.
  @POST
  @Path("needs")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public TemplateInstance needs(MultivaluedMap<String, String> sent) {
    return new Preview(prospectOf(TypedForm.of(sent)));
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response submit(MultivaluedMap<String, String> sent) {
    return take(
        "/pages/register",
        TypedForm.of(sent),
        application -> registration.submit(visitor.actor(), application));
  }

  /// The form with what was submitted and returned.
  @GET
  @Path("{id}")
  public TemplateInstance change(@PathParam("id") SiteId id) {
    Site site =
        registration
            .find(visitor.actor(), id)
            .filter(found -> found.state() == SiteState.RETURNED)
            .orElseThrow(NotFoundException::new);
    Map<String, String> fields = Refill.of(site.application(), json);
    Connection connection = Connection.of(site.application());
    return form(changePath(id), new FormState(fields, List.of()), prospects.of(connection));
  }

  @POST
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response resubmit(@PathParam("id") SiteId id, MultivaluedMap<String, String> sent) {
    return take(
        changePath(id),
        TypedForm.of(sent),
        application -> registration.resubmit(visitor.actor(), id, application));
  }

  /// What the workflow is asked, once the form could be read.
  private interface Request {
    Outcome with(Application application);
  }

  private Response take(String path, TypedForm form, Request request) {
    var findings = new Findings();
    Map<String, String> fields = Completion.of(form, time.instant());
    Application application = RegistrationForm.ofFields(fields, findings).parse(findings);
    findings
        .at("declaration")
        .require(
            form.value("/declaration/accepted").equals("true"),
            "accepted",
            "required",
            words.register().acceptNeeded());
    form.violations().forEach(findings::add);
    if (!findings.sound()) {
      registration.check(application, findings);
      return refused(path, form, findings.violations());
    }
    return switch (request.with(application)) {
      case Outcome.Done(Site site) -> done(site);
      case Outcome.Invalid(List<Violation> violations) -> refused(path, form, violations);
      case Outcome.LoginTooOld(Duration within) -> throw new LoginTooOldException(within);
      case Outcome.Forbidden(List<Violation> violations) -> refused(path, form, violations);
      case Outcome.Conflicting(List<Violation> violations) -> refused(path, form, violations);
      case Outcome.Unknown() -> throw new NotFoundException();
    };
  }

  private Response refused(String path, TypedForm form, List<Violation> violations) {
    FormState state = form.against(Completion.blamed(form, violations));
    return Response.status(UNPROCESSABLE).entity(form(path, state, prospectOf(form))).build();
  }

  private Response done(Site site) {
    Needs needs = tiers.needsOf(site);
    return Response.ok(
            new Registered(
                Dossier.pathOf(site),
                site.application().particulars().applicationRef(),
                tiers.titleOf(site),
                Standing.of(site, words.review()),
                needs.approvals()))
        .header("HX-Push-Url", Dossier.pathOf(site))
        .build();
  }

  private TemplateInstance form(String path, FormState state, @Nullable Prospect prospect) {
    return new Register(path, state, new Choices(words.choice(), tiers.profiles()), prospect);
  }

  private @Nullable Prospect prospectOf(TypedForm form) {
    long size =
        form.fields().entrySet().stream()
            .filter(field -> field.getKey().endsWith("/rtgMaxVA"))
            .filter(field -> field.getValue().matches("\\d{1,12}"))
            .mapToLong(field -> Long.parseLong(field.getValue()))
            .sum();
    return size == 0 ? null : prospects.of(new Connection(new ApparentPower(size), voltage(form)));
  }

  private static Voltage voltage(TypedForm form) {
    String volts = form.value("/grid/pccVoltageV");
    return volts.matches("\\d{1,7}") ? Voltage.ofVolts(Long.parseLong(volts)) : USUAL_VOLTAGE;
  }

  private static String changePath(SiteId id) {
    return "/pages/register/" + id;
  }
}
