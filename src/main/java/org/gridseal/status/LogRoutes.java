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

  private final LogTiles tiles;

  public LogRoutes(LogTiles tiles) {
    this.tiles = tiles;
  }

  /// Answers a GET.
  ///
  /// @param path without query, beginning with a slash
  public Answer.Octets get(String path) {
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

  private static Answer.Octets answer(
      Optional<byte[]> body, String contentType, String cacheControl) {
    return body.map(
            found -> new Answer.Octets(200, contentType, Answer.Caching.of(cacheControl), found))
        .orElseGet(Answer::notFound);
  }
}
