package org.gridseal.authority;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.gridseal.x509.MalformedException;
import org.gridseal.x509.Pem;

/// A CMS SignedData message (RFC 5652 §5) whose one signature verifies with a certificate inside
/// it. Whether anybody believes that certificate is for the reader to find out.
public final class SignedContent {
  private final byte[] content;
  private final X509Certificate signer;
  private final List<X509Certificate> certificates;

  private SignedContent(
      byte[] content, X509Certificate signer, List<X509Certificate> certificates) {
    this.content = content;
    this.signer = signer;
    this.certificates = certificates;
  }

  /// Reads a message and verifies it.
  ///
  /// @param encoded ASN.1 bytes, whose number the caller has capped
  /// @throws MalformedException if it is no such message, has more than one signature, or the
  ///   signature does not verify
  public static SignedContent read(byte[] encoded) {
    try {
      var message = new CMSSignedData(encoded);
      List<X509Certificate> certificates = certificatesOf(message);
      List<SignerInformation> signers = List.copyOf(message.getSignerInfos().getSigners());
      if (signers.size() != 1 || message.getSignedContent() == null) {
        throw new MalformedException("the message has not one signature and a content");
      }
      X509Certificate signer = signerOf(signers.getFirst(), certificates);
      if (!(message.getSignedContent().getContent() instanceof byte[] content)) {
        throw new MalformedException("the message has no octets as its content");
      }
      return new SignedContent(content, signer, certificates);
    } catch (MalformedException e) {
      throw e;
    } catch (CMSException | CertificateException | RuntimeException e) {
      // Bouncy Castle reports broken structure with several unchecked exceptions.
      throw new MalformedException("the message is no CMS SignedData", e);
    }
  }

  private static List<X509Certificate> certificatesOf(CMSSignedData message) throws CMSException {
    List<X509Certificate> found = new ArrayList<>();
    for (X509CertificateHolder holder : message.getCertificates().getMatches(null)) {
      try {
        found.add(Pem.certificate(holder.getEncoded()));
      } catch (java.io.IOException e) {
        throw new CMSException("a certificate cannot be written", e);
      }
    }
    return List.copyOf(found);
  }

  /// The signature covers content and attributes (RFC 5652 §5.4); of two certificates of one key
  /// either would do, so the first that verifies is the signer.
  private static X509Certificate signerOf(
      SignerInformation signature, List<X509Certificate> certificates)
      throws CMSException, CertificateException {
    for (X509Certificate each : certificates) {
      try {
        var holder = new X509CertificateHolder(each.getEncoded());
        if (signature.getSID().match(holder)
            && signature.verify(
                new JcaSimpleSignerInfoVerifierBuilder().build(each.getPublicKey()))) {
          return each;
        }
      } catch (OperatorCreationException | java.io.IOException e) {
        throw new CMSException("the signature cannot be verified", e);
      }
    }
    throw new MalformedException("the message is signed by none of its certificates");
  }

  public byte[] content() {
    return content.clone();
  }

  public X509Certificate signer() {
    return signer;
  }

  /// What went along, the signer's included, in no order.
  public List<X509Certificate> certificates() {
    return certificates;
  }
}
