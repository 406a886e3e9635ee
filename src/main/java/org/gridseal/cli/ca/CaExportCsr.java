package org.gridseal.cli.ca;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import org.gridseal.authority.AuthorityName;
import org.gridseal.ceremony.AuthorityFolder;
import org.gridseal.ceremony.PemRequest;
import org.gridseal.x509.Fingerprints;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ca export-csr`: the request once more.
@Command(name = "export-csr", description = "Writes the request of a CA again, to be carried.")
public final class CaExportCsr extends CaAct {

  @Parameters(paramLabel = "NAME", description = "The CA, such as issuing or issuing-2.")
  private String name;

  @Option(names = "--out", required = true, description = "The file to write.")
  private Path out;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  CaExportCsr() {}

  @Override
  int act() {
    byte[] request = new AuthorityFolder(folder()).request(AuthorityName.parse(name));
    CarriedFile.write(out, PemRequest.write(request).getBytes(US_ASCII));
    out().printf("%s SHA-256 %s%n", out, Fingerprints.aloud(Fingerprints.sha256(request)));
    return DONE;
  }
}
