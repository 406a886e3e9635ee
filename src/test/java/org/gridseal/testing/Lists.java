package org.gridseal.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gridseal.audit.Hash;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Partition;
import org.gridseal.authority.RevocationListTerms;
import org.gridseal.authority.RevocationListWriter;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;

/// CRLs written into memory.
public final class Lists {
  private Lists() {}

  /// An entry as it stands in a list.
  ///
  /// @param reason a code of RFC 5280 §5.3.1; 8 is only in deltas
  public record Entry(SerialNumber serialNumber, Instant at, int reason) {
    public static Entry of(Revoked revoked) {
      return new Entry(revoked.serialNumber(), revoked.at(), revoked.reason().code());
    }
  }

  /// A complete list that lives for a week.
  public static byte[] complete(
      CertificationAuthority authority, long number, Instant now, List<Revoked> revoked) {
    Instant end = now.plus(Duration.ofDays(7));
    return written(
        authority,
        RevocationListTerms.complete(Partition.WHOLE, number, now, end),
        revoked.stream().map(Entry::of).toList());
  }

  public static byte[] written(
      CertificationAuthority authority, RevocationListTerms terms, List<Entry> entries) {
    return written(authority, terms, entries, Hash.leafDigest());
  }

  public static byte[] written(
      CertificationAuthority authority,
      RevocationListTerms terms,
      List<Entry> entries,
      MessageDigest record) {
    long octets =
        entries.stream()
            .mapToLong(it -> RevocationListWriter.octetsOf(it.serialNumber(), it.at(), it.reason()))
            .sum();
    var memory = new Memory();
    var writer = new RevocationListWriter(authority, terms, octets, record, memory);
    entries.forEach(
        it -> writer.add(it.serialNumber().octets(), it.at().getEpochSecond(), it.reason()));
    long whole = writer.finish();
    byte[] encoded = memory.encoded();
    if (encoded.length != whole) {
      throw new AssertionError("%d octets came, not %d".formatted(encoded.length, whole));
    }
    return encoded;
  }

  public static X509CRL read(byte[] encoded) throws GeneralSecurityException {
    return (X509CRL)
        CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(encoded));
  }

  private static final class Memory implements RevocationListWriter.Sink {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private byte[] head = new byte[0];

    @Override
    public void next(byte[] octets, int length) {
      body.write(octets, 0, length);
    }

    @Override
    public void head(byte[] octets) {
      head = octets;
    }

    byte[] encoded() {
      var whole = new ByteArrayOutputStream();
      whole.writeBytes(head);
      whole.writeBytes(body.toByteArray());
      return whole.toByteArray();
    }
  }
}
