package org.gridseal.authority;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;

/// Writes a CRL, version 2 (RFC 5280 §5), while its entries come: however many there are, no more
/// than one piece of it is in memory.
///
/// That takes knowing the octets of all entries before the first ([RevocationEntry#octets]). Only
/// the signature's length is known late, and with it the first octets of all; they come last.
public final class RevocationListWriter {
  private static final int PIECE = 256 * 1024;

  private final Sink sink;
  private final MessageDigest record;
  private final StreamedSignature signature;
  private final byte[] algorithm;
  private final byte[] extensions;
  private final byte[] piece = new byte[PIECE];
  private final long contentOctets;
  private int used;
  private long awaited;

  /// Takes a list as it is written.
  public interface Sink {
    /// The octets that follow; the array is used again afterwards.
    void next(byte[] octets, int length);

    /// The octets before all others. It is called last, and once.
    void head(byte[] octets);
  }

  /// Begins a list.
  ///
  /// @param awaited the octets of all entries that will come
  /// @param record is fed what is signed, for whoever keeps a record of it
  public RevocationListWriter(
      CertificationAuthority authority,
      RevocationListTerms terms,
      long awaited,
      MessageDigest record,
      Sink sink) {
    this.sink = sink;
    this.record = record;
    this.awaited = awaited;
    this.signature = authority.signature();
    var content = new RevocationListContent(authority, terms);
    this.algorithm = content.algorithm();
    this.extensions = content.extensions();
    byte[] front = content.front();
    byte[] list = awaited == 0 ? new byte[0] : Asn1Octets.header(Asn1Octets.SEQUENCE, awaited);
    long octets = front.length + list.length + awaited + extensions.length;
    byte[] header = Asn1Octets.header(Asn1Octets.SEQUENCE, octets);
    this.contentOctets = header.length + octets;
    put(header);
    put(front);
    put(list);
  }

  /// Adds an entry. The same serial number must not come twice.
  ///
  /// @param serialNumber as in [SerialNumber#octets]
  /// @param at when it was revoked, in seconds since 1970
  /// @param reason a code of RFC 5280 §5.3.1
  public void add(byte[] serialNumber, long at, int reason) {
    if (PIECE - used < RevocationEntry.MAXIMUM_OCTETS) {
      flush();
    }
    int octets = RevocationEntry.write(serialNumber, at, reason, piece, used);
    used += octets;
    awaited -= octets;
  }

  /// Signs the list and writes its end, and then its beginning.
  ///
  /// @return its octets
  /// @throws SigningException if the key gives no signature, or one that does not verify
  /// @throws IllegalStateException if the entries were not those that were announced
  public long finish() {
    if (awaited != 0) {
      throw new IllegalStateException(
          "the entries of a list are %d octets shorter than announced".formatted(awaited));
    }
    put(extensions);
    flush();
    byte[] bits = encodedSignature();
    byte[] tail = Arrays.copyOf(algorithm, algorithm.length + bits.length);
    System.arraycopy(bits, 0, tail, algorithm.length, bits.length);
    sink.next(tail, tail.length);
    byte[] head = Asn1Octets.header(Asn1Octets.SEQUENCE, contentOctets + tail.length);
    sink.head(head);
    return head.length + contentOctets + tail.length;
  }

  private byte[] encodedSignature() {
    try {
      return new DERBitString(signature.sign()).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  private void put(byte[] octets) {
    if (PIECE - used < octets.length) {
      flush();
    }
    System.arraycopy(octets, 0, piece, used, octets.length);
    used += octets.length;
  }

  private void flush() {
    signature.update(piece, used);
    record.update(piece, 0, used);
    sink.next(piece, used);
    used = 0;
  }

  /// The octets of an entry.
  public static int octetsOf(SerialNumber serialNumber, Instant at, int reason) {
    return RevocationEntry.octets(serialNumber.octets().length, at.getEpochSecond(), reason);
  }
}
