package org.gridseal.cli.ca;

import java.io.PrintWriter;
import java.security.cert.X509Certificate;
import java.util.stream.Collectors;
import org.gridseal.authority.Stage;
import org.gridseal.ceremony.AuthorityFolder;
import org.gridseal.ceremony.CeremonyRecord;
import org.gridseal.ceremony.FolderState;
import org.gridseal.ceremony.RecordCheck;
import org.gridseal.x509.Fingerprints;
import picocli.CommandLine.Command;

/// `ca show`: what there is, and whether its records hold up.
@Command(
    name = "show",
    aliases = "verify",
    description = "Shows all CAs, and verifies the records of how they came about.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:every record holds up", "1:there is no CA, or a record does not hold up"})
public final class CaShow extends CaAct {

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  CaShow() {}

  @Override
  int act() {
    AuthorityFolder folder = new AuthorityFolder(folder());
    if (!folder.exists()) {
      return refuse("there is no authority in " + folder() + "; make one with 'ca init'");
    }
    return show(folder, out()) ? DONE : REFUSED;
  }

  /// @return whether every record holds up
  static boolean show(AuthorityFolder folder, PrintWriter out) {
    FolderState state = folder.state();
    for (FolderState.Generation each : state.generations()) {
      out.printf("%-20s %s since %s%n", each.name(), each.stage(), each.since());
      if (each.stage() != Stage.requested) {
        show(folder.certificate(each.authority()), out);
      }
    }
    boolean good = true;
    for (RecordCheck.Finding each : new RecordCheck(folder).findings()) {
      out.printf("%-44s %s%n", each.file(), each.fault().orElse("signed as it should be"));
      each.record().ifPresent(record -> show(record, out));
      good &= each.fault().isEmpty();
    }
    return good;
  }

  private static void show(X509Certificate certificate, PrintWriter out) {
    out.printf(
        "  %s%n  serial %s, valid %s to %s%n  SHA-256 %s%n",
        certificate.getSubjectX500Principal(),
        certificate.getSerialNumber().toString(16),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        Fingerprints.aloud(Fingerprints.of(certificate)));
  }

  private static void show(CeremonyRecord record, PrintWriter out) {
    String people =
        record.people().stream()
            .map(person -> person.role() + " " + person.name())
            .collect(Collectors.joining(", "));
    out.printf(
        "  %s%s, %s%n", record.at(), people.isEmpty() ? "" : ", " + people, record.software());
  }
}
