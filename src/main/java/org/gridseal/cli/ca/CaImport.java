package org.gridseal.cli.ca;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.gridseal.ceremony.Adoption;
import org.gridseal.ceremony.Arrival;
import org.gridseal.ceremony.SignedRecord;
import org.gridseal.ceremony.Statement;
import org.gridseal.keeper.BroughtKey;
import org.gridseal.x509.Fingerprints;
import org.gridseal.x509.Pem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ca import`: a root whose key is elsewhere, and what was done to it there; or a CA from
/// elsewhere with its key.
@Command(
    name = "import",
    description = {
      "Takes over a root that was made elsewhere, and later what was done to it there: its"
          + " successor, the switch, its end.",
      "The first root needs --fingerprint; those after it are vouched for by the one before.",
      "With --line, takes over a CA with its private key."
    })
public final class CaImport extends CaAct {
  @Mixin private BroughtOptions brought;

  @Parameters(
      paramLabel = "FILE",
      description = "A record (.p7m), or a root's certificate; with --line, a private key.")
  private Path file;

  @Option(
      names = "--fingerprint",
      description = "SHA-256 of the root's certificate, as it was read out where it was made.")
  private @Nullable String fingerprint;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  CaImport() {}

  @Override
  int act() {
    byte[] content = CarriedFile.read(file);
    Optional<SignedRecord> record = CarriedFile.record(content);
    if (brought.line().isPresent()) {
      adopt(content, brought.line().get());
    } else if (record.isPresent()) {
      take(record.get());
    } else {
      take(Pem.certificate(content));
    }
    return DONE;
  }

  private void adopt(byte[] content, String line) {
    guide()
        .explain(
            "Nobody can know where else this key is. Destroy what it came in, and what it was"
                + " copied from, when it is here.");
    BroughtKey key = brought.read(content, guide());
    tell(key.certificate());
    Statement statement =
        consented("This CA will be taken over, with its key, as one of " + line + ".");
    tell(new Adoption(ceremonies()).take(key, line, statement));
  }

  private void take(SignedRecord record) {
    tell(record);
    consent("This will be taken over.");
    new Arrival(ceremonies()).take(record, Optional.ofNullable(fingerprint));
    out().println("taken over");
  }

  private void take(X509Certificate root) {
    tell(root);
    String compared =
        guide()
            .answer(
                fingerprint, "--fingerprint", "The SHA-256 that those who made the root read out");
    consent("This root will be trusted.");
    out().printf("taken over as %s%n", new Arrival(ceremonies()).take(root, compared));
  }

  private void tell(X509Certificate certificate) {
    out()
        .printf(
            "%s%n  SHA-256 %s%n",
            certificate.getSubjectX500Principal(),
            Fingerprints.aloud(Fingerprints.of(certificate)));
  }
}
