package org.gridseal.revocation;

import java.time.Instant;
import java.util.Optional;
import org.gridseal.authority.RevocationList;

/// The CRLs that were ever issued; the newest of an authority is the one that counts.
public interface RevocationLists {
  Optional<Published> newest(String authority);

  /// Keeps a list, in a transaction of the caller.
  ///
  /// @return false, and nothing is written, if another replica kept that number first
  boolean add(String authority, RevocationList list);

  /// A list as it is kept.
  ///
  /// @param encoded the CertificateList's ASN.1 encoding
  record Published(long number, Instant thisUpdate, Encoded encoded) {}

  /// Bytes that nobody can change; a record cannot hold an array and stay a value.
  final class Encoded {
    private final byte[] bytes;

    public Encoded(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    public byte[] bytes() {
      return bytes.clone();
    }
  }
}
