package org.gridseal.est;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmc.IdentityProofV2;
import org.bouncycastle.asn1.cmc.TaggedAttribute;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.gridseal.x509.MalformedException;

/// A MAC over the certification requests of a message, with a secret that both sides know (RFC 5272
/// §6.2.1): here the one-time code, which ties the request to whoever was given it.
final class IdentityProof {
  private static final Map<ASN1ObjectIdentifier, String> HASHES =
      Map.of(
          NISTObjectIdentifiers.id_sha256, "SHA-256",
          NISTObjectIdentifiers.id_sha384, "SHA-384",
          NISTObjectIdentifiers.id_sha512, "SHA-512");

  private static final Map<ASN1ObjectIdentifier, String> MACS =
      Map.of(
          PKCSObjectIdentifiers.id_hmacWithSHA256, "HmacSHA256",
          PKCSObjectIdentifiers.id_hmacWithSHA384, "HmacSHA384",
          PKCSObjectIdentifiers.id_hmacWithSHA512, "HmacSHA512");

  private final String hash;
  private final String mac;
  private final byte[] witness;
  private final byte[] requests;

  private IdentityProof(String hash, String mac, byte[] witness, byte[] requests) {
    this.hash = hash;
    this.mac = mac;
    this.witness = witness;
    this.requests = requests;
  }

  /// @param requests the message's reqSequence, as it was sent, with its tag and length
  /// @throws MalformedException if the control cannot be read, or names algorithms that are not
  ///   SHA-2
  static IdentityProof parse(TaggedAttribute control, byte[] requests) {
    try {
      var proof = IdentityProofV2.getInstance(control.getAttrValues().getObjectAt(0));
      String hash = HASHES.get(proof.getProofAlgID().getAlgorithm());
      String mac = MACS.get(proof.getMacAlgId().getAlgorithm());
      if (hash == null || mac == null) {
        throw new MalformedException("make the proof of identity with SHA-2 and its HMAC");
      }
      return new IdentityProof(hash, mac, proof.getWitness(), requests);
    } catch (MalformedException e) {
      throw e;
    } catch (RuntimeException e) {
      // Bouncy Castle reports broken structure with several unchecked exceptions.
      throw new MalformedException("the proof of identity cannot be read", e);
    }
  }

  /// Whether it was made with that secret.
  boolean isMadeWith(String secret) {
    try {
      byte[] key = MessageDigest.getInstance(hash).digest(secret.getBytes(StandardCharsets.UTF_8));
      var computed = Mac.getInstance(mac);
      computed.init(new SecretKeySpec(key, mac));
      return MessageDigest.isEqual(computed.doFinal(requests), witness);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-2", e);
    }
  }
}
