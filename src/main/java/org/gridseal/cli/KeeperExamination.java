package org.gridseal.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.gridseal.KeeperConfig;
import org.gridseal.Keepers;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningException;
import org.gridseal.authority.SigningKey;
import org.gridseal.cli.bench.Crew;
import org.gridseal.cli.bench.FailedBenchException;
import org.gridseal.keeper.Keeper;
import org.gridseal.keeper.Pkcs11Library;
import org.gridseal.x509.MalformedException;
import org.gridseal.x509.Pem;

/// Looks at the keeper of a key step by step, and ends at the first that fails.
final class KeeperExamination {
  private static final byte[] CONTENT =
      "Gridseal: this signature proves that a key signs, and nothing else\n".getBytes(US_ASCII);

  /// As many as the service has requests at work.
  private static final int THREADS = 8;

  /// Enrollments of a morning after a power cut: below it the key is what devices wait for.
  private static final double SLOW = 50;

  private final KeeperConfig config;
  private final String name;
  private final Duration time;
  private final KeeperAdvice advice;

  /// @param name of the key
  /// @param time how long signatures are counted
  KeeperExamination(KeeperConfig config, String name, Duration time) {
    this.config = config;
    this.name = name;
    this.time = time;
    this.advice = new KeeperAdvice(config, name);
  }

  /// @param findings told each thing as it is found
  /// @return whether the key can be used
  boolean run(Consumer<Finding> findings) {
    findings.accept(
        Finding.ok("the keeper is " + config.keeper().name().toLowerCase(Locale.ROOT) + where()));
    lookAtSecret(findings);
    lookAtTokens(findings);
    Optional<SigningKey> key = opened(findings).flatMap(keeper -> found(keeper, findings));
    return key.isPresent()
        && signs(key.get(), findings)
        && isOfItsCertificate(key.get(), findings)
        && isFast(key.get(), findings);
  }

  private String where() {
    return switch (config.keeper()) {
      case FILE -> ", in " + config.directory();
      case PKCS11 -> config.pkcs11().library().map(library -> ", by " + library).orElse("");
      case VAULT -> config.vault().address().map(address -> ", at " + address).orElse("");
    };
  }

  /// What stands in a slot, for whoever must name one.
  private void lookAtTokens(Consumer<Finding> findings) {
    Optional<Path> library = config.pkcs11().library();
    if (config.keeper() != KeeperConfig.Kind.PKCS11 || library.isEmpty()) {
      return;
    }
    try {
      Pkcs11Library.tokens(library.get(), config.pkcs11().timeout())
          .forEach(token -> findings.accept(Finding.ok("there is a token: " + token)));
    } catch (SigningException e) {
      findings.accept(Finding.warning(String.valueOf(e.getMessage()), advice.onOpening()));
    }
  }

  private Optional<Path> secretFile() {
    return switch (config.keeper()) {
      case FILE -> Optional.of(config.passwordFile());
      case PKCS11 -> config.pkcs11().pinFile();
      case VAULT ->
          config.vault().auth() == KeeperConfig.Auth.APPROLE
              ? config.vault().secretIdFile()
              : Optional.of(config.vault().tokenFile());
    };
  }

  private void lookAtSecret(Consumer<Finding> findings) {
    Optional<Path> file = secretFile().filter(Files::exists);
    try {
      if (file.isPresent() && isOpenToOthers(Files.getPosixFilePermissions(file.get()))) {
        findings.accept(
            Finding.warning(
                "everybody on this machine can read " + file.get(),
                "Let its owner alone read it: chmod 600 " + file.get()));
      }
    } catch (IOException | UnsupportedOperationException e) {
      findings.accept(
          Finding.warning(
              "nobody can tell who may read " + file.get(),
              "Keep the file where permissions are kept."));
    }
  }

  private static boolean isOpenToOthers(Set<PosixFilePermission> permissions) {
    return permissions.contains(PosixFilePermission.OTHERS_READ);
  }

  private Optional<Keeper> opened(Consumer<Finding> findings) {
    try {
      long before = System.nanoTime();
      Keeper keeper = Keepers.open(config, InstantSource.system());
      findings.accept(Finding.ok("it opens, in %d ms".formatted(millisSince(before))));
      return Optional.of(keeper);
    } catch (IllegalArgumentException e) {
      findings.accept(
          Finding.failure(
              String.valueOf(e.getMessage()),
              "Set it in config/application.properties or as a variable"
                  + " (gridseal.ca.pkcs11.library is GRIDSEAL_CA_PKCS11_LIBRARY)."));
    } catch (SigningException e) {
      findings.accept(Finding.failure(String.valueOf(e.getMessage()), advice.onOpening()));
    }
    return Optional.empty();
  }

  private Optional<SigningKey> found(Keeper keeper, Consumer<Finding> findings) {
    try {
      Optional<SigningKey> key = keeper.find(name);
      findings.accept(
          key.map(
                  it ->
                      Finding.ok(
                          "the key "
                              + name
                              + " is there: "
                              + SignatureAlgorithm.of(it.publicKey())))
              .orElseGet(() -> Finding.failure("there is no key " + name, advice.onFinding())));
      return key;
    } catch (SigningException | IllegalArgumentException e) {
      findings.accept(Finding.failure(String.valueOf(e.getMessage()), advice.onAnswers()));
      return Optional.empty();
    }
  }

  private boolean signs(SigningKey key, Consumer<Finding> findings) {
    try {
      long before = System.nanoTime();
      byte[] signature = key.sign(CONTENT);
      long millis = millisSince(before);
      if (verifies(key, signature)) {
        findings.accept(
            Finding.ok("it signs, in %d ms, and the signature verifies".formatted(millis)));
        return true;
      }
      findings.accept(
          Finding.failure(
              "its signature does not verify",
              "Something between here and the key gives false answers: use it no more."));
    } catch (SigningException e) {
      findings.accept(Finding.failure(String.valueOf(e.getMessage()), advice.onAnswers()));
    }
    return false;
  }

  private static boolean verifies(SigningKey key, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(SignatureAlgorithm.of(key.publicKey()).jcaName());
      verifier.initVerify(key.publicKey());
      verifier.update(CONTENT);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private boolean isOfItsCertificate(SigningKey key, Consumer<Finding> findings) {
    Path file = config.directory().resolve(name + ".pem");
    try {
      X509Certificate certificate = Pem.certificate(Files.readAllBytes(file));
      if (!Arrays.equals(certificate.getPublicKey().getEncoded(), key.publicKey().getEncoded())) {
        findings.accept(
            Finding.failure(
                "the certificate " + file + " is for another key",
                "Look at --key and gridseal.ca.directory: the two must be of one CA."));
        return false;
      }
      Instant end = certificate.getNotAfter().toInstant();
      boolean lives = end.isAfter(InstantSource.system().instant());
      findings.accept(
          lives
              ? Finding.ok("it is the key of " + file + ", which ends at " + end)
              : Finding.failure("the certificate " + file + " ended at " + end, "Make a new CA."));
      return lives;
    } catch (IOException | MalformedException e) {
      findings.accept(
          Finding.failure(
              "there is no certificate " + file, "Make the CA with './gridseal ca init'."));
      return false;
    }
  }

  private boolean isFast(SigningKey key, Consumer<Finding> findings) {
    try {
      var crew = new Crew(THREADS, () -> () -> key.sign(CONTENT));
      crew.work(time);
      Crew.Result result = crew.work(time);
      double rate = result.count() / result.seconds();
      String sentence =
          "%,.0f signatures a second, %d at a time; %,.0f for each second of this processor"
              .formatted(rate, THREADS, 1000 / result.cpuMillis());
      findings.accept(
          rate >= SLOW
              ? Finding.ok(sentence)
              : Finding.warning(
                  sentence, "Devices will wait for the key: look at the way to it, and its load."));
      return true;
    } catch (FailedBenchException e) {
      findings.accept(Finding.failure(e.getMessage() + ", under load", advice.onAnswers()));
      return false;
    }
  }

  private static long millisSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
  }
}
