package org.gridseal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.gridseal.enrollment.Successions;
import org.gridseal.headend.Change;
import org.gridseal.headend.ChangeFeed;
import org.gridseal.headend.Changes;
import org.gridseal.headend.Identities;
import org.gridseal.headend.Identity;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Violation;
import org.jspecify.annotations.Nullable;

/// For the utility's 2030.5 server and head-ends of other protocols: who is authorised now, and
/// what changed. `docs/head-end.md` says how to use it.
@Path(HeadEndResource.PATH)
@Tag(name = "Head-end")
@RolesAllowed({"head-end", "operator", "auditor", "admin"})
@Blocking
public class HeadEndResource {
  static final String PATH = "/api/v1/head-end";

  private static final String DEVICES = PATH + "/devices";
  private static final int LONGEST_PAGE = 1000;

  /// Below what proxies wait for.
  private static final int LONGEST_WAIT_SECONDS = 30;

  private final Identities identities;
  private final Changes changes;
  private final ChangeFeed feed;
  private final Successions successions;
  private final InstantSource time;
  private final ObjectMapper mapper;

  HeadEndResource(
      Identities identities,
      Changes changes,
      ChangeFeed feed,
      Successions successions,
      InstantSource time,
      ObjectMapper mapper) {
    this.identities = identities;
    this.changes = changes;
    this.feed = feed;
    this.successions = successions;
    this.time = time;
    this.mapper = mapper;
  }

  @GET
  @Path("/devices")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "List who is authorised now",
      description =
          "In the order of LFDIs. Without `limit` all of them come, as one answer; with it a page,"
              + " and `Link: rel=next` leads to the next. Suspended and denied ones are in it, with"
              + " their state. Keep `changes`: the feed from there on tells what changed while you"
              + " read.")
  @APIResponse(
      responseCode = "200",
      description = "A page",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = DevicesView.class)),
        @Content(mediaType = EndDeviceList.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
      })
  public Response devices(
      @QueryParam("cursor") @Nullable HeadEndCursor cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    // Before the list: whatever begins while it is read comes in the feed.
    String from = HeadEndCursor.after(changes.last()).toString();
    if (limit == null) {
      Optional<Lfdi> after = after(cursor);
      return headed(Response.ok((StreamingOutput) out -> write(out, after, from)));
    }
    List<Identity> page = page(cursor, limit);
    Optional<String> next = next(page, limit);
    var view =
        new DevicesView(from, page.stream().map(IdentityView::of).toList(), next.orElse(null));
    return linked(Response.ok(view), next, limit);
  }

  /// Whoever reads it to its end has all of it: one that breaks off is no JSON.
  private void write(OutputStream out, Optional<Lfdi> after, String from) throws IOException {
    try (JsonGenerator json = mapper.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("changes", from);
      json.writeArrayFieldStart("devices");
      identities.each(after, 0, Long.MAX_VALUE, time.instant(), identity -> write(json, identity));
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, Identity identity) {
    try {
      json.writePOJO(IdentityView.of(identity));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @GET
  @Path("/devices")
  @Produces({EndDeviceList.MEDIA_TYPE, MediaType.APPLICATION_XML})
  @Operation(hidden = true)
  public Response endDevices(
      @QueryParam("cursor") @Nullable HeadEndCursor cursor,
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("s") @Nullable Long start,
      @QueryParam("l") @Nullable Long length) {
    if (limit != null) {
      List<Identity> page = page(cursor, limit);
      return linked(Response.ok(list(after(cursor), 0, limit)), next(page, limit), limit);
    }
    long first = start == null ? 0 : start;
    long most = length == null ? Long.MAX_VALUE : length;
    if (first < 0 || most < 0) {
      throw refusal(first < 0 ? "s" : "l", "give 0 or more");
    }
    return headed(Response.ok(list(after(cursor), first, most)));
  }

  private StreamingOutput list(Optional<Lfdi> after, long skipped, long limit) {
    Instant now = time.instant();
    EndDeviceList list =
        EndDeviceList.of(
            reader -> identities.each(after, skipped, limit, now, reader),
            identities.count(now),
            DEVICES);
    return out -> {
      try (list) {
        list.writeTo(out);
      }
    };
  }

  private List<Identity> page(@Nullable HeadEndCursor cursor, int limit) {
    requireBetween("limit", 1, LONGEST_PAGE, limit);
    return identities.page(after(cursor), limit, time.instant());
  }

  private static Optional<Lfdi> after(@Nullable HeadEndCursor cursor) {
    return Optional.ofNullable(cursor).map(HeadEndResource::lfdi);
  }

  private static Optional<String> next(List<Identity> page, int limit) {
    return page.size() < limit
        ? Optional.empty()
        : Optional.of(HeadEndCursor.after(page.getLast().lfdi()).toString());
  }

  private static Response linked(
      Response.ResponseBuilder answer, Optional<String> next, int limit) {
    next.ifPresent(
        cursor ->
            answer.header(
                HttpHeaders.LINK, link(DEVICES + "?cursor=" + cursor + "&limit=" + limit)));
    return headed(answer);
  }

  private static Response headed(Response.ResponseBuilder answer) {
    return answer
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }

  /// A target relative to this server (RFC 8288 §3.1, RFC 3986 §4.2).
  private static String link(String target) {
    return "<" + target + ">; rel=\"next\"";
  }

  @GET
  @Path("/devices/{lfdi}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Show one identity that is authorised now, or suspended, or denied")
  public IdentityView device(@PathParam("lfdi") Lfdi lfdi) {
    return identities
        .find(lfdi, time.instant())
        .map(IdentityView::of)
        .orElseThrow(NotFoundException::new);
  }

  @GET
  @Path("/devices/{lfdi}/chain")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Show the chain of identities that one is in, the oldest first",
      description =
          "Past ones too: by any LFDI that a device ever had you find the one it has now.")
  public List<LinkView> chain(@PathParam("lfdi") Lfdi lfdi) {
    return successions.chainOf(lfdi).stream().map(LinkView::of).toList();
  }

  @GET
  @Path("/changes")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Tell what changed",
      description =
          "In the order of the audit log, without gaps, from the beginning or after a cursor. Send"
              + " `next` back as `after` each time, also when nothing came. With `wait` the answer"
              + " comes when there is a change, or after so many seconds.")
  public Response changes(
      @QueryParam("after") @Nullable HeadEndCursor after,
      @QueryParam("limit") @DefaultValue("100") int limit,
      @QueryParam("wait") @DefaultValue("0") int wait)
      throws InterruptedException {
    requireBetween("limit", 1, LONGEST_PAGE, limit);
    requireBetween("wait", 0, LONGEST_WAIT_SECONDS, wait);
    long place = after == null ? 0 : place(after);
    List<Change> found = changes.after(place, limit);
    if (found.isEmpty() && wait > 0) {
      feed.await(place, Duration.ofSeconds(wait));
      found = changes.after(place, limit);
    }
    String next = HeadEndCursor.after(found.isEmpty() ? place : found.getLast().place()).toString();
    return Response.ok(new ChangesView(found.stream().map(ChangeView::of).toList(), next))
        .header(HttpHeaders.LINK, link(PATH + "/changes?after=" + next + "&limit=" + limit))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static void requireBetween(String name, int lowest, int highest, int value) {
    if (value < lowest || value > highest) {
      throw refusal(name, "give " + lowest + " to " + highest);
    }
  }

  private static Lfdi lfdi(HeadEndCursor cursor) {
    try {
      return cursor.lfdi();
    } catch (IllegalArgumentException e) {
      throw refusal("cursor", "send a cursor of this list");
    }
  }

  private static long place(HeadEndCursor cursor) {
    try {
      return cursor.place();
    } catch (IllegalArgumentException e) {
      throw refusal("after", "send a cursor of this feed");
    }
  }

  private static RefusedException refusal(String parameter, String sentence) {
    return new RefusedException(
        Problem.Kind.INVALID, List.of(new Violation(parameter, parameter + "-in-range", sentence)));
  }

  /// A list of identities.
  ///
  /// @param changes the cursor of the feed at the time when it began
  /// @param next the cursor of the page after this one; missing when this is the last
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DevicesView(String changes, List<IdentityView> devices, @Nullable String next) {}

  /// A piece of the feed.
  ///
  /// @param next to be sent as `after` the next time
  public record ChangesView(List<ChangeView> changes, String next) {}
}
