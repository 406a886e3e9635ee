package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cmc.CMCObjectIdentifiers;
import org.bouncycastle.asn1.cmc.IdentityProofV2;
import org.bouncycastle.asn1.cmc.TaggedAttribute;
import org.bouncycastle.asn1.cmc.TaggedRequest;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Keys;
import org.gridseal.x509.MalformedException;
import org.junit.jupiter.api.Test;

class IdentityProofTest {
  private static final String SECRET = "7KQX-M2PD-V9RH-4TWC";

  private final KeyPair keys = Keys.p256();
  private final TaggedRequest request = CmcMessages.request(keys);

  @Test
  void holdsForTheSecretItWasMadeWith() {
    IdentityProof proof = proofIn(request, CmcMessages.identityProof(SECRET, request));

    assertThat(proof.isMadeWith(SECRET)).isTrue();
    assertThat(proof.isMadeWith("7KQX-M2PD-V9RH-4TWD")).isFalse();
    assertThat(proof.isMadeWith("")).isFalse();
  }

  @Test
  void holdsForNoOtherRequest() {
    TaggedAttribute proof = CmcMessages.identityProof(SECRET, request);

    assertThat(proofIn(CmcMessages.request(keys), proof).isMadeWith(SECRET)).isFalse();
  }

  @Test
  void isReadWithItsOwner() {
    CmcRequest message =
        parse(
            request,
            CmcMessages.control(
                CMCObjectIdentifiers.id_cmc_identification, new DERUTF8String("device")));

    assertThat(message.identification()).contains("device");
    assertThat(message.notUnderstood()).isEmpty();
  }

  @Test
  void isRefusedTwice() {
    TaggedAttribute proof = CmcMessages.identityProof(SECRET, request);

    assertThatThrownBy(() -> parse(request, proof, proof))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void isRefusedWithSha1() {
    var sha1 = new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1);
    var hmac = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA1);
    TaggedAttribute proof =
        CmcMessages.control(
            CMCObjectIdentifiers.id_cmc_identityProofV2,
            new IdentityProofV2(sha1, hmac, new byte[20]));

    assertThatThrownBy(() -> parse(request, proof))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("SHA-2");
  }

  @Test
  void isRefusedWhenItCannotBeRead() {
    TaggedAttribute proof =
        CmcMessages.control(
            CMCObjectIdentifiers.id_cmc_identityProofV2, new DEROctetString(new byte[1]));

    assertThatThrownBy(() -> parse(request, proof)).isInstanceOf(MalformedException.class);
  }

  private IdentityProof proofIn(TaggedRequest asked, TaggedAttribute proof) {
    return parse(asked, proof).identityProof().orElseThrow();
  }

  private CmcRequest parse(TaggedRequest asked, TaggedAttribute... controls) {
    return CmcRequest.parse(
        CmcMessages.message(
            keys,
            Authorities.established().issuing().certificate(),
            new TaggedRequest[] {asked},
            controls));
  }
}
