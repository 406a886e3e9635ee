package org.gridseal.est;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.cmc.BodyPartID;
import org.bouncycastle.asn1.cmc.CMCFailInfo;
import org.gridseal.enrollment.Attempt;
import org.gridseal.enrollment.Credential;
import org.gridseal.enrollment.Enrollment;
import org.gridseal.enrollment.Outcome;
import org.gridseal.enrollment.OwnRevocation;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Violation;
import org.gridseal.x509.CertificationRequest;
import org.gridseal.x509.MalformedException;

/// Full CMC (RFC 7030 §4.3, RFC 5272): one message that asks for a certificate, or to revoke one,
/// or both. Who asks is known from TLS or HTTP, as everywhere in EST; the message must be signed by
/// the same, with the key of the certificate shown, or else with the key to be certified.
final class FullCmc {
  private static final Violation UNSIGNED =
      new Violation("", "message-signed", "sign the message with the key of the certificate shown");

  /// How long to wait for a key that is away.
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Outcome SIGNATURE_AWAITED =
      new Outcome.Waiting(PAUSE, "the certificate is revoked; the answer awaits its signature");

  private static final Violation UNPROVEN =
      new Violation(
          "",
          "identity-proven",
          "prove your identity with the one-time code that you log in with, or leave the proof out");

  private final Enrollment enrollment;
  private final OwnRevocation revocation;
  private final MessageSigner signer;

  FullCmc(Enrollment enrollment, OwnRevocation revocation, MessageSigner signer) {
    this.enrollment = enrollment;
    this.revocation = revocation;
    this.signer = signer;
  }

  /// @param encoded the message, ASN.1
  /// @throws MalformedException if it is none; that is recorded, too
  Answer answer(Attempt attempt, byte[] encoded) {
    CmcRequest request = read(attempt, encoded);
    if (!isSigned(attempt, request)) {
      enrollment.turnDown(attempt.credential(), encoded, UNSIGNED);
      return answer(403, failure(request, CMCFailInfo.badMessageCheck, UNSIGNED.sentence()));
    }
    if (!request.notUnderstood().isEmpty() || request.isEmpty()) {
      var reason =
          new Violation(
              "",
              "cmc-understood",
              "ask with one PKCS #10 request, or to revoke, and no other control");
      enrollment.turnDown(attempt.credential(), encoded, reason);
      return answer(
          400,
          new CmcResponse(request)
              .failure(request.notUnderstood(), CMCFailInfo.badRequest, reason.sentence()));
    }
    if (!isProven(attempt.credential(), request)) {
      enrollment.turnDown(attempt.credential(), encoded, UNPROVEN);
      return answer(403, failure(request, CMCFailInfo.badIdentity, UNPROVEN.sentence()));
    }
    return request.revocation().isPresent()
        ? revoke(attempt, request, request.revocation().get())
        : certify(attempt, request, new CmcResponse(request));
  }

  private CmcRequest read(Attempt attempt, byte[] encoded) {
    try {
      return CmcRequest.parse(encoded);
    } catch (MalformedException e) {
      enrollment.turnDown(
          attempt.credential(),
          encoded,
          new Violation("", "request-well-formed", "send a Full PKI Request"));
      throw e;
    }
  }

  private static boolean isSigned(Attempt attempt, CmcRequest request) {
    return attempt
        .shown()
        .map(certificate -> request.isSignedBy(certificate.getPublicKey()))
        .orElseGet(() -> isSignedByTheKeyToBeCertified(request));
  }

  private static boolean isSignedByTheKeyToBeCertified(CmcRequest request) {
    return request
        .wanted()
        .map(wanted -> CertificationRequest.parse(wanted.request().bytes()))
        .filter(wanted -> request.isSignedBy(wanted.key().key()))
        .isPresent();
  }

  /// Whether a claim to know a secret, if there is one, is true (RFC 5272 §6.2). The only secret
  /// that we share with anybody is a one-time code, of which we keep a slow hash: so the code has
  /// to come along by HTTP Basic. Whether it is the right one, enrollment finds out.
  private static boolean isProven(Credential credential, CmcRequest request) {
    if (request.identityProof().isEmpty() && request.identification().isEmpty()) {
      return true;
    }
    return credential instanceof Credential.OneTimeCode(DeviceId device, String code)
        && request.identification().filter(name -> !name.equals(device.toString())).isEmpty()
        && request.identityProof().filter(proof -> !proof.isMadeWith(code)).isEmpty();
  }

  private Answer revoke(Attempt attempt, CmcRequest request, CmcRequest.Revocation wish) {
    var response = new CmcResponse(request);
    boolean done =
        revocation.revoke(
            attempt.credential(), wish.issuer().bytes(), wish.serialNumber(), wish.reason());
    if (!done) {
      return answer(
          403,
          response.failure(
              List.of(wish.part()),
              CMCFailInfo.badCertId,
              "name a certificate of this device, and a reason of RFC 5280"));
    }
    response.success(wish.part());
    // What is done is done, though nobody can sign that just now: the same message sent again finds
    // it so (RFC 7030 §4.2.3 has 202 for an answer that is not there yet).
    return request.wanted().isEmpty()
        ? signed(200, response).orElseGet(() -> Answer.of(SIGNATURE_AWAITED, true))
        : certify(attempt, request, response);
  }

  private Answer certify(Attempt attempt, CmcRequest request, CmcResponse response) {
    CmcRequest.Wanted wanted = request.wanted().orElseThrow();
    Outcome outcome = enrollment.enroll(attempt, wanted.request().bytes());
    return switch (outcome) {
      case Outcome.Issued(var certificate) ->
          answer(200, response.success(wanted.part(), certificate));
      case Outcome.Refused(List<Violation> violations) ->
          answer(
              403,
              response.failure(
                  List.of(wanted.part()), CMCFailInfo.badRequest, sentences(violations)));
      case Outcome.IssuedWithKey with -> throw new IllegalStateException("nobody asked for a key");
      case Outcome.Waiting waiting -> Answer.of(waiting, true);
      case Outcome.Unauthenticated nobody -> Answer.of(nobody, true);
      case Outcome.Unavailable away -> Answer.of(away, true);
    };
  }

  private static CmcResponse failure(CmcRequest request, CMCFailInfo why, String sentence) {
    List<BodyPartID> parts =
        Stream.of(
                request.wanted().map(CmcRequest.Wanted::part),
                request.revocation().map(CmcRequest.Revocation::part))
            .flatMap(Optional::stream)
            .toList();
    return new CmcResponse(request).failure(parts, why, sentence);
  }

  private static String sentences(List<Violation> violations) {
    return violations.stream()
        .map(violation -> violation.rule() + ": " + violation.sentence())
        .collect(Collectors.joining("; "));
  }

  private Answer answer(int status, CmcResponse response) {
    return signed(status, response).orElseGet(() -> Answer.unavailable(PAUSE));
  }

  private Optional<Answer> signed(int status, CmcResponse response) {
    return response.signed(signer).map(message -> Answer.cmc(status, message));
  }
}
