package org.gridseal.cli.ca;

import java.nio.file.Path;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.AuthorityRequest;
import org.gridseal.authority.CertificateProfile.Attribute;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.Stage;
import org.gridseal.ceremony.Ceremonies;
import org.gridseal.ceremony.FolderState;
import org.gridseal.ceremony.InOneGo;
import org.gridseal.ceremony.RefusedCeremonyException;
import org.gridseal.ceremony.Statement;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ca issuing`: the key of a CA and the request for its certificate; and the certificate, where
/// the root's key is at hand.
@Command(
    name = "issuing",
    description = {
      "Makes the next CA of a line: its key, and the request that a root answers.",
      "Where the root's key is in the same place, the root answers at once."
    })
public final class CaIssuing extends CaAct {
  @Mixin private AlgorithmOption algorithm;

  @Parameters(paramLabel = "LINE", description = "Profile of the CA, such as issuing.")
  private String line;

  @Option(names = "--organisation", description = "The O of its name; the root's, if not given.")
  private @Nullable String organisation;

  @Option(names = "--out", description = "Where the request is written, to be carried.")
  private @Nullable Path out;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  CaIssuing() {}

  @Override
  int act() {
    Ceremonies ceremonies = ceremonies();
    FolderState.Generation root = root(ceremonies.folder().state());
    String name = organisation == null ? organisationOf(ceremonies, root) : organisation;
    SignatureAlgorithm how = algorithm.chosen();
    if (out == null && ceremonies.hasKey(root.authority())) {
      Statement statement = consented("The root will certify the next CA of " + line + ".");
      AuthorityName made = new InOneGo(ceremonies, statement, how).begin(line, name);
      tellNewest();
      out().printf("%s is here%n", made);
      return DONE;
    }
    consent("A key for the next CA of " + line + " will be made.");
    AuthorityName made = ceremonies.request(line, name, how);
    Path request = folder().resolve(made + ".csr");
    if (out != null) {
      CarriedFile.write(out, CarriedFile.read(request));
    }
    out().printf("carry %s to the root, for 'ca sign'%n", out == null ? request : out);
    return DONE;
  }

  private static FolderState.Generation root(FolderState state) {
    return state
        .at(Ceremonies.ROOT, Stage.issuing)
        .orElseThrow(
            () ->
                new RefusedCeremonyException(
                    "there is no root; make one with 'ca root', or bring it with 'ca import'"));
  }

  private static String organisationOf(Ceremonies ceremonies, FolderState.Generation root) {
    return AuthorityRequest.subjectOf(ceremonies.folder().certificate(root.authority()))
        .attributes()
        .getOrDefault(Attribute.O, "Gridseal");
  }
}
