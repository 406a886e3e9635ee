package org.gridseal.testing;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/// A draft of ours in which something was changed afterwards.
public final class AlteredDraft {
  private final V3TBSCertificateGenerator content = new V3TBSCertificateGenerator();
  private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();

  /// @param toBeSigned a TBSCertificate
  public AlteredDraft(byte[] toBeSigned) {
    TBSCertificate draft = TBSCertificate.getInstance(toBeSigned);
    content.setSerialNumber(draft.getSerialNumber());
    content.setSignature(draft.getSignature());
    content.setIssuer(draft.getIssuer());
    content.setStartDate(draft.getStartDate());
    content.setEndDate(draft.getEndDate());
    content.setSubject(draft.getSubject());
    content.setSubjectPublicKeyInfo(draft.getSubjectPublicKeyInfo());
    for (ASN1ObjectIdentifier each : draft.getExtensions().getExtensionOIDs()) {
      extensions.put(each, draft.getExtensions().getExtension(each));
    }
  }

  public AlteredDraft subject(X500Name name) {
    content.setSubject(name);
    return this;
  }

  public AlteredDraft notAfter(ASN1UTCTime end) {
    content.setEndDate(new Time(end));
    return this;
  }

  public AlteredDraft key(SubjectPublicKeyInfo key) {
    content.setSubjectPublicKeyInfo(key);
    return this;
  }

  public AlteredDraft with(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {
    try {
      extensions.put(
          type,
          new Extension(type, critical, value.toASN1Primitive().getEncoded(ASN1Encoding.DER)));
      return this;
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  public AlteredDraft critical(ASN1ObjectIdentifier type, boolean critical) {
    extensions.computeIfPresent(
        type, (_, old) -> new Extension(type, critical, old.getExtnValue().getOctets()));
    return this;
  }

  public AlteredDraft without(ASN1ObjectIdentifier type) {
    extensions.remove(type);
    return this;
  }

  /// The TBSCertificate's encoding.
  public byte[] encoded() {
    content.setExtensions(new Extensions(extensions.values().toArray(Extension[]::new)));
    try {
      return content.generateTBSCertificate().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }
}
