package org.gridseal.status;

import java.util.Optional;
import org.gridseal.audit.LogTiles;
import org.gridseal.audit.TilePath;

/// What of the audit log anybody may read: checkpoint, key and hashes (C2SP tlog-tiles). The
/// entries themselves are for auditors and not here; hashes tell nothing about them.
public final class LogRoutes {
  /// Where the log lies on the listener.
  public static final String PREFIX = "/log/";

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String BYTES = "application/octet-stream";

  /// A new checkpoint is made at most once a second.
  private static final String BRIEFLY = "public, max-age=1";

  private static final String IMMUTABLE = "public, max-age=604800, immutable";
  private static final String NEVER = "no-store";

  private final LogTiles tiles;

  public LogRoutes(LogTiles tiles) {
    this.tiles = tiles;
  }

  /// An answer without a server around it.
  ///
  /// @param status 200 or 404
  @SuppressWarnings("ArrayRecordComponent") // answers are written out, never compared
  public record Answer(int status, String contentType, String cacheControl, byte[] body) {}

  /// Answers a GET.
  ///
  /// @param path without query, beginning with a slash
  public Answer get(String path) {
    return switch (path) {
      case "/log/checkpoint" -> answer(tiles.checkpoint(), TEXT, BRIEFLY);
      case "/log/key" -> answer(Optional.of(tiles.key()), TEXT, BRIEFLY);
      default -> answer(tile(path), BYTES, IMMUTABLE);
    };
  }

  private Optional<byte[]> tile(String path) {
    if (!path.startsWith(PREFIX)) {
      return Optional.empty();
    }
    return TilePath.parse(path.substring(PREFIX.length()))
        .filter(tile -> !tile.isEntries())
        .flatMap(tiles::tile);
  }

  private static Answer answer(Optional<byte[]> body, String contentType, String cacheControl) {
    return body.map(found -> new Answer(200, contentType, cacheControl, found))
        .orElseGet(() -> new Answer(404, TEXT, NEVER, new byte[0]));
  }
}
