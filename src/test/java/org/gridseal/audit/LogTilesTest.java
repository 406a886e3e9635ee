package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.gridseal.status.LogRoutes;
import org.gridseal.testing.LogCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogTilesTest {
  private static final int EVENTS = 300;

  private final AuditFixture fixture = new AuditFixture();
  private final LogTiles tiles =
      new LogTiles(fixture.database.application(), fixture.key.verifier());
  private final EventIndex index = new EventIndex(fixture.database.application());

  @AfterEach
  void holdsUp() {
    fixture.close();
    LogCheck.check(fixture.database.application(), fixture.key.verifier());
  }

  @Test
  void provesEveryEventAgainstTheCheckpoint() throws Exception {
    List<UUID> events = published();

    for (UUID event : events) {
      String[] lines = ((Publication.Published) tiles.proof(event)).proof().split("\n\n", 2);
      Checkpoint checkpoint =
          Checkpoint.open(lines[1].getBytes(StandardCharsets.UTF_8), fixture.key.verifier());
      assertThat(proof(lines[0], checkpoint.size()).proves(leaf(event), checkpoint.root()))
          .isTrue();
    }
  }

  @Test
  void servesOnlyWhatTheLogHasGrownTo() throws Exception {
    published();

    assertThat(tiles.tile(new TilePath(0, 1, 44))).isPresent();
    assertThat(tiles.tile(new TilePath(0, 1, 45))).isEmpty();
    assertThat(tiles.tile(new TilePath(0, 0, 17))).isPresent();
    assertThat(tiles.tile(TilePath.full(0, 0))).isPresent();
    assertThat(tiles.tile(TilePath.full(0, 1))).isEmpty();
    assertThat(tiles.tile(new TilePath(1, 0, 1))).isPresent();
    assertThat(tiles.tile(new TilePath(2, 0, 1))).isEmpty();
    assertThat(tiles.tile(new TilePath(TilePath.ENTRIES, 1, 44))).isPresent();
  }

  /// Whoever has an older checkpoint asks for what was partial then.
  @Test
  void servesPartialBundlesAndTilesThatAreFullByNow() throws Exception {
    fixture.record(44);
    fixture.place();
    var bundle = new TilePath(TilePath.ENTRIES, 0, 44);
    var tile = new TilePath(0, 0, 44);
    byte[] entries = tiles.tile(bundle).orElseThrow();
    byte[] hashes = tiles.tile(tile).orElseThrow();
    fixture.record(EVENTS);
    fixture.place();

    assertThat(fixture.count("log_tail WHERE seq < 256")).isZero();
    assertThat(tiles.tile(bundle)).hasValue(entries);
    assertThat(tiles.tile(tile)).hasValue(hashes);
    assertThat(tiles.tile(bundle.whenFull()).orElseThrow()).startsWith(entries);
  }

  @Test
  void handsOutFullBundlesPacked() throws Exception {
    published();

    byte[] packed = tiles.packedBundle(0).orElseThrow();
    assertThat(tiles.tile(TilePath.full(TilePath.ENTRIES, 0)))
        .hasValue(Gzip.unpack(packed, EntryBundle.MAXIMUM_LENGTH));
    assertThat(tiles.packedBundle(1)).isEmpty();
  }

  @Test
  void knowsNoEventBetweenOthers() throws Exception {
    List<UUID> events = published();
    UUID event = events.get(100);
    var beside = new UUID(event.getMostSignificantBits(), event.getLeastSignificantBits() ^ 1);

    assertThat(tiles.proof(beside)).isEqualTo(new Publication.Unknown());
  }

  @Test
  void saysWhetherAnEventIsUnknownOrWaits() {
    UUID waiting = fixture.record();

    assertThat(tiles.proof(waiting)).isEqualTo(new Publication.Waiting());
    assertThat(tiles.proof(new UUID(1, 1))).isEqualTo(new Publication.Unknown());
  }

  @Test
  void showsHashesToEverybodyAndEntriesToNobody() throws Exception {
    published();
    var routes = new LogRoutes(tiles);

    assertThat(routes.get("/log/checkpoint").status()).isEqualTo(200);
    assertThat(routes.get("/log/checkpoint").contentType()).startsWith("text/plain");
    assertThat(routes.get("/log/key").body()).isEqualTo(tiles.key());
    assertThat(routes.get("/log/tile/0/000").body()).hasSize(8192);
    assertThat(routes.get("/log/tile/0/000").caching().control()).contains("immutable");
    assertThat(routes.get("/log/tile/entries/000").status()).isEqualTo(404);
    assertThat(routes.get("/log/tile/0/001").status()).isEqualTo(404);
    assertThat(routes.get("/log/tile/0/001").caching().control()).isEqualTo("no-store");
    assertThat(routes.get("/elsewhere").status()).isEqualTo(404);
  }

  @Test
  void findsEventsPageByPage() throws Exception {
    List<UUID> events = published();
    List<UUID> found = new ArrayList<>();
    UUID cursor = null;

    List<RecordedEvent> page;
    do {
      page = index.find(new EventQuery(fixture.site, null, null, "review-approved", null, cursor));
      page.forEach(event -> found.add(event.id()));
      cursor = page.getLast().id();
    } while (page.size() == EventIndex.PAGE && found.size() < EVENTS);

    assertThat(found).containsExactlyElementsOf(events.reversed());
    assertThat(index.find(new EventQuery(null, null, null, "site-approved", null, null))).isEmpty();
  }

  private List<UUID> published() throws InterruptedException {
    List<UUID> events = new ArrayList<>();
    fixture.inTransaction(
        () -> {
          for (int i = 0; i < EVENTS; i++) {
            events.add(fixture.log.append(Actor.GRIDSEAL, fixture.event()));
          }
        });
    fixture.sequencer.start();
    fixture.awaitProof(events.getLast());
    return events;
  }

  private Hash leaf(UUID event) {
    var query = new EventQuery(null, null, null, null, null, null);
    return index.find(query).stream()
        .filter(found -> found.id().equals(event))
        .map(found -> Hash.ofLeaf(found.entry().getBytes(StandardCharsets.UTF_8)))
        .findFirst()
        .orElseGet(() -> storedLeaf(event));
  }

  /// Beyond the first page: the page that begins right before it.
  private Hash storedLeaf(UUID event) {
    var next = new UUID(event.getMostSignificantBits(), event.getLeastSignificantBits() + 1);
    var query = new EventQuery(null, null, null, null, null, next);
    return Hash.ofLeaf(index.find(query).getFirst().entry().getBytes(StandardCharsets.UTF_8));
  }

  private static InclusionProof proof(String head, long size) {
    List<String> lines = head.lines().toList();
    List<Hash> path =
        lines.subList(2, lines.size()).stream()
            .map(line -> Hash.of(Base64.getDecoder().decode(line)))
            .toList();
    return new InclusionProof(
        Long.parseLong(lines.get(1).substring("index ".length())), size, path);
  }
}
