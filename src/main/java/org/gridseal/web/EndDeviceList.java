package org.gridseal.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.gridseal.headend.Identity;
import org.gridseal.site.Sfdi;

/// Identities in the words of IEEE 2030.5-2018: an EndDeviceList, for servers that speak nothing
/// else.
///
/// It has what the standard has a place for. State is `enabled`; what a renewed device took over
/// from, and until when both count, has no place there and is in the JSON.
///
/// The list says at its head how many follow, so they are written to a file first, which is gone
/// with its last reader: what is kept in memory does not grow with the list, and no connection of
/// the database waits for a slow client.
final class EndDeviceList implements AutoCloseable {
  static final String MEDIA_TYPE = "application/sep+xml";
  static final String NAMESPACE = "urn:ieee:std:2030.5:ns";

  private final InputStream devices;
  private final String head;

  private EndDeviceList(InputStream devices, String head) {
    this.devices = devices;
    this.head = head;
  }

  /// @param source gives out devices, and says how many it was
  /// @param all how many there are, whether they are given out or not
  /// @param path of the list, below which each has its own
  static EndDeviceList of(ToLongFunction<Consumer<Identity>> source, long all, String path) {
    try {
      Path file = Files.createTempFile("end-devices", ".xml");
      try {
        long results = written(file, source, path);
        return new EndDeviceList(
            Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE),
            head(all, results, path));
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(file);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a list of devices cannot be kept in a file", e);
    }
  }

  private static long written(Path file, ToLongFunction<Consumer<Identity>> source, String path)
      throws IOException {
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      return source.applyAsLong(identity -> write(out, identity, path));
    }
  }

  /// Writes all of it, once.
  void writeTo(OutputStream out) throws IOException {
    out.write(head.getBytes(StandardCharsets.UTF_8));
    devices.transferTo(out);
    out.write("</EndDeviceList>".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    devices.close();
  }

  private static String head(long all, long results, String path) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <EndDeviceList xmlns="%s" all="%d" href="%s" results="%d">"""
        .formatted(NAMESPACE, all, path, results);
  }

  /// In the order of the schema: what every device has, then what an end device adds. Nothing in it
  /// needs to be escaped: digits, and words of ours.
  private static void write(Writer out, Identity identity, String path) {
    try {
      out.write(
          "<EndDevice href=\"%1$s/%2$s\"><lFDI>%2$s</lFDI><sFDI>%3$s</sFDI><changedTime>%4$d</changedTime><enabled>%5$b</enabled></EndDevice>"
              .formatted(
                  path,
                  identity.lfdi(),
                  Sfdi.of(identity.lfdi()),
                  identity.changedAt().getEpochSecond(),
                  identity.isEnabled()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
