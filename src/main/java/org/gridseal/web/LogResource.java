package org.gridseal.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.gridseal.audit.EventIndex;
import org.gridseal.audit.EventQuery;
import org.gridseal.audit.LogTiles;
import org.gridseal.audit.Publication;
import org.gridseal.audit.RecordedEvent;
import org.gridseal.audit.TilePath;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.jspecify.annotations.Nullable;

/// The whole audit log for auditors: in the form of C2SP tlog-tiles for those who verify it, and by
/// search for those who look for something.
@Path("/")
@ApplicationScoped
@RolesAllowed("auditor")
public class LogResource {
  private static final String TEXT = "text/plain; charset=utf-8";

  /// Entries are not for shared caches.
  private static final String IMMUTABLE = "private, max-age=604800, immutable";

  private final LogTiles tiles;
  private final EventIndex events;

  LogResource(LogTiles tiles, EventIndex events) {
    this.tiles = tiles;
    this.events = events;
  }

  @GET
  @Path("/log/checkpoint")
  @Produces(TEXT)
  public Response checkpoint() {
    byte[] note = tiles.checkpoint().orElseThrow(NotFoundException::new);
    return Response.ok(note).header(HttpHeaders.CACHE_CONTROL, "private, max-age=1").build();
  }

  @GET
  @Path("/log/key")
  @Produces(TEXT)
  public byte[] key() {
    return tiles.key();
  }

  /// A tile of hashes or a bundle of entries. A full bundle goes out packed, as it is kept, to
  /// those who can unpack it.
  @GET
  @Path("/log/{path: tile/.+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  public Response tile(
      @PathParam("path") String path,
      @HeaderParam(HttpHeaders.ACCEPT_ENCODING) @Nullable String accepted,
      @Context HttpServerRequest request) {
    TilePath tile = TilePath.parse(path).orElseThrow(NotFoundException::new);
    if (tile.isEntries() && tile.isFull() && mayBePacked(request, accepted)) {
      byte[] packed = tiles.packedBundle(tile.index()).orElseThrow(NotFoundException::new);
      // The server has put `identity` there, lest its own compression packs this once more.
      request.response().headers().remove(HttpHeaders.CONTENT_ENCODING);
      return immutable(packed).header(HttpHeaders.CONTENT_ENCODING, "gzip").build();
    }
    return immutable(tiles.tile(tile).orElseThrow(NotFoundException::new)).build();
  }

  /// Over HTTP/2 the server's own compression takes the header for an order, and packs what is
  /// packed.
  private static boolean mayBePacked(HttpServerRequest request, @Nullable String accepted) {
    return request.version() != HttpVersion.HTTP_2 && AcceptedEncoding.includesGzip(accepted);
  }

  private static Response.ResponseBuilder immutable(byte[] body) {
    return Response.ok(body)
        .header(HttpHeaders.CACHE_CONTROL, IMMUTABLE)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
  }

  /// The proof of one event (C2SP tlog-proof): 202 while it waits for its checkpoint.
  @GET
  @Path("/api/v1/log/proofs/{event}")
  @Produces(TEXT)
  public Response proof(@PathParam("event") UUID event) {
    return switch (tiles.proof(event)) {
      case Publication.Published(String proof) ->
          Response.ok(proof)
              .header(
                  HttpHeaders.CONTENT_DISPOSITION,
                  "attachment; filename=\"" + event + ".tlog-proof\"")
              .build();
      case Publication.Waiting() -> Response.accepted().header(HttpHeaders.RETRY_AFTER, 1).build();
      case Publication.Unknown() -> throw new NotFoundException();
    };
  }

  /// Recorded events, the newest first, a page at a time.
  @GET
  @Path("/api/v1/log/events")
  @Produces(MediaType.APPLICATION_JSON)
  public EventPage events(
      @QueryParam("site") @Nullable SiteId site,
      @QueryParam("device") @Nullable DeviceId device,
      @QueryParam("serialNumber") @Nullable SerialNumber serialNumber,
      @QueryParam("type") @Nullable String type,
      @QueryParam("actor") @Nullable String actor,
      @QueryParam("cursor") @Nullable UUID cursor) {
    return EventPage.of(
        events.find(new EventQuery(site, device, serialNumber, type, actor, cursor)));
  }

  /// A page of recorded events.
  ///
  /// @param next the cursor of the page after this one; null when this is the last
  public record EventPage(List<EventView> events, @Nullable UUID next) {
    static EventPage of(List<RecordedEvent> found) {
      UUID next = found.size() < EventIndex.PAGE ? null : found.getLast().id();
      return new EventPage(found.stream().map(EventView::of).toList(), next);
    }
  }

  /// An event as the API shows it.
  ///
  /// @param entry the text whose UTF-8 bytes the log holds; to be parsed, not to be trusted
  /// @param index of its leaf; null for the moment in which it has none
  /// @param proof where its proof is
  public record EventView(UUID id, String entry, @Nullable Long index, String proof) {
    static EventView of(RecordedEvent event) {
      Long index = event.index().isPresent() ? event.index().getAsLong() : null;
      return new EventView(event.id(), event.entry(), index, "/api/v1/log/proofs/" + event.id());
    }
  }
}
