package org.gridseal.cli.ca;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gridseal.authority.AuthorityName;
import org.gridseal.ceremony.AuthorityFolder;
import org.gridseal.ceremony.PemRequest;
import org.gridseal.x509.Fingerprints;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `ca export-csr`: the request once more.
@Command(name = "export-csr", description = "Writes the request of a CA again, to be carried.")
public final class CaExportCsr implements Callable<Integer> {
  @ParentCommand private CaCommand parent;
  @Mixin private ActOptions act;

  @Parameters(paramLabel = "NAME", description = "The CA, such as issuing or issuing-2.")
  private String name;

  @Option(names = "--out", required = true, description = "The file to write.")
  private Path out;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  CaExportCsr() {}

  @Override
  public Integer call() throws Exception {
    return act.act(
        () -> {
          byte[] request = new AuthorityFolder(parent.folder()).request(AuthorityName.parse(name));
          ActOptions.write(out, PemRequest.write(request).getBytes(US_ASCII));
          act.out()
              .printf("%s SHA-256 %s%n", out, Fingerprints.aloud(Fingerprints.sha256(request)));
          return 0;
        });
  }
}
