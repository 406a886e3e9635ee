package org.gridseal.ceremony;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificateProfile.KeyUsages.Bit;
import org.gridseal.x509.CertificatePoliciesIn;

/// Whether a certificate that comes from elsewhere is fit to be a CA's of ours: signed by a root of
/// this folder, good now, and able to do what its profile says.
final class Acceptance {
  private static final String ANY_POLICY = "2.5.29.32.0";

  private final AuthorityFolder folder;
  private final FolderState state;
  private final InstantSource time;

  Acceptance(AuthorityFolder folder, FolderState state, InstantSource time) {
    this.folder = folder;
    this.state = state;
    this.time = time;
  }

  /// @throws RefusedCeremonyException naming all that is wrong
  void requireFit(X509Certificate certificate, CertificateProfile profile) {
    List<String> faults = new ArrayList<>();
    if (roots().stream().noneMatch(root -> isSignedBy(certificate, root))) {
      faults.add("it is signed by no root of this folder; bring the root with 'ca import' first");
    }
    requireFit(certificate, profile, faults);
  }

  /// @throws RefusedCeremonyException naming all that is wrong
  void requireFitRoot(X509Certificate certificate, CertificateProfile profile) {
    List<String> faults = new ArrayList<>();
    if (!isSignedBy(certificate, certificate)) {
      faults.add("it is no root's: it did not sign itself");
    }
    requireFit(certificate, profile, faults);
  }

  private void requireFit(
      X509Certificate certificate, CertificateProfile profile, List<String> faults) {
    Instant now = time.instant();
    if (now.isBefore(certificate.getNotBefore().toInstant())
        || now.isAfter(certificate.getNotAfter().toInstant())) {
      faults.add("it is not valid now");
    }
    faults.addAll(missing(certificate, profile));
    if (!faults.isEmpty()) {
      throw new RefusedCeremonyException(
          "the certificate is not taken into use: " + String.join("; ", faults));
    }
  }

  private List<X509Certificate> roots() {
    return state.generations().stream()
        .filter(each -> each.authority().line().equals(Ceremonies.ROOT) && each.stage().isLive())
        .map(each -> folder.certificate(each.authority()))
        .toList();
  }

  static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
      return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static List<String> missing(X509Certificate certificate, CertificateProfile profile) {
    List<String> faults = new ArrayList<>();
    if (certificate.getBasicConstraints() < 0) {
      faults.add("it is no CA's");
    }
    boolean[] usage = certificate.getKeyUsage();
    for (Bit bit : profile.keyUsage().bits()) {
      if (usage == null || !usage[position(bit)]) {
        faults.add("its key usage lacks " + bit);
      }
    }
    List<String> carried = CertificatePoliciesIn.certificate(certificate);
    profile.certificatePolicies().stream()
        .flatMap(policies -> policies.oids().stream())
        .filter(oid -> !carried.contains(oid) && !carried.contains(ANY_POLICY))
        .forEach(oid -> faults.add("it lacks the policy " + oid));
    return faults;
  }

  /// The bits of RFC 5280 §4.2.1.3 in their order.
  private static int position(Bit bit) {
    return switch (bit) {
      case digitalSignature -> 0;
      case nonRepudiation -> 1;
      case keyEncipherment -> 2;
      case dataEncipherment -> 3;
      case keyAgreement -> 4;
      case keyCertSign -> 5;
      case cRLSign -> 6;
    };
  }

  /// The live CAs of this folder that a root, and no other, has certified.
  static List<String> dependingOn(X509Certificate root, AuthorityFolder folder, FolderState state) {
    return state.generations().stream()
        .filter(each -> !each.authority().line().equals(Ceremonies.ROOT))
        .filter(each -> each.stage().isLive())
        .filter(each -> isSignedBy(folder.certificate(each.authority()), root))
        .map(FolderState.Generation::name)
        .toList();
  }
}
