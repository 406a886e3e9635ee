package org.gridseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;
import org.gridseal.audit.Hash;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.BrokenKey;
import org.gridseal.testing.Lists;
import org.gridseal.testing.Lists.Entry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RevocationListWriterTest {
  private static final Instant NOW = Authorities.NOW;
  private static final Instant END = NOW.plus(Duration.ofDays(7));
  private static final int[] REASONS = {0, 1, 2, 3, 4, 5, 6, 8, 9, 10};

  private final BrokenKey key = new BrokenKey();
  private final CertificationAuthority issuing =
      new Authorities(key, InstantSource.fixed(NOW)).issuing();

  /// Small ones, one for each step of the length's own length, and some over several pieces.
  static Stream<Integer> sizes() {
    return Stream.of(0, 1, 2, 3, 5, 100, 1_700, 9_000, 20_000);
  }

  @ParameterizedTest(name = "{0} entries")
  @MethodSource("sizes")
  void writesWhatBouncyCastleWrites(int size) throws Exception {
    var random = new Random(size);
    for (RevocationListTerms terms : allKindsOfTerms(size + 1L)) {
      List<Entry> entries = entries(random, size);

      byte[] encoded = Lists.written(issuing, terms, entries);

      assertThat(encoded).isEqualTo(byBouncyCastle(terms, entries, Lists.read(encoded)));
      Lists.read(encoded).verify(issuing.certificate().getPublicKey());
    }
  }

  private static List<RevocationListTerms> allKindsOfTerms(long number) {
    var part = new Partition(16, 3);
    return List.of(
        RevocationListTerms.complete(Partition.WHOLE, number, NOW, END),
        new RevocationListTerms(part, number, OptionalLong.empty(), NOW, END, true),
        new RevocationListTerms(part, number, OptionalLong.of(number), NOW, END, false));
  }

  private static List<Entry> entries(Random random, int size) {
    List<Entry> entries = new ArrayList<>();
    for (int n = 0; n < size; n++) {
      var value = new BigInteger(1 + random.nextInt(159), random).add(BigInteger.ONE);
      // From 1970 to 2100: dates of both forms, leap years, and the century that is none.
      Instant at = Instant.ofEpochSecond(random.nextLong(0, 4_102_444_800L));
      entries.add(
          new Entry(
              SerialNumber.of(value).orElseThrow(), at, REASONS[random.nextInt(REASONS.length)]));
    }
    return entries;
  }

  /// The oracle: objects for everything, and the signature of ours, which nobody makes twice.
  private byte[] byBouncyCastle(RevocationListTerms terms, List<Entry> entries, X509CRL ours)
      throws IOException {
    var list = new V2TBSCertListGenerator();
    list.setIssuer(
        X500Name.getInstance(issuing.certificate().getSubjectX500Principal().getEncoded()));
    list.setSignature(issuing.algorithm().algorithmIdentifier());
    list.setThisUpdate(time(terms.thisUpdate()));
    list.setNextUpdate(time(terms.nextUpdate()));
    for (Entry one : entries) {
      list.addCRLEntry(
          new ASN1Integer(one.serialNumber().value()), time(one.at()), extensionsOf(one));
    }
    list.setExtensions(extensionsOf(terms));
    TBSCertList content = list.generateTBSCertList();
    var parts = new ASN1EncodableVector();
    parts.add(content);
    parts.add(issuing.algorithm().algorithmIdentifier());
    parts.add(new DERBitString(ours.getSignature()));
    return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
  }

  private static Time time(Instant at) {
    return CertificateContent.time(at);
  }

  private static @Nullable Extensions extensionsOf(Entry one) throws IOException {
    return one.reason() == 0
        ? null
        : new Extensions(
            new Extension(
                Extension.reasonCode,
                false,
                CRLReason.lookup(one.reason()).getEncoded(ASN1Encoding.DER)));
  }

  private Extensions extensionsOf(RevocationListTerms terms) throws IOException {
    var extensions = new ExtensionsGenerator();
    extensions.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier(issuing.keyIdentifier()));
    if (!terms.partition().isWhole()) {
      extensions.addExtension(
          Extension.issuingDistributionPoint,
          true,
          new IssuingDistributionPoint(
              at("http://status.example/crl/issuing/16/3.crl"), false, false));
    }
    extensions.addExtension(
        Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(terms.number())));
    if (terms.base().isPresent()) {
      extensions.addExtension(
          Extension.deltaCRLIndicator,
          true,
          new CRLNumber(BigInteger.valueOf(terms.base().getAsLong())));
    }
    if (terms.hasDelta()) {
      extensions.addExtension(
          Extension.freshestCRL,
          false,
          new CRLDistPoint(
              new DistributionPoint[] {
                new DistributionPoint(
                    at("http://status.example/crl/issuing/16/3/delta.crl"), null, null)
              }));
    }
    return extensions.generate();
  }

  private static DistributionPointName at(String place) {
    return new DistributionPointName(
        new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, place)));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  @SuppressWarnings("EnumOrdinal") // the platform has the codes of RFC 5280 §5.3.1 in their order
  void saysWhenAndWhy(RevocationReason reason) throws GeneralSecurityException {
    var serial = new SerialNumber(new BigInteger("7f".repeat(20), 16));
    Instant then = NOW.minusSeconds(60);

    X509CRL list = list(List.of(new Revoked(serial, then, reason)));

    var entry = list.getRevokedCertificate(serial.value());
    assertThat(entry.getRevocationDate()).isEqualTo(then);
    if (reason == RevocationReason.unspecified) {
      assertThat(entry.hasExtensions()).isFalse();
    } else {
      assertThat(entry.getRevocationReason())
          .isEqualTo(java.security.cert.CRLReason.values()[reason.code()]);
    }
  }

  @Test
  void hasNoListOfEntriesWhenThereAreNone() throws GeneralSecurityException {
    assertThat(list(List.of()).getRevokedCertificates()).isNull();
  }

  @Test
  void hasItsSignedContentRecorded() throws Exception {
    MessageDigest record = Hash.leafDigest();
    var terms = RevocationListTerms.complete(Partition.WHOLE, 1, NOW, END);

    byte[] encoded = Lists.written(issuing, terms, entries(new Random(1), 10_000), record);

    assertThat(Hash.of(record.digest()))
        .isEqualTo(Hash.ofLeaf(Lists.read(encoded).getTBSCertList()));
  }

  @Test
  void refusesOtherEntriesThanWereAnnounced() {
    var terms = RevocationListTerms.complete(Partition.WHOLE, 1, NOW, END);
    var writer = new RevocationListWriter(issuing, terms, 35, Hash.leafDigest(), new Discarding());

    assertThatThrownBy(writer::finish)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("35 octets shorter");
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void isNotMadeWithoutItsKey(BrokenKey.Fault fault) {
    key.become(fault);

    assertThatThrownBy(() -> list(List.of())).isInstanceOf(SigningException.class);
  }

  private X509CRL list(List<Revoked> revoked) throws GeneralSecurityException {
    return Lists.read(Lists.complete(issuing, 7, NOW, revoked));
  }

  /// Keeps nothing.
  private static final class Discarding implements RevocationListWriter.Sink {
    @Override
    public void next(byte[] octets, int length) {}

    @Override
    public void head(byte[] octets) {}
  }
}
