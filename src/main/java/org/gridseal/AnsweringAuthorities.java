package org.gridseal;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Hierarchy;
import org.gridseal.ceremony.LiveHierarchy;
import org.gridseal.x509.CertificateBundle;
import org.jspecify.annotations.Nullable;

/// The CAs that this service answers for, and their certificates as files: worked out once for each
/// view of the CAs, because OCSP asks at each request.
final class AnsweringAuthorities {
  private final LiveHierarchy hierarchy;
  private volatile @Nullable Known known;

  AnsweringAuthorities(LiveHierarchy hierarchy) {
    this.hierarchy = hierarchy;
  }

  /// What follows from the CAs of one moment.
  private record Known(
      Hierarchy of, List<CertificationAuthority> answering, Map<String, byte[]> files) {}

  List<CertificationAuthority> all() {
    return known().answering();
  }

  /// Certificates by file name: each alone, and each line with what leads from one anchor of ours
  /// to it.
  Map<String, byte[]> files() {
    return known().files();
  }

  @SuppressWarnings("ReferenceEquality") // a view is replaced by another, never changed
  private Known known() {
    Hierarchy now = hierarchy.get();
    Known before = known;
    if (before == null || before.of() != now) {
      before = new Known(now, now.answering(), files(now));
      known = before;
    }
    return before;
  }

  private static Map<String, byte[]> files(Hierarchy hierarchy) {
    Map<String, byte[]> files = new HashMap<>();
    for (Hierarchy.Generation each : hierarchy.generations()) {
      files.put(each.name() + ".cer", encoded(each.certificate()));
      files.put(
          each.name() + ".p7c",
          new CertificateBundle(hierarchy.bundle(Optional.of(each.name().line()))).encoded());
    }
    return files;
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }
}
