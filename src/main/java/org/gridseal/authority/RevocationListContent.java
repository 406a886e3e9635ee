package org.gridseal.authority;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;

/// What stands before and behind the entries of a CRL (RFC 5280 §5.1.2, §5.2).
final class RevocationListContent {
  private final CertificationAuthority authority;
  private final RevocationListTerms terms;
  private final StatusLocations locations;

  RevocationListContent(CertificationAuthority authority, RevocationListTerms terms) {
    this.authority = authority;
    this.terms = terms;
    this.locations = authority.locations().in(terms.partition());
  }

  byte[] algorithm() {
    return EncodedValue.of(authority.algorithm().algorithmIdentifier());
  }

  /// The members before the entries: version, signature, issuer, thisUpdate, nextUpdate.
  byte[] front() {
    var front = new ByteArrayOutputStream();
    front.writeBytes(EncodedValue.of(new ASN1Integer(1)));
    front.writeBytes(algorithm());
    front.writeBytes(authority.certificate().getSubjectX500Principal().getEncoded());
    front.writeBytes(EncodedValue.of(CertificateContent.time(terms.thisUpdate())));
    front.writeBytes(EncodedValue.of(CertificateContent.time(terms.nextUpdate())));
    return front.toByteArray();
  }

  /// The member behind the entries, with its tag.
  byte[] extensions() {
    try {
      return EncodedValue.of(new DERTaggedObject(true, 0, list()));
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  private Extensions list() throws IOException {
    var extensions = new ExtensionsGenerator();
    extensions.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier(authority.keyIdentifier()));
    if (!terms.partition().isWhole()) {
      extensions.addExtension(Extension.issuingDistributionPoint, true, scope());
    }
    extensions.addExtension(Extension.cRLNumber, false, number(terms.number()));
    if (terms.base().isPresent()) {
      extensions.addExtension(Extension.deltaCRLIndicator, true, number(terms.base().getAsLong()));
    }
    if (terms.hasDelta()) {
      extensions.addExtension(Extension.freshestCRL, false, freshest());
    }
    return extensions.generate();
  }

  /// The name that the certificates of the partition have in their distribution point (RFC 5280
  /// §5.2.5).
  private IssuingDistributionPoint scope() {
    return new IssuingDistributionPoint(
        at(locations.revocationList()), false, false, null, false, false);
  }

  private CRLDistPoint freshest() {
    return new CRLDistPoint(
        new DistributionPoint[] {new DistributionPoint(at(locations.deltaList()), null, null)});
  }

  private static DistributionPointName at(URI place) {
    return new DistributionPointName(
        new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, place.toString())));
  }

  private static CRLNumber number(long number) {
    return new CRLNumber(BigInteger.valueOf(number));
  }
}
