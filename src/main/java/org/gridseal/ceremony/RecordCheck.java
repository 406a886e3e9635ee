package org.gridseal.ceremony;

import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.Stage;
import org.gridseal.ceremony.CeremonyRecord.Made;
import org.gridseal.x509.Fingerprints;
import org.gridseal.x509.MalformedException;

/// Whether the records of a folder hold up: each is the file that was written, signed by a CA of
/// this folder, names the one before it, and speaks of the certificates that are here.
public final class RecordCheck {
  private final AuthorityFolder folder;

  public RecordCheck(AuthorityFolder folder) {
    this.folder = folder;
  }

  /// @param fault what does not hold up; empty if all does
  public record Finding(String file, Optional<CeremonyRecord> record, Optional<String> fault) {}

  /// One for each record, in their order.
  public List<Finding> findings() {
    FolderState state = folder.state();
    List<X509Certificate> known = folder.allCertificates(state);
    List<Finding> findings = new ArrayList<>();
    String previous = "";
    for (FolderState.Ceremony each : state.ceremonies()) {
      findings.add(finding(each, previous, state, known));
      previous = each.sha256();
    }
    return findings;
  }

  private Finding finding(
      FolderState.Ceremony ceremony,
      String previous,
      FolderState state,
      List<X509Certificate> known) {
    try {
      SignedRecord record = folder.record(ceremony);
      return new Finding(
          ceremony.file(),
          Optional.of(record.record()),
          faultOf(ceremony, record, previous, state, known));
    } catch (MalformedException | UncheckedIOException e) {
      return new Finding(
          ceremony.file(), Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private Optional<String> faultOf(
      FolderState.Ceremony ceremony,
      SignedRecord record,
      String previous,
      FolderState state,
      List<X509Certificate> known) {
    if (!known.contains(record.signer())) {
      return Optional.of("signed by a key that is not of this folder");
    }
    // One that was carried here names the one before it where it was made.
    if (!ceremony.brought() && !record.record().previous().equals(previous)) {
      return Optional.of("the record before it is missing or another");
    }
    return record.record().certificates().stream()
        .filter(made -> differs(made, state))
        .findFirst()
        .map(made -> "the certificate of " + made.name() + " is not the one it speaks of");
  }

  private boolean differs(Made made, FolderState state) {
    boolean here =
        state.crossCertificates().contains(made.name())
            || state.generations().stream()
                .anyMatch(
                    each -> each.name().equals(made.name()) && each.stage() != Stage.requested);
    return here && !Fingerprints.of(folder.crossCertificate(made.name())).equals(made.sha256());
  }
}
