package org.gridseal.testing;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.gridseal.authority.SerialNumber;
import org.jspecify.annotations.Nullable;

/// OCSP requests and responses over HTTP, by Bouncy Castle.
public final class OcspMessages {
  private OcspMessages() {}

  public static byte[] withoutNonce(X509Certificate issuer, SerialNumber serial) throws Exception {
    return about(issuer, serial).build().getEncoded();
  }

  public static byte[] withNonce(X509Certificate issuer, SerialNumber serial) throws Exception {
    byte[] nonce = new DEROctetString(new byte[32]).getEncoded();
    return about(issuer, serial)
        .setRequestExtensions(
            new Extensions(new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, nonce)))
        .build()
        .getEncoded();
  }

  private static OCSPReqBuilder about(X509Certificate issuer, SerialNumber serial)
      throws Exception {
    return new OCSPReqBuilder()
        .addRequest(
            new CertificateID(
                new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
                new JcaX509CertificateHolder(issuer),
                serial.value()));
  }

  /// Where a request goes by GET.
  public static String path(byte[] request) {
    return "/ocsp/"
        + URLEncoder.encode(Base64.getEncoder().encodeToString(request), StandardCharsets.US_ASCII);
  }

  public static BasicOCSPResp basic(HttpResponse<byte[]> answer) throws Exception {
    return (BasicOCSPResp) new OCSPResp(answer.body()).getResponseObject();
  }

  /// What a successful answer says of its one certificate; null is good.
  public static @Nullable CertificateStatus statusIn(HttpResponse<byte[]> answer) throws Exception {
    return basic(answer).getResponses()[0].getCertStatus();
  }

  public static Optional<Extension> nonceIn(HttpResponse<byte[]> answer) throws Exception {
    return Optional.ofNullable(
        basic(answer).getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce));
  }
}
