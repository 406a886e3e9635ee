package org.gridseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gridseal.audit.BrokenLogException;
import org.gridseal.audit.EntryBundle;
import org.gridseal.audit.LogKey;
import org.gridseal.audit.Tile;
import org.gridseal.audit.TilePath;
import org.gridseal.testing.LogFolder;
import org.gridseal.testing.Tool;
import org.gridseal.testing.Tool.Said;
import org.gridseal.testing.Town;
import org.gridseal.testing.Townspeople;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The log of a town in which something has happened, as an auditor checks it with `./gridseal
/// verify log`.
@TestInstance(Lifecycle.PER_CLASS)
class LogIT {
  private Path folder;
  private Town town;
  private Tool tool;

  @BeforeAll
  void arrive(@TempDir Path own) {
    folder = own;
    town = Town.shared();
    tool = new Tool(folder);
    new Townspeople(town).registerApproved();
    tool.write("token", town.token("auditor"));
    tool.write("key", asAuditor("/log/key"));
  }

  @Test
  void isAcceptedFromItsServer() {
    Said said = verifyOnline();

    assertThat(said.exitCode()).as(said.all()).isZero();
    assertThat(said.out()).contains(" holds up: ");
  }

  @Test
  void isShownToNobodyElse() {
    tool.write("another", town.token("installer"));

    Said said = verifyWith("another");

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.all()).contains("not checked", "403");
  }

  @Test
  void isAcceptedFromACopyWithoutTheServer() throws Exception {
    save();

    assertThat(verify("copy").exitCode()).isZero();
  }

  @Test
  void isAcceptedAsTheContinuationOfWhatWasSeen() {
    assertThat(verifyOnline("--seen", "seen").exitCode()).isZero();
    new Townspeople(town).registerApproved();

    assertThat(verifyOnline("--seen", "seen").exitCode()).isZero();
  }

  @Test
  void isRefusedAfterOneFlippedByte() throws Exception {
    save();
    Path bundle = copy().resolve(lastBundle().toString());
    byte[] content = Files.readAllBytes(bundle);
    content[content.length / 2] ^= 1;
    Files.write(bundle, content);

    assertRefused(verify("copy"));
  }

  @Test
  void isRefusedWithoutOneOfItsEntries() throws Exception {
    List<byte[]> entries = save();
    entries.remove(entries.size() - 2);
    TilePath path = lastBundle();
    int start = (int) path.index() * Tile.WIDTH;
    Files.write(
        copy().resolve(path.toString()),
        EntryBundle.encode(entries.subList(start, entries.size())));

    assertRefused(verify("copy"));
  }

  @Test
  void isRefusedInAnotherOrder() throws Exception {
    List<byte[]> entries = save();
    Collections.swap(entries, entries.size() - 1, entries.size() - 2);
    LogFolder.writeBundle(copy(), lastBundle(), entries);

    assertRefused(verify("copy"));
  }

  /// Nothing is wrong with a fork but that it is another history, so only whoever has seen the
  /// first one can tell.
  @Test
  void isRefusedAsAForkSignedWithItsOwnKey() throws Exception {
    List<byte[]> entries = save();
    entries.set(0, entries.get(1));
    entries.add(entries.get(1));
    LogFolder.write(folder.resolve("fork"), key(), entries);

    assertThat(verify("fork").exitCode()).isZero();
    assertRefused(verify("fork", "--seen", "copy/checkpoint"));
  }

  /// Makes a verified copy in `copy`.
  ///
  /// @return its entries
  private List<byte[]> save() throws BrokenLogException, IOException {
    Said said = verifyOnline("--save", "copy");
    assertThat(said.exitCode()).as(said.all()).isZero();
    List<byte[]> entries = new ArrayList<>();
    for (long leaf = 0; leaf < size(); leaf += Tile.WIDTH) {
      TilePath path = TilePath.ofLeaf(leaf, size()).entries();
      entries.addAll(EntryBundle.parse(path, Files.readAllBytes(copy().resolve(path.toString()))));
    }
    return entries;
  }

  private Said verifyOnline(String... more) {
    // A token is good for five minutes.
    tool.write("token", town.token("auditor"));
    return verifyWith("token", more);
  }

  private Said verifyWith(String token, String... more) {
    List<String> server = List.of("--token-file", token, "--ca-file", town.caFile().toString());
    return verify(town.web() + "/log", Tool.words(server, List.of(more)));
  }

  private Said verify(String log, String... more) {
    List<String> words = List.of("verify", "log", log, "--key", "key");
    ProcessBuilder command = Town.frontDoor(Tool.words(words, List.of(more)));
    return tool.run(command.directory(folder.toFile()), new byte[0]);
  }

  private static void assertRefused(Said said) {
    assertThat(said.exitCode()).as(said.all()).isEqualTo(1);
    assertThat(said.all()).contains("broken: ");
  }

  private Path copy() {
    return folder.resolve("copy");
  }

  private TilePath lastBundle() {
    return TilePath.ofLeaf(size() - 1, size()).entries();
  }

  /// The second line of a checkpoint (C2SP tlog-checkpoint).
  private long size() {
    return Long.parseLong(tool.lines("copy/checkpoint").get(1));
  }

  private LogKey key() throws IOException {
    String origin = tool.lines("copy/checkpoint").getFirst();
    return LogKey.createOrLoad(town.data().resolve("secrets/log-key"), origin, new SecureRandom());
  }

  private String asAuditor(String path) {
    HttpResponse<String> answer =
        town.send(
            HttpRequest.newBuilder(town.web().resolve(path))
                .header("Authorization", "Bearer " + tool.read("token"))
                .build());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }
}
