package org.gridseal.est;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Signs CMS messages with the key of the authority that issues.
@FunctionalInterface
public interface MessageSigner {
  /// @param type the content type, a dotted object identifier
  /// @param more certificates that go along
  /// @return the ContentInfo, ASN.1; empty if the key is away just now
  Optional<byte[]> sign(String type, byte[] content, List<X509Certificate> more);
}
