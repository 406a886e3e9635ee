package org.gridseal.authority;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/// Answers OCSP requests about the certificates of one authority, signed by it directly (RFC 6960).
///
/// A serial number that was never issued is `unknown`, never `good` (RFC 6960 §2.2).
public final class OcspResponder {
  /// How far `thisUpdate` lies in the past, for relying parties whose clock is slow.
  private static final Duration BACKDATE = Duration.ofMinutes(5);

  /// A few certificates a request; a long list would let a stranger order many signatures with one
  /// packet.
  private static final int MAXIMUM_QUESTIONS = 8;

  /// Octets of a nonce; a request with none or more is malformed (RFC 9654 §2.1).
  private static final int MAXIMUM_NONCE = 128;

  private final CertificationAuthority authority;
  private final InstantSource time;
  private final Duration validFor;
  private final Function<SerialNumber, Status> statuses;
  private final X509CertificateHolder issuer;
  private final DigestCalculatorProvider digests;

  /// @param validFor the time to `nextUpdate`
  /// @param statuses what the register says, asked for each answer
  public OcspResponder(
      CertificationAuthority authority,
      InstantSource time,
      Duration validFor,
      Function<SerialNumber, Status> statuses) {
    this.authority = authority;
    this.time = time;
    this.validFor = validFor;
    this.statuses = statuses;
    try {
      this.issuer = new JcaX509CertificateHolder(authority.certificate());
      this.digests = new JcaDigestCalculatorProviderBuilder().build();
    } catch (CertificateEncodingException | OperatorCreationException e) {
      throw new IllegalArgumentException("the authority's certificate cannot be used", e);
    }
  }

  /// What is known of a serial number.
  public sealed interface Status {
    /// Issued, and not revoked.
    record Good() implements Status {}

    /// Never issued by us.
    record Unknown() implements Status {}

    record Withdrawn(Revoked revoked) implements Status {}
  }

  /// Answers a request; what is wrong with the request or the key is said in an OCSP response (RFC
  /// 6960 §2.3).
  ///
  /// @param request the OCSPRequest's ASN.1 encoding, capped by the caller
  /// @throws RuntimeException whatever the register threw: no request is to blame for that
  public byte[] answer(byte[] request) {
    Optional<OCSPReq> parsed = parse(request);
    if (parsed.isEmpty()) {
      return failure(OCSPRespBuilder.MALFORMED_REQUEST);
    }
    try {
      return success(parsed.get());
    } catch (OCSPException | IOException e) {
      // Bouncy Castle wraps whatever the signer throws.
      if (e.getCause() instanceof SigningException) {
        return failure(OCSPRespBuilder.TRY_LATER);
      }
      throw new IllegalStateException("an answer to a request that was read can be encoded", e);
    }
  }

  /// Whether a request is about certificates of this authority.
  public boolean isAsked(byte[] request) {
    return parse(request)
        .filter(
            parsed -> {
              try {
                return isOurs(parsed.getRequestList()[0].getCertID());
              } catch (OCSPException e) {
                return false;
              }
            })
        .isPresent();
  }

  /// What a server says that answers for nobody (RFC 6960 §2.3).
  public static byte[] unauthorized() {
    return failure(OCSPRespBuilder.UNAUTHORIZED);
  }

  private Optional<OCSPReq> parse(byte[] request) {
    try {
      OCSPReq parsed = new OCSPReq(request);
      int questions = parsed.getRequestList().length;
      for (Req question : parsed.getRequestList()) {
        // Reads what is parsed late, and fails here for a hash that nobody knows.
        isOurs(question.getCertID());
      }
      return questions > 0 && questions <= MAXIMUM_QUESTIONS && hasFitNonce(parsed)
          ? Optional.of(parsed)
          : Optional.empty();
    } catch (IOException | OCSPException | RuntimeException e) {
      // Bouncy Castle reports broken structure with several unchecked exceptions.
      return Optional.empty();
    }
  }

  private static boolean hasFitNonce(OCSPReq request) {
    Extension nonce = request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    if (nonce == null) {
      return true;
    }
    int length = ASN1OctetString.getInstance(nonce.getParsedValue()).getOctetsLength();
    return length > 0 && length <= MAXIMUM_NONCE;
  }

  private byte[] success(OCSPReq request) throws OCSPException, IOException {
    Instant now = time.instant();
    Date thisUpdate = Date.from(now.minus(BACKDATE));
    Date nextUpdate = Date.from(now.plus(validFor));
    BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(issuer.getSubject()));
    for (Req question : request.getRequestList()) {
      builder.addResponse(
          question.getCertID(), statusOf(question.getCertID()), thisUpdate, nextUpdate, null);
    }
    Extension nonce = request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    if (nonce != null) {
      builder.setResponseExtensions(new Extensions(nonce));
    }
    var response = builder.build(new AuthoritySigner(authority), null, Date.from(now));
    return new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, response).getEncoded();
  }

  private @Nullable CertificateStatus statusOf(CertificateID question) throws OCSPException {
    Optional<SerialNumber> serialNumber = SerialNumber.of(question.getSerialNumber());
    if (!isOurs(question) || serialNumber.isEmpty()) {
      return new UnknownStatus();
    }
    return switch (statuses.apply(serialNumber.get())) {
      case Status.Good() -> CertificateStatus.GOOD;
      case Status.Unknown() -> new UnknownStatus();
      case Status.Withdrawn(Revoked(var serial, Instant at, RevocationReason reason)) ->
          reason == RevocationReason.unspecified
              ? new RevokedStatus(Date.from(at))
              : new RevokedStatus(Date.from(at), reason.code());
    };
  }

  private boolean isOurs(CertificateID question) throws OCSPException {
    return question.matchesIssuer(issuer, digests);
  }

  private static byte[] failure(int code) {
    try {
      return new OCSPRespBuilder().build(code, null).getEncoded();
    } catch (OCSPException | IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }
}
