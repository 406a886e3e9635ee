package org.gridseal.ceremony;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.Stage;
import org.gridseal.ceremony.CeremonyRecord.Made;
import org.gridseal.ceremony.CeremonyRecord.Reached;
import org.gridseal.x509.Fingerprints;

/// Takes over what was done to a root on another machine, from the record that was carried here.
///
/// A first root is believed because somebody has compared its fingerprint; a later one because the
/// root before has signed its key; a change of stage because a root that is known has signed it.
public final class Arrival {
  private final Means means;
  private final Records records;
  private final AuthorityFolder folder;

  public Arrival(Ceremonies ceremonies) {
    this.means = ceremonies.means();
    this.records = new Records(means);
    this.folder = ceremonies.folder();
  }

  /// Takes over an act.
  ///
  /// @param fingerprint SHA-256 of the root, if somebody has compared it; spaces and colons are
  ///   passed over
  /// @throws RefusedCeremonyException if it is not believed, or not about a root, or does not fit
  ///   to what is here
  public void take(SignedRecord arrived, Optional<String> fingerprint) {
    try (var change = folder.begin()) {
      FolderState state = folder.state();
      refuseKnown(state, arrived);
      FolderState next =
          switch (arrived.record().act()) {
            case established -> withRoot(state, arrived, fingerprint, change);
            case switched, retired -> reached(state, arrived);
            case certified, installed, adopted ->
                throw new RefusedCeremonyException(
                    "the record is about no root; a certificate is taken into use with"
                        + " 'ca install'");
          };
      change.commit(records.recorded(next, arrived, true, change));
    }
  }

  private void refuseKnown(FolderState state, SignedRecord arrived) {
    if (state.ceremonies().stream().anyMatch(it -> it.sha256().equals(arrived.sha256()))) {
      throw new RefusedCeremonyException("the record is here already");
    }
  }

  private FolderState withRoot(
      FolderState state,
      SignedRecord arrived,
      Optional<String> fingerprint,
      AuthorityFolder.Change change) {
    AuthorityName name = rootName(state, arrived.record().authority());
    X509Certificate root = certificate(arrived, name.toString());
    if (!root.equals(arrived.signer()) || !Acceptance.isSignedBy(root, root)) {
      throw new RefusedCeremonyException("the record is not signed by the root that it is about");
    }
    requireBelieved(state, arrived, root, fingerprint);
    change.put(name, root);
    FolderState next = state;
    for (Made each : arrived.record().certificates()) {
      if (CrossName.isOne(each.name())) {
        requireLeadsBetweenKnown(state, each.name(), name, root, certificate(arrived, each.name()));
        change.put(each.name(), certificate(arrived, each.name()));
        next = next.withCross(List.of(each.name()));
      }
    }
    Stage stage = state.line(Ceremonies.ROOT).isEmpty() ? Stage.issuing : Stage.prepared;
    return next.with(name, stage, arrived.record().at());
  }

  private static AuthorityName rootName(FolderState state, String text) {
    AuthorityName expected = state.next(Ceremonies.ROOT);
    if (!expected.toString().equals(text)) {
      throw new RefusedCeremonyException("the next root here is %s".formatted(expected));
    }
    return expected;
  }

  private static X509Certificate certificate(SignedRecord arrived, String name) {
    return arrived
        .certificate(name)
        .orElseThrow(
            () -> new RefusedCeremonyException("the certificate of " + name + " is not with it"));
  }

  private void requireBelieved(
      FolderState state, SignedRecord arrived, X509Certificate root, Optional<String> fingerprint) {
    String actual = Fingerprints.of(root);
    if (fingerprint.isPresent() && !plain(fingerprint.get()).equals(actual)) {
      throw new RefusedCeremonyException(
          "the fingerprint is not the root's, which is " + Fingerprints.aloud(actual));
    }
    if (fingerprint.isEmpty() && !isVouchedFor(state, arrived, root)) {
      throw new RefusedCeremonyException(
          "nobody known here vouches for that root; compare its fingerprint and give it: "
              + Fingerprints.aloud(actual));
    }
  }

  private static String plain(String fingerprint) {
    return fingerprint.replaceAll("[\\s:]", "").toLowerCase(Locale.ROOT);
  }

  private boolean isVouchedFor(FolderState state, SignedRecord arrived, X509Certificate root) {
    return arrived.record().certificates().stream()
        .filter(each -> CrossName.isOne(each.name()))
        .flatMap(each -> arrived.certificate(each.name()).stream())
        .filter(cross -> isFor(cross, root))
        .anyMatch(cross -> liveRoots(state).anyMatch(known -> Acceptance.isSignedBy(cross, known)));
  }

  private Stream<X509Certificate> liveRoots(FolderState state) {
    return state.line(Ceremonies.ROOT).stream()
        .filter(each -> each.stage().isLive())
        .map(each -> folder.certificate(each.authority()));
  }

  private static boolean isFor(X509Certificate cross, X509Certificate root) {
    return Arrays.equals(cross.getPublicKey().getEncoded(), root.getPublicKey().getEncoded());
  }

  private void requireLeadsBetweenKnown(
      FolderState state,
      String text,
      AuthorityName name,
      X509Certificate root,
      X509Certificate cross) {
    CrossName crossName = CrossName.parse(text);
    X509Certificate subject = known(state, crossName.subject(), name, root);
    X509Certificate issuer = known(state, crossName.issuer(), name, root);
    if (!isFor(cross, subject) || !Acceptance.isSignedBy(cross, issuer)) {
      throw new RefusedCeremonyException("%s does not lead between these two".formatted(text));
    }
  }

  private X509Certificate known(
      FolderState state, AuthorityName wanted, AuthorityName name, X509Certificate root) {
    if (wanted.equals(name)) {
      return root;
    }
    return state
        .find(wanted)
        .map(found -> folder.certificate(found.authority()))
        .orElseThrow(() -> new RefusedCeremonyException("there is no " + wanted + " here"));
  }

  private FolderState reached(FolderState state, SignedRecord arrived) {
    if (liveRoots(state).noneMatch(arrived.signer()::equals)) {
      throw new RefusedCeremonyException("the record is signed by no root known here");
    }
    for (Reached each : arrived.record().stages()) {
      requireForward(state, each);
      if (each.stage() == Stage.retired) {
        requireNothingBelow(state, AuthorityName.parse(each.name()));
      }
    }
    return Rollover.reached(state, arrived.record());
  }

  private static void requireForward(FolderState state, Reached change) {
    AuthorityName name = AuthorityName.parse(change.name());
    boolean forward =
        name.line().equals(Ceremonies.ROOT)
            && state.find(name).filter(it -> it.stage().compareTo(change.stage()) < 0).isPresent();
    if (!forward) {
      throw new RefusedCeremonyException(
          "%s cannot become %s here".formatted(change.name(), change.stage()));
    }
  }

  private void requireNothingBelow(FolderState state, AuthorityName root) {
    var below = Acceptance.dependingOn(folder.certificate(root), folder, state);
    if (!below.isEmpty()) {
      throw new RefusedCeremonyException(
          "%s has certified %s; that ends first".formatted(root, String.join(", ", below)));
    }
  }

  /// Takes a root that was not made with these commands: there is no record of it here.
  ///
  /// @param fingerprint SHA-256, as somebody has compared it
  /// @return its name here
  /// @throws RefusedCeremonyException if the fingerprint is another, or it is no root
  public AuthorityName take(X509Certificate root, String fingerprint) {
    String actual = Fingerprints.of(root);
    if (!plain(fingerprint).equals(actual)) {
      throw new RefusedCeremonyException(
          "the fingerprint is not the root's, which is " + Fingerprints.aloud(actual));
    }
    if (!Acceptance.isSignedBy(root, root) || root.getBasicConstraints() < 0) {
      throw new RefusedCeremonyException("the certificate is no root's");
    }
    try (var change = folder.begin()) {
      FolderState state = folder.state();
      if (liveRoots(state).anyMatch(root::equals)) {
        throw new RefusedCeremonyException("the root is here already");
      }
      AuthorityName name = state.next(Ceremonies.ROOT);
      Stage stage = state.line(Ceremonies.ROOT).isEmpty() ? Stage.issuing : Stage.prepared;
      change.put(name, root);
      change.commit(state.with(name, stage, means.now()));
      return name;
    }
  }
}
