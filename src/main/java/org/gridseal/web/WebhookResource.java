package org.gridseal.web;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.headend.Change.Kind;
import org.gridseal.headend.Courier;
import org.gridseal.headend.Webhook;
import org.gridseal.headend.WebhookKey;
import org.gridseal.headend.Webhooks;
import org.gridseal.site.Findings;
import org.gridseal.site.Violation;
import org.jspecify.annotations.Nullable;

/// Who is told of changes by a webhook. `docs/head-end.md` says what a receiver must do.
@Path(WebhookResource.PATH)
@Tag(name = "Head-end")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({"operator", "admin"})
@Blocking
public class WebhookResource {
  static final String PATH = HeadEndResource.PATH + "/webhooks";

  private final Webhooks webhooks;
  private final WebhookKey key;
  private final Courier courier;
  private final Caller caller;

  WebhookResource(Webhooks webhooks, WebhookKey key, Courier courier, Caller caller) {
    this.webhooks = webhooks;
    this.key = key;
    this.courier = courier;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "List the webhooks, the oldest first, and how their deliveries go")
  public List<WebhookView> list() {
    return webhooks.all().stream().map(webhook -> WebhookView.of(webhook, null)).toList();
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "Show one webhook, with the changes that its receiver did not take in time")
  public DetailsView show(@PathParam("id") UUID id) {
    Webhook webhook = found(id);
    return new DetailsView(
        WebhookView.of(webhook, null),
        webhooks.dead(id).stream().map(WebhookView.DeadView::of).toList());
  }

  @POST
  @RolesAllowed("admin")
  @Operation(
      summary = "Tell somebody of changes from now on",
      description =
          "The secret is in this answer and nowhere else. Messages are CloudEvents 1.0 in"
              + " structured mode, signed after Standard Webhooks.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = WebhookForm.class)))
  @APIResponse(
      responseCode = "201",
      description = "Added",
      content = @Content(schema = @Schema(implementation = WebhookView.class)))
  @APIResponse(responseCode = "409", description = "There are 64 already")
  @APIResponse(responseCode = "422", description = "The URL or a kind cannot be; see errors[]")
  public Response add(byte[] body) {
    var findings = new Findings();
    WebhookForm form = JsonForms.read(body, WebhookForm.class, findings);
    Optional<URI> url = form.readUrl(findings);
    Set<Kind> kinds = form.readKinds(findings);
    if (!findings.sound() || url.isEmpty()) {
      throw new RefusedException(Problem.Kind.INVALID, findings.violations());
    }
    Webhook added =
        webhooks
            .add(url.get(), kinds, caller.actor())
            .orElseThrow(
                () ->
                    conflict(
                        "webhooks-limited", "remove one first; there are " + Webhooks.MAXIMUM));
    return Response.created(URI.create(PATH + "/" + added.id()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(WebhookView.of(added, key.textOf(added)))
        .build();
  }

  @DELETE
  @Path("/{id}")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed("admin")
  @Operation(summary = "Tell nobody any more under this webhook, and forget its secret")
  public void remove(@PathParam("id") UUID id) {
    if (!webhooks.remove(id, caller.actor())) {
      throw new NotFoundException();
    }
  }

  @POST
  @Path("/{id}/rotation")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed("admin")
  @Operation(
      summary = "Make a new secret",
      description =
          "It is in this answer and nowhere else. For 24 hours every message has two signatures,"
              + " of the new secret and of the one before; then the new one alone.")
  @APIResponse(
      responseCode = "200",
      description = "Made",
      content = @Content(schema = @Schema(implementation = WebhookView.class)))
  @APIResponse(responseCode = "409", description = "Somebody else made one at the same moment")
  public Response rotate(@PathParam("id") UUID id) {
    Webhook rotated =
        webhooks
            .rotate(id, found(id).secretGeneration(), caller.actor())
            .orElseThrow(
                () -> conflict("secret-current", "somebody else made a new one; look again"));
    return Response.ok(WebhookView.of(rotated, key.textOf(rotated)))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  @POST
  @Path("/{id}/test")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Send a message that says it is a test, now and once",
      description = "Answers when the receiver did, within half a minute.")
  public TestView test(@PathParam("id") UUID id) {
    Courier.Receipt receipt = courier.test(found(id));
    return new TestView(receipt instanceof Courier.Receipt.Taken, receipt.text());
  }

  @POST
  @Path("/{id}/replay")
  @Operation(
      summary = "Tell everything after a cursor once more",
      description =
          "With a cursor of the feed, or without one from the beginning. Also brings back a webhook"
              + " whose receiver had said it was gone.")
  @APIResponse(responseCode = "200", description = "It goes on from there")
  @APIResponse(responseCode = "422", description = "That is no cursor of the feed")
  public WebhookView replay(@PathParam("id") UUID id, byte[] body) {
    Webhook webhook = found(id);
    var findings = new Findings();
    ReplayForm form = JsonForms.read(body, ReplayForm.class, findings);
    long after = form.read(findings);
    if (!findings.sound()) {
      throw new RefusedException(Problem.Kind.INVALID, findings.violations());
    }
    if (!webhooks.replay(webhook.id(), after, caller.actor())) {
      throw conflict("cursor-reached", "send a cursor of the feed of this installation");
    }
    return WebhookView.of(found(id), null);
  }

  private Webhook found(UUID id) {
    return webhooks.find(id).orElseThrow(NotFoundException::new);
  }

  private static RefusedException conflict(String rule, String sentence) {
    return new RefusedException(Problem.Kind.CONFLICT, List.of(new Violation("", rule, sentence)));
  }

  /// From where on.
  ///
  /// @param after a cursor of the feed; from the beginning without one
  record ReplayForm(@Nullable String after) {
    long read(Findings findings) {
      if (after == null) {
        return 0;
      }
      try {
        return HeadEndCursor.fromString(after).place();
      } catch (IllegalArgumentException e) {
        findings.violation("after", "cursor-known", "send a cursor of the feed");
        return 0;
      }
    }
  }

  /// A webhook and what was given up.
  public record DetailsView(WebhookView webhook, List<WebhookView.DeadView> givenUp) {}

  /// What became of a test.
  public record TestView(boolean taken, String outcome) {}
}
