package org.gridseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.BrokenKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RevocationListTest {
  private static final Instant NOW = Authorities.NOW;
  private static final Duration WEEK = Duration.ofDays(7);

  private final BrokenKey key = new BrokenKey();
  private final CertificationAuthority issuing =
      new Authorities(key, InstantSource.fixed(NOW)).issuing();

  @Test
  void isSignedByItsAuthorityAndSaysForHowLong() throws GeneralSecurityException {
    X509CRL list = list(7, List.of());

    list.verify(issuing.certificate().getPublicKey());
    assertThat(list.getVersion()).isEqualTo(2);
    assertThat(list.getIssuerX500Principal())
        .isEqualTo(issuing.certificate().getSubjectX500Principal());
    assertThat(list.getThisUpdate()).isEqualTo(NOW);
    assertThat(list.getNextUpdate()).isEqualTo(NOW.plus(WEEK));
    assertThat(list.getRevokedCertificates()).isNull();
  }

  @Test
  void carriesItsNumberAndItsIssuersKeyUncritically() throws GeneralSecurityException {
    X509CRL list = list(7, List.of());

    byte[] number =
        ASN1OctetString.getInstance(list.getExtensionValue(Extension.cRLNumber.getId()))
            .getOctets();
    assertThat(ASN1Integer.getInstance(number).longValueExact()).isEqualTo(7);
    assertThat(list.getNonCriticalExtensionOIDs())
        .containsExactlyInAnyOrder(
            Extension.cRLNumber.getId(), Extension.authorityKeyIdentifier.getId());
    assertThat(list.getCriticalExtensionOIDs()).isNullOrEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void saysWhenAndWhy(RevocationReason reason) throws GeneralSecurityException {
    var serial = new SerialNumber(new BigInteger("7f".repeat(20), 16));
    Instant then = NOW.minusSeconds(60);

    X509CRL list = list(1, List.of(new Revoked(serial, then, reason)));

    var entry = list.getRevokedCertificate(serial.value());
    assertThat(entry.getRevocationDate()).isEqualTo(then);
    if (reason == RevocationReason.unspecified) {
      assertThat(entry.hasExtensions()).isFalse();
    } else {
      byte[] code =
          ASN1OctetString.getInstance(entry.getExtensionValue(Extension.reasonCode.getId()))
              .getOctets();
      assertThat(ASN1Enumerated.getInstance(code).intValueExact()).isEqualTo(reason.code());
    }
  }

  @Test
  void isNotMadeWithoutItsKey() {
    key.become(BrokenKey.Fault.AWAY);

    assertThatThrownBy(() -> list(1, List.of())).isInstanceOf(SigningException.class);
  }

  @Test
  void isNotMadeWithASignatureOfSomethingElse() {
    key.become(BrokenKey.Fault.SIGNS_SOMETHING_ELSE);

    assertThatThrownBy(() -> list(1, List.of())).isInstanceOf(SigningException.class);
  }

  private X509CRL list(long number, List<Revoked> revoked) throws GeneralSecurityException {
    byte[] encoded = RevocationList.sign(issuing, number, NOW, WEEK, revoked).encoded().bytes();
    return (X509CRL)
        CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(encoded));
  }
}
