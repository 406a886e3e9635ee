package org.gridseal.est;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cmc.BodyPartID;
import org.bouncycastle.asn1.cmc.CMCFailInfo;
import org.bouncycastle.asn1.cmc.CMCObjectIdentifiers;
import org.bouncycastle.asn1.cmc.CMCStatus;
import org.bouncycastle.asn1.cmc.CMCStatusInfoV2Builder;
import org.bouncycastle.asn1.cmc.OtherMsg;
import org.bouncycastle.asn1.cmc.PKIResponse;
import org.bouncycastle.asn1.cmc.TaggedAttribute;
import org.bouncycastle.asn1.cmc.TaggedContentInfo;

/// A Full PKI Response (RFC 5272 §4.2), signed by the authority.
final class CmcResponse {
  private final List<TaggedAttribute> controls = new ArrayList<>();
  private final List<X509Certificate> certificates = new ArrayList<>();
  private int parts;

  /// Begins with what every answer gives back of its request.
  CmcResponse(CmcRequest request) {
    request.returned().forEach(it -> control(it.getAttrType(), it.getAttrValues()));
    request
        .senderNonce()
        .ifPresent(
            nonce -> control(CMCObjectIdentifiers.id_cmc_recipientNonce, nonce.getAttrValues()));
  }

  CmcResponse success(BodyPartID part) {
    return status(new CMCStatusInfoV2Builder(CMCStatus.success, new BodyPartID[] {part}));
  }

  CmcResponse success(BodyPartID part, X509Certificate issued) {
    certificates.add(issued);
    return success(part);
  }

  /// @param sentence what to do next, for whoever reads it
  CmcResponse failure(List<BodyPartID> failed, CMCFailInfo why, String sentence) {
    return status(
        new CMCStatusInfoV2Builder(CMCStatus.failed, failed.toArray(BodyPartID[]::new))
            .setStatusString(sentence)
            .setOtherInfo(why));
  }

  private CmcResponse status(CMCStatusInfoV2Builder status) {
    control(CMCObjectIdentifiers.id_cmc_statusInfoV2, new DERSet(status.build()));
    return this;
  }

  private void control(
      org.bouncycastle.asn1.ASN1ObjectIdentifier type, org.bouncycastle.asn1.ASN1Set values) {
    parts++;
    controls.add(new TaggedAttribute(new BodyPartID(parts), type, values));
  }

  /// @return the signed message, ASN.1; empty if the key is away just now
  Optional<byte[]> signed(MessageSigner signer) {
    var response =
        new PKIResponse(
            controls.toArray(TaggedAttribute[]::new), new TaggedContentInfo[0], new OtherMsg[0]);
    try {
      return signer.sign(
          CMCObjectIdentifiers.id_cct_PKIResponse.getId(),
          response.getEncoded("DER"),
          certificates);
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }
}
