package org.gridseal.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.gridseal.FastCryptography;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningKey;
import org.gridseal.cli.local.Folders;
import org.gridseal.keeper.FileKeeper;
import org.gridseal.keeper.Pkcs11Keeper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bench sign`: what it costs to keep the CA's key elsewhere than in this process.
@Command(
    name = "sign",
    description = {
      "Measures signatures and whole issuances (draft, signature, check) with a key in a file and"
          + " in",
      "SoftHSM, where that is installed (Debian package softhsm2), beside the floor: raw ECDSA."
    })
final class BenchSignCommand implements Callable<Integer> {
  private static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.ECDSA_SHA256;

  @Option(
      names = "--threads",
      split = ",",
      defaultValue = "1,8",
      description = "How many sign at a time, separated by commas (${DEFAULT-VALUE}).")
  List<Integer> threads;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "How long each row is measured (${DEFAULT-VALUE}).")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "5",
      description = "Seconds of the same work before the clock starts (${DEFAULT-VALUE}).")
  int warmUp;

  @Mixin private final ReportOutput output = new ReportOutput();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    FastCryptography.install();
    Path folder = Files.createTempDirectory("gridseal-bench-sign");
    try {
      Map<String, SigningKey> keys = keys(folder);
      output.print(Signing.of(spec, rows(keys)));
      return 0;
    } finally {
      Folders.delete(folder);
    }
  }

  private Map<String, SigningKey> keys(Path folder) throws IOException {
    Map<String, SigningKey> keys = new LinkedHashMap<>();
    var file = new FileKeeper(folder.resolve("keys"), "of the bench".toCharArray());
    keys.put(SigningRow.FILE, file.generate("issuing", ALGORITHM));
    Optional<SoftToken> token = SoftToken.in(folder.resolve("softhsm"));
    if (token.isEmpty()) {
      output.say("SoftHSM is not installed (Debian package softhsm2): its rows are left out");
    } else {
      var hsm = new Pkcs11Keeper(token.get().token());
      keys.put(SigningRow.SOFTHSM, hsm.generate("issuing", ALGORITHM));
    }
    return keys;
  }

  private List<SigningRow> rows(Map<String, SigningKey> keys) {
    var raw = new RawSigning();
    List<SigningRow> rows = new ArrayList<>();
    for (int number : threads) {
      rows.add(row("signature", "floor, " + raw.provider(), number, raw::signer));
      keys.forEach(
          (keeper, key) ->
              rows.add(row("signature", keeper, number, () -> RawSigning.signer(key))));
      keys.forEach(
          (keeper, key) -> {
            var issuing = new Issuing(key);
            rows.add(row("issuance", keeper, number, () -> issuing::issue));
          });
    }
    return rows;
  }

  private SigningRow row(String work, String keeper, int number, Supplier<Runnable> worker) {
    output.say("%s, %s, %d threads".formatted(work, keeper, number));
    var crew = new Crew(number, worker);
    crew.work(Duration.ofSeconds(warmUp));
    Crew.Result result = crew.work(Duration.ofSeconds(seconds));
    return new SigningRow(
        work, keeper, number, result.count(), result.seconds(), result.cpuMillis());
  }
}
