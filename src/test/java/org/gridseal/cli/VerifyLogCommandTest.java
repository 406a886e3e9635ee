package org.gridseal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.gridseal.audit.LogKey;
import org.gridseal.audit.TilePath;
import org.gridseal.testing.LogFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class VerifyLogCommandTest {
  private static final int SIZE = 600;

  @TempDir private Path folder;

  private final LogKey key = LogKey.create("log.test/one", new SecureRandom());
  private final List<byte[]> entries =
      new ArrayList<>(IntStream.range(0, SIZE).mapToObj(i -> bytes("entry " + i)).toList());
  private final StringWriter said = new StringWriter();
  private Path log;

  @BeforeEach
  void writeTheLog() throws IOException {
    log = folder.resolve("log");
    LogFolder.write(log, key, entries);
  }

  @Test
  void acceptsAnHonestLog() {
    assertThat(verify()).isZero();
    assertThat(said.toString()).startsWith("log.test/one holds up: 600 entries, root ");
  }

  @Test
  void acceptsAnEmptyLog() throws IOException {
    log = folder.resolve("empty");
    LogFolder.write(log, key, List.of());

    assertThat(verify()).isZero();
  }

  @ParameterizedTest(name = "{0}, byte {1}")
  @CsvSource({
    "tile/entries/001, 700, entry 319 does not have the hash that tile/0/001 says",
    "tile/entries/002.p/88, 2, entry 512 does not have the hash",
    "tile/0/000, 33, entry 1 does not have the hash that tile/0/000 says",
    "tile/0/002.p/88, 0, entry 512 does not have the hash",
    "tile/1/000.p/2, 40, tile/1/000.p/2 does not follow from the tiles below it",
  })
  void refusesOneFlippedBitAndSaysWhere(String file, int position, String sentence)
      throws IOException {
    flip(file, position);

    assertThat(verify()).isEqualTo(1);
    assertThat(said.toString()).startsWith("broken: " + sentence);
  }

  /// In the origin, the size, the root, the key's id and the signature.
  @ParameterizedTest(name = "at {0}")
  @ValueSource(ints = {3, 14, 30, 82, 100})
  void refusesOneFlippedBitInTheCheckpoint(int position) throws IOException {
    flip("checkpoint", position);

    assertThat(verify()).isEqualTo(1);
    assertThat(said.toString()).startsWith("broken: the ");
  }

  @Test
  void refusesALogWithoutOneOfItsEntries() throws IOException {
    entries.remove(300);
    LogFolder.writeBundle(log, new TilePath(TilePath.ENTRIES, 1, 255), entries);
    Files.move(
        log.resolve("tile/entries/001.p/255"),
        log.resolve("tile/entries/001"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(verify()).isEqualTo(1);
    assertThat(said.toString()).contains("tile/entries/001 holds 255 entries, not 256");
  }

  @Test
  void refusesEntriesInAnotherOrder() throws IOException {
    Collections.swap(entries, 300, 301);
    LogFolder.writeBundle(log, TilePath.full(TilePath.ENTRIES, 1), entries);

    assertThat(verify()).isEqualTo(1);
    assertThat(said.toString()).contains("entry 300 does not have the hash");
  }

  @Test
  void refusesALogThatWasRewrittenUnderAnOldCheckpoint() throws IOException {
    byte[] checkpoint = Files.readAllBytes(log.resolve("checkpoint"));
    entries.set(5, bytes("another"));
    LogFolder.write(log, key, entries);
    Files.write(log.resolve("checkpoint"), checkpoint);

    assertThat(verify()).isEqualTo(1);
    assertThat(said.toString()).contains("the 600 entries do not make the signed root");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"tile/entries/001", "tile/0/002.p/88", "tile/1/000.p/2", "checkpoint"})
  void refusesALogWithAMissingPart(String file) throws IOException {
    Files.delete(log.resolve(file));

    assertThat(verify()).isEqualTo(1);
    assertThat(said.toString()).contains(file + " is missing");
  }

  @Test
  void acceptsALogThatGrewSinceItWasSeen() throws IOException {
    Path seen = folder.resolve("seen");
    verify("--seen", seen.toString());
    byte[] before = Files.readAllBytes(seen);
    entries.add(bytes("one more"));
    LogFolder.write(log, key, entries);

    assertThat(verify("--seen", seen.toString())).isZero();
    assertThat(Files.readAllBytes(seen))
        .isNotEqualTo(before)
        .isEqualTo(Files.readAllBytes(log.resolve("checkpoint")));
  }

  @Test
  void refusesAForkSignedWithTheTrueKeyAndKeepsWhatWasSeen() throws IOException {
    Path seen = folder.resolve("seen");
    verify("--seen", seen.toString());
    byte[] before = Files.readAllBytes(seen);
    entries.set(17, bytes("history as the operator would like it"));
    entries.add(bytes("one more"));
    LogFolder.write(log, key, entries);

    assertThat(verify()).isZero();
    assertThat(verify("--seen", seen.toString())).isEqualTo(1);
    assertThat(said.toString())
        .contains("the log was rewritten: its first 600 entries are not those that were seen");
    assertThat(Files.readAllBytes(seen)).isEqualTo(before);
  }

  @Test
  void refusesALogThatShrank() throws IOException {
    Path seen = folder.resolve("seen");
    verify("--seen", seen.toString());
    LogFolder.write(log, key, entries.subList(0, 500));

    assertThat(verify("--seen", seen.toString())).isEqualTo(1);
    assertThat(said.toString()).contains("the log has 500 entries, but had 600 before");
  }

  @Test
  void refusesALogOfAnotherKey() throws IOException {
    LogFolder.write(log, LogKey.create("log.test/one", new SecureRandom()), entries);

    assertThat(verify()).isEqualTo(1);
    assertThat(said.toString()).contains("the note is not signed by log.test/one");
  }

  @Test
  void savesACopyThatVerifiesAgain() throws IOException {
    Path copy = folder.resolve("copy");
    assertThat(verify("--save", copy.toString())).isZero();

    log = copy;

    assertThat(verify()).isZero();
    assertThat(copy.toFile().list()).containsExactlyInAnyOrder("checkpoint", "tile");
  }

  @Test
  void savesNothingOfABrokenLog() throws IOException {
    Path copy = folder.resolve("copy");
    Files.delete(log.resolve("tile/entries/001"));

    assertThat(verify("--save", copy.toString())).isEqualTo(1);
    assertThat(copy).isEmptyDirectory();
  }

  @Test
  void saysWhenItCannotCheck() {
    log = folder.resolve("nowhere");

    assertThat(verify()).isEqualTo(2);
    assertThat(said.toString()).startsWith("not checked: there is no folder");
  }

  @Test
  void checksTheHashesAloneWhereTheEntriesAreNotPublic() throws IOException {
    for (long leaf = 0; leaf < SIZE; leaf += 256) {
      Files.delete(log.resolve(TilePath.ofLeaf(leaf, SIZE).entries().toString()));
    }

    assertThat(verify("--hashes-only")).isZero();
    assertThat(verify()).isEqualTo(1);
  }

  @Test
  void readsFromAServerWithAToken() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "secret\n");
    HttpServer server = serve();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/log";

      assertThat(run(address, "--token-file", token.toString())).isZero();
      assertThat(run(address)).isEqualTo(2);
      assertThat(said.toString()).contains("not checked: checkpoint: the server says 401");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void acceptsTheLogOfASecondImplementation() {
    int exit = execute("log", "test-data/proofs/log", "--key", "test-data/proofs/log.vkey");

    assertThat(exit).as(said.toString()).isZero();
  }

  /// Logs of other makers, where they are at hand.
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "tessera-log/testdata/log,"
        + " example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",
    "generated/log300, der.example/log/reference+a7ea4493+ARcPflxBCGG1FrY/6dBjqdwGLiNS65oTGg0zcdXVNH1n",
  })
  void acceptsTheLogsOfOthers(String path, String vkey) {
    String vectors = System.getenv("GRIDSEAL_VECTORS");
    assumeTrue(vectors != null, "GRIDSEAL_VECTORS names no folder with other makers' logs");

    int exit = execute("log", Path.of(vectors, path).toString(), "--key", vkey);

    assertThat(exit).as(said.toString()).isZero();
  }

  private HttpServer serve() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(address, 0);
    server.createContext(
        "/log/",
        exchange -> {
          boolean let =
              "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
          Path file = log.resolve(exchange.getRequestURI().getPath().substring("/log/".length()));
          boolean found = Files.isRegularFile(file);
          byte[] body = let && found ? Files.readAllBytes(file) : new byte[0];
          exchange.sendResponseHeaders(
              let ? (found ? 200 : 404) : 401, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private void flip(String file, int position) throws IOException {
    byte[] content = Files.readAllBytes(log.resolve(file));
    content[position] ^= 1;
    Files.write(log.resolve(file), content);
  }

  private int verify(String... options) {
    return run(log.toString(), options);
  }

  private int run(String from, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("log", from, "--key", key.verifier().toString()));
    arguments.addAll(List.of(options));
    return execute(arguments.toArray(String[]::new));
  }

  private int execute(String... arguments) {
    said.getBuffer().setLength(0);
    return new CommandLine(new VerifyCommand())
        .setOut(new PrintWriter(said, true))
        .setErr(new PrintWriter(said, true))
        .execute(arguments);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
