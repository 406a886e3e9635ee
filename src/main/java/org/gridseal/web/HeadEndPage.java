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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gridseal.headend.Aggregators;
import org.gridseal.headend.Change.Kind;
import org.gridseal.headend.Courier;
import org.gridseal.headend.Webhook;
import org.gridseal.headend.WebhookKey;
import org.gridseal.headend.Webhooks;
import org.gridseal.site.Findings;
import org.gridseal.site.Violation;
import org.jspecify.annotations.Nullable;

/// Who is told of changes and how that goes; adding, testing, replaying, changing secrets,
/// removing; and the numbers of aggregators.
@Path(HeadEndPage.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({"operator", "admin"})
public class HeadEndPage {
  static final String PATH = "/pages/head-end";

  private static final int UNPROCESSABLE = 422;

  private final Webhooks webhooks;
  private final Aggregators aggregators;
  private final WebhookKey key;
  private final Courier courier;
  private final HeadEndOverview overview;
  private final Visitor visitor;
  private final HeadEndTexts texts;

  HeadEndPage(
      Webhooks webhooks,
      Aggregators aggregators,
      WebhookKey key,
      Courier courier,
      HeadEndOverview overview,
      Visitor visitor,
      Words words) {
    this.webhooks = webhooks;
    this.aggregators = aggregators;
    this.key = key;
    this.courier = courier;
    this.overview = overview;
    this.visitor = visitor;
    this.texts = words.headEnd();
  }

  /// @param form what was typed and is wrong
  /// @param done what was just done, null when nothing was
  /// @param secret shown this once, null when none was made
  record HeadEnd(
      HeadEndOverview.Shown shown,
      boolean manages,
      FormState form,
      @Nullable String done,
      @Nullable String secret)
      implements TemplateInstance {}

  @GET
  public TemplateInstance show() {
    return page(new FormState(Map.of(), List.of()), null, null);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed("admin")
  public Response add(MultivaluedMap<String, String> sent) {
    TypedForm typed = TypedForm.of(sent);
    var findings = new Findings();
    var form = new WebhookForm(typed.value("/url"), typed.valuesBelow("/kinds/"));
    Optional<URI> url = form.readUrl(findings);
    Set<Kind> kinds = form.readKinds(findings);
    if (url.isEmpty() || !findings.sound()) {
      return refused(typed, findings.violations());
    }
    return webhooks
        .add(url.get(), kinds, visitor.actor())
        .map(added -> secret(added, texts.doneAdded()))
        .orElseGet(() -> refused(typed, "", texts.tooMany(Webhooks.MAXIMUM)));
  }

  @POST
  @Path("{id}/test")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response test(@PathParam("id") UUID id) {
    Courier.Receipt receipt = courier.test(found(id));
    return receipt instanceof Courier.Receipt.Taken
        ? done(texts.doneTested(receipt.text()))
        : refused(TypedForm.nothing(), "", texts.testFailed(receipt.text()));
  }

  @POST
  @Path("{id}/replay/{ordinal:\\d{1,3}}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response replay(
      @PathParam("id") UUID id,
      @PathParam("ordinal") String ordinal,
      MultivaluedMap<String, String> sent) {
    TypedForm typed = TypedForm.of(sent);
    String pointer = "/" + ordinal + "/after";
    String after = typed.value(pointer);
    var findings = new Findings();
    long place = new WebhookResource.ReplayForm(after.isEmpty() ? null : after).read(findings);
    boolean replayed = findings.sound() && webhooks.replay(found(id).id(), place, visitor.actor());
    return replayed ? done(texts.doneReplayed()) : refused(typed, pointer, texts.notReached());
  }

  @POST
  @Path("{id}/rotation")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed("admin")
  public Response rotate(@PathParam("id") UUID id) {
    return webhooks
        .rotate(id, found(id).secretGeneration(), visitor.actor())
        .map(rotated -> secret(rotated, texts.doneRotated()))
        .orElseGet(() -> refused(TypedForm.nothing(), "", texts.rotatedMeanwhile()));
  }

  @POST
  @Path("{id}/removal")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed("admin")
  public Response remove(@PathParam("id") UUID id) {
    if (!webhooks.remove(id, visitor.actor())) {
      throw new NotFoundException();
    }
    return done(texts.doneRemoved());
  }

  @POST
  @Path("enterprise-number")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed("admin")
  public Response assign(MultivaluedMap<String, String> sent) {
    TypedForm typed = TypedForm.of(sent);
    String number = typed.value("/enterpriseNumber");
    if (!number.matches("\\d{1,10}")) {
      return refused(typed, "/enterpriseNumber", texts.noNumber());
    }
    return switch (aggregators.assign(
        UUID.fromString(typed.value("/aggregator")), Long.parseLong(number), visitor.actor())) {
      case Aggregators.Result.Assigned() -> done(texts.doneAssigned());
      case Aggregators.Result.Refused(Violation reason) -> refused(typed, List.of(reason));
      case Aggregators.Result.NoSuchAggregator() -> throw new NotFoundException();
    };
  }

  private Webhook found(UUID id) {
    return webhooks.find(id).orElseThrow(NotFoundException::new);
  }

  private Response done(String done) {
    return Response.ok(page(new FormState(Map.of(), List.of()), done, null)).build();
  }

  private Response secret(Webhook webhook, String done) {
    return Response.ok(page(new FormState(Map.of(), List.of()), done, key.textOf(webhook)))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private Response refused(TypedForm typed, String pointer, String sentence) {
    return refused(typed, List.of(new Violation(pointer, "head-end", sentence)));
  }

  private Response refused(TypedForm typed, List<Violation> violations) {
    return Response.status(UNPROCESSABLE)
        .entity(page(typed.against(violations), null, null))
        .build();
  }

  private TemplateInstance page(FormState form, @Nullable String done, @Nullable String secret) {
    return new HeadEnd(overview.now(), visitor.addsRoots(), form, done, secret);
  }
}
