package org.gridseal.ceremony;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.SigningKey;
import org.gridseal.authority.Stage;
import org.gridseal.ceremony.CeremonyRecord.Act;
import org.gridseal.ceremony.CeremonyRecord.Reached;
import org.gridseal.keeper.BroughtKey;

/// Takes over a CA that was made elsewhere, with its private key: from then on it is one of ours.
///
/// Whoever has its key is the CA, so nobody need vouch for a root that comes so. Nobody can know
/// either where else the key is; the record says that it was adopted.
public final class Adoption {
  private final Means means;
  private final Records records;
  private final AuthorityFolder folder;

  public Adoption(Ceremonies ceremonies) {
    this.means = ceremonies.means();
    this.records = new Records(means);
    this.folder = ceremonies.folder();
  }

  /// Takes it over: a line's first issues at once, another one is prepared. What an interrupted
  /// attempt has left at the keeper is used by the next with the same key.
  ///
  /// @param line `root`, or the profile of the CA
  /// @throws RefusedCeremonyException naming what is wrong with it
  public SignedRecord take(BroughtKey brought, String line, Statement statement) {
    try (var change = folder.begin()) {
      FolderState state = folder.state();
      requireFit(brought.certificate(), line, state);
      AuthorityName name = state.next(line);
      keep(name, brought);
      CertificationAuthority authority = means.authority(name, brought.certificate());
      means.attach(authority);
      change.put(name, brought.certificate());
      Stage stage = state.at(line, Stage.issuing).isPresent() ? Stage.prepared : Stage.issuing;
      SignedRecord record =
          records.signed(
              state,
              Act.adopted,
              authority,
              statement,
              List.of(),
              List.of(new Reached(name.toString(), stage)),
              List.of(Records.made(name, brought.certificate())));
      change.commit(
          records.recorded(state.with(name, stage, record.record().at()), record, change));
      return record;
    }
  }

  private void requireFit(X509Certificate certificate, String line, FolderState state) {
    var acceptance = new Acceptance(folder, state, means.time());
    if (line.equals(Ceremonies.ROOT)) {
      if (!state.line(Ceremonies.ROOT).isEmpty()) {
        throw new RefusedCeremonyException(
            "there is a root already; another one takes over with 'ca rollover start root'");
      }
      acceptance.requireFitRoot(certificate, means.profile(line));
    } else {
      Ceremonies.refuseUnfinished(state, line);
      acceptance.requireFit(certificate, means.profileBelowRoot(line));
    }
  }

  private void keep(AuthorityName name, BroughtKey brought) {
    Optional<SigningKey> left = means.keeper().find(name.toString());
    if (left.isEmpty()) {
      means.keeper().take(name.toString(), brought);
    } else if (!Arrays.equals(
        left.get().publicKey().getEncoded(), brought.certificate().getPublicKey().getEncoded())) {
      throw new RefusedCeremonyException("there is another key " + name + " already");
    }
  }
}
