package org.gridseal.est;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.cmc.BodyPartID;
import org.bouncycastle.asn1.cmc.CMCObjectIdentifiers;
import org.bouncycastle.asn1.cmc.PKIData;
import org.bouncycastle.asn1.cmc.RevokeRequest;
import org.bouncycastle.asn1.cmc.TaggedAttribute;
import org.bouncycastle.asn1.cmc.TaggedCertificationRequest;
import org.bouncycastle.asn1.cmc.TaggedRequest;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.gridseal.x509.MalformedException;

/// A Full PKI Request (RFC 5272 §3.2): at most one PKCS #10 request and at most one request to
/// revoke, in a message that somebody signed.
final class CmcRequest {
  /// Body parts; an honest request has half a dozen.
  private static final int MAXIMUM_PARTS = 32;

  /// Controls that come back unread, so that a client knows its own (RFC 5272 §6.4, §6.6).
  private static final Set<ASN1ObjectIdentifier> RETURNED =
      Set.of(CMCObjectIdentifiers.id_cmc_transactionId, CMCObjectIdentifiers.id_cmc_dataReturn);

  /// Controls that are looked at.
  private static final Set<ASN1ObjectIdentifier> UNDERSTOOD =
      Set.of(
          CMCObjectIdentifiers.id_cmc_senderNonce,
          CMCObjectIdentifiers.id_cmc_revokeRequest,
          CMCObjectIdentifiers.id_cmc_identityProofV2,
          CMCObjectIdentifiers.id_cmc_identification);

  private final CMSSignedData message;
  private final ASN1Sequence sent;
  private final PKIData content;

  private CmcRequest(CMSSignedData message, ASN1Sequence sent) {
    this.message = message;
    this.sent = sent;
    this.content = PKIData.getInstance(sent);
  }

  /// A PKCS #10 request, and the number by which the answer refers to it.
  record Wanted(BodyPartID part, Encoded request) {}

  /// Octets that nobody can change.
  static final class Encoded {
    private final byte[] bytes;

    Encoded(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes.clone();
    }
  }

  /// A wish to revoke (RFC 5272 §6.11).
  ///
  /// @param issuer the encoded name of who issued it
  record Revocation(BodyPartID part, Encoded issuer, BigInteger serialNumber, int reason) {}

  /// Reads a message, and does not yet believe it.
  ///
  /// @throws MalformedException if it is no Full PKI Request, or has more than we can do
  static CmcRequest parse(byte[] encoded) {
    try {
      var message = new CMSSignedData(encoded);
      if (!CMCObjectIdentifiers.id_cct_PKIData.getId().equals(message.getSignedContentTypeOID())) {
        throw new MalformedException("the message holds no PKIData (RFC 5272 §3.2.1)");
      }
      byte[] content = (byte[]) message.getSignedContent().getContent();
      var request = new CmcRequest(message, ASN1Sequence.getInstance(content));
      request.requireFew();
      request.revocation();
      request.identityProof();
      request.identification();
      return request;
    } catch (CMSException | RuntimeException e) {
      // Bouncy Castle reports broken structure with several unchecked exceptions.
      throw e instanceof MalformedException told
          ? told
          : new MalformedException("the body is no CMC message", e);
    }
  }

  private void requireFew() {
    int parts =
        content.getControlSequence().length
            + content.getReqSequence().length
            + content.getCmsSequence().length
            + content.getOtherMsgSequence().length;
    if (parts > MAXIMUM_PARTS || content.getReqSequence().length > 1) {
      throw new MalformedException("the message has more than one certification request");
    }
    // Of two only one would be looked at, and the client would believe that both were.
    if (UNDERSTOOD.stream().anyMatch(type -> controls(type).count() > 1)) {
      throw new MalformedException("the message has the same control twice");
    }
  }

  /// Whether the one signer of the message has that key.
  boolean isSignedBy(PublicKey key) {
    var signers = message.getSignerInfos().getSigners();
    try {
      return signers.size() == 1 && verifies(signers.iterator().next(), key);
    } catch (CMSException | OperatorCreationException e) {
      return false;
    }
  }

  private static boolean verifies(SignerInformation signer, PublicKey key)
      throws CMSException, OperatorCreationException {
    return signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(key));
  }

  /// The certification request, if there is one that is PKCS #10.
  Optional<Wanted> wanted() {
    return Arrays.stream(content.getReqSequence())
        .filter(request -> request.getTagNo() == TaggedRequest.TCR)
        .map(request -> TaggedCertificationRequest.getInstance(request.getValue()))
        .map(CmcRequest::wanted)
        .findFirst();
  }

  private static Wanted wanted(TaggedCertificationRequest request) {
    try {
      return new Wanted(
          request.getBodyPartID(), new Encoded(request.getCertificationRequest().getEncoded("DL")));
    } catch (IOException e) {
      throw new MalformedException("the certification request cannot be read", e);
    }
  }

  Optional<Revocation> revocation() {
    return controls(CMCObjectIdentifiers.id_cmc_revokeRequest)
        .findFirst()
        .map(CmcRequest::revocation);
  }

  private static Revocation revocation(TaggedAttribute control) {
    try {
      var request = RevokeRequest.getInstance(control.getAttrValues().getObjectAt(0));
      return new Revocation(
          control.getBodyPartID(),
          new Encoded(request.getName().getEncoded("DER")),
          request.getSerialNumber(),
          request.getReason().getValue().intValue());
    } catch (IOException | RuntimeException e) {
      throw new MalformedException("the request to revoke cannot be read", e);
    }
  }

  /// The proof that whoever made the message knows a secret.
  Optional<IdentityProof> identityProof() {
    return controls(CMCObjectIdentifiers.id_cmc_identityProofV2)
        .findFirst()
        .map(control -> IdentityProof.parse(control, encodedRequests()));
  }

  /// The reqSequence, the second part of a PKIData, as it was sent.
  private byte[] encodedRequests() {
    try {
      return sent.getObjectAt(1).toASN1Primitive().getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  /// Whose secret it is, in the client's words (RFC 5272 §6.2.3).
  Optional<String> identification() {
    return controls(CMCObjectIdentifiers.id_cmc_identification)
        .findFirst()
        .map(control -> ASN1UTF8String.getInstance(control.getAttrValues().getObjectAt(0)))
        .map(ASN1UTF8String::getString);
  }

  /// The client's nonce, which comes back as the recipient's (RFC 5272 §6.6).
  Optional<TaggedAttribute> senderNonce() {
    return controls(CMCObjectIdentifiers.id_cmc_senderNonce).findFirst();
  }

  /// Controls that come back as they are.
  List<TaggedAttribute> returned() {
    return Arrays.stream(content.getControlSequence())
        .filter(control -> RETURNED.contains(control.getAttrType()))
        .toList();
  }

  /// What of it we do not do: a client must not believe that it was done (RFC 5272 §6).
  List<BodyPartID> notUnderstood() {
    List<BodyPartID> parts = new ArrayList<>();
    for (TaggedAttribute control : content.getControlSequence()) {
      ASN1ObjectIdentifier type = control.getAttrType();
      if (!RETURNED.contains(type) && !UNDERSTOOD.contains(type)) {
        parts.add(control.getBodyPartID());
      }
    }
    return parts;
  }

  /// Whether it holds nothing that is asked for.
  boolean isEmpty() {
    return wanted().isEmpty() && revocation().isEmpty();
  }

  private Stream<TaggedAttribute> controls(ASN1ObjectIdentifier type) {
    return Arrays.stream(content.getControlSequence())
        .filter(control -> type.equals(control.getAttrType()));
  }
}
