package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.gridseal.testing.Town;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A full bundle on the wire, in both forms.
class PackedBundleIT {
  private final Town town = Town.shared();
  private final HttpClient client = HttpClient.newBuilder().sslContext(town.trust()).build();

  @BeforeEach
  void fillABundle() throws Exception {
    try (Connection database = town.database("app")) {
      record(database, Tile.WIDTH);
      for (int i = 0; i < 100 && bundles(database) == 0; i++) {
        Thread.sleep(100);
      }
      assertThat(bundles(database)).isPositive();
    }
  }

  @Test
  void isTheSameInBothForms() throws Exception {
    HttpResponse<byte[]> plain = get(Version.HTTP_1_1, "identity");
    HttpResponse<byte[]> packed = get(Version.HTTP_1_1, "br, gzip");

    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(plain.headers().firstValue("Content-Encoding").orElse("identity"))
        .isEqualTo("identity");
    assertThat(packed.statusCode()).isEqualTo(200);
    assertThat(packed.headers().allValues("Content-Encoding")).containsExactly("gzip");
    assertThat(packed.headers().allValues("Vary").toString())
        .containsIgnoringCase("accept-encoding");
    assertThat(unpacked(packed.body())).isEqualTo(plain.body());
    assertThat(packed.body().length).isLessThan(plain.body().length / 2);
    assertThat(EntryBundle.parse(TilePath.full(TilePath.ENTRIES, 0), plain.body())).hasSize(256);
  }

  @Test
  void isPlainOverHttp2() throws Exception {
    HttpResponse<byte[]> plain = get(Version.HTTP_2, "br, gzip");

    assertThat(plain.version()).isEqualTo(Version.HTTP_2);
    assertThat(plain.headers().firstValue("Content-Encoding").orElse("identity"))
        .isEqualTo("identity");
    assertThat(plain.body()).isEqualTo(get(Version.HTTP_1_1, "identity").body());
  }

  private HttpResponse<byte[]> get(Version version, String encoding) throws Exception {
    return client.send(
        HttpRequest.newBuilder(town.web().resolve("/log/tile/entries/000"))
            .header("Authorization", "Bearer " + town.token("auditor"))
            .header("Accept-Encoding", encoding)
            .version(version)
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static byte[] unpacked(byte[] packed) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
  }

  private static void record(Connection database, int events) throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement(
            "INSERT INTO audit_pending (id, entry, leaf_hash, keys) VALUES (?, ?, ?, ?)")) {
      for (int i = 0; i < events; i++) {
        var event = new Event.EnrollmentRefused(Hash.ofEmptyTree(), List.of("test"));
        Leaf leaf =
            Leaf.of(
                new Entry(ancientId(), Instant.EPOCH, Actor.GRIDSEAL.subject(), event).encoded());
        insert.setObject(1, leaf.id());
        insert.setBytes(2, leaf.entry());
        insert.setBytes(3, leaf.hash().bytes());
        insert.setObject(4, leaf.keys());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /// Older than any that others look for: version 7, of 1970.
  private static UUID ancientId() {
    UUID random = UUID.randomUUID();
    return new UUID(0x7000, random.getLeastSignificantBits());
  }

  private static long bundles(Connection database) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM log_bundle")) {
      row.next();
      return row.getLong(1);
    }
  }
}
