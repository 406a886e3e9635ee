package org.gridseal.cli.ca;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.gridseal.ceremony.RefusedCeremonyException;
import org.gridseal.ceremony.SignedRecord;
import org.gridseal.ceremony.Statement;
import org.gridseal.x509.Pem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `ca install`: the answer of the root, taken into use.
@Command(
    name = "install",
    description = {
      "Takes a CA's certificate into use, after checking that it answers a request of this folder.",
      "The first of a line issues at once; a later one is prepared, until 'ca rollover switch'."
    })
public final class CaInstall extends CaAct {

  @Parameters(paramLabel = "FILE", description = "What 'ca sign' wrote (.p7m), or a certificate.")
  private Path file;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  CaInstall() {}

  @Override
  int act() {
    byte[] content = CarriedFile.read(file);
    Optional<SignedRecord> from = CarriedFile.record(content);
    X509Certificate certificate =
        from.map(CaInstall::certificateIn).orElseGet(() -> Pem.certificate(content));
    Statement statement =
        consented(certificate.getSubjectX500Principal() + " will be taken into use.");
    tell(ceremonies().install(certificate, from, statement));
    return DONE;
  }

  private static X509Certificate certificateIn(SignedRecord record) {
    return record
        .certificate(record.record().authority())
        .orElseThrow(() -> new RefusedCeremonyException("there is no certificate in the record"));
  }
}
