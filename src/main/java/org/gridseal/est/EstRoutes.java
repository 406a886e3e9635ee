package org.gridseal.est;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.gridseal.database.DatabaseException;
import org.gridseal.enrollment.Admission;
import org.gridseal.enrollment.Attempt;
import org.gridseal.enrollment.Channel;
import org.gridseal.enrollment.Credential;
import org.gridseal.enrollment.Credentials;
import org.gridseal.enrollment.Enrollment;
import org.gridseal.enrollment.Outcome;
import org.gridseal.enrollment.OwnRevocation;
import org.gridseal.enrollment.SessionLimits;
import org.gridseal.site.Violation;
import org.gridseal.x509.CertificateBundle;
import org.gridseal.x509.MalformedException;

/// EST on the wire: one request in, one answer out. It decides nothing about certificates.
@ApplicationScoped
public final class EstRoutes {
  /// How long to wait for a database that is away.
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Enrollment enrollment;
  private final Credentials credentials;
  private final Admission admission;
  private final SessionLimits sessions;
  private final FullCmc cmc;

  public EstRoutes(
      Enrollment enrollment,
      Credentials credentials,
      Admission admission,
      SessionLimits sessions,
      OwnRevocation revocation,
      MessageSigner signer) {
    this.cmc = new FullCmc(enrollment, revocation, signer);
    this.enrollment = enrollment;
    this.credentials = credentials;
    this.admission = admission;
    this.sessions = sessions;
  }

  /// What a request says, as far as EST cares.
  ///
  /// @param chain the client's certificates, its own first; empty if it showed none
  /// @param channel the TLS connection it came over
  /// @param userAgent by which clients that need short lines are known
  record Request(
      String method,
      String path,
      Optional<String> authorization,
      Optional<String> userAgent,
      List<X509Certificate> chain,
      Channel channel) {

    /// libest names itself and needs lines; strongSwan names nothing and cannot bear them.
    boolean needsOneLine() {
      return userAgent.isEmpty();
    }
  }

  /// Answers at once if the body does not matter: unknown path, wrong method, nobody authenticated,
  /// or `cacerts`.
  Optional<Answer> answerHead(Request request) {
    Optional<EstPath> path = EstPath.of(request.path()).filter(this::isOffered);
    if (path.isEmpty()) {
      return Optional.of(Answer.text(404, "there is no such EST operation or label"));
    }
    EstPath.Operation operation = path.get().operation();
    if (!operation.method().equals(request.method())) {
      return Optional.of(
          Answer.text(
              405,
              operation + " is asked for with " + operation.method(),
              "Allow",
              operation.method()));
    }
    return switch (operation) {
      case cacerts ->
          Optional.of(
              Answer.certificates(
                  new CertificateBundle(enrollment.authorities(path.get().label())),
                  request.needsOneLine()));
      // Devices ask before they have anything to show (RFC 7030 §4.5.1).
      case csrattrs -> Optional.empty();
      case simpleenroll, simplereenroll, serverkeygen, fullcmc ->
          request.chain().isEmpty() && request.authorization().isEmpty()
              ? Optional.of(Answer.unauthenticated())
              : Optional.empty();
    };
  }

  private boolean isOffered(EstPath path) {
    return path.label().map(enrollment::offers).orElse(true);
  }

  /// Answers a whole request. May block for the database and the key, so it runs on a thread that
  /// may.
  Answer answer(Request request, byte[] body) {
    try {
      Optional<Credential> credential = credentialOf(request);
      Optional<Violation> keptOut = credential.flatMap(shown -> objectionTo(request.chain()));
      if (keptOut.isPresent()) {
        return ended(enrollment.turnDown(credential.get(), body, keptOut.get()), true);
      }
      SessionLimits.Verdict verdict =
          credential
              .map(shown -> sessions.judge(shown, request.channel()))
              .orElseGet(SessionLimits.Verdict.Good::new);
      return switch (verdict) {
        case SessionLimits.Verdict.Over(Violation why) -> Answer.staleSession(why);
        case SessionLimits.Verdict.Last() -> answer(request, credential, body).last();
        case SessionLimits.Verdict.Rekey() -> answer(request, credential, body).closing();
        case SessionLimits.Verdict.Good() -> answer(request, credential, body);
      };
    } catch (MalformedException e) {
      return Answer.text(400, e.rule());
    } catch (DatabaseException | RejectedExecutionException e) {
      return Answer.unavailable(PAUSE);
    }
  }

  /// Before anything else is asked, and for all operations alike; of those only whose certificate
  /// is believed, so that a stranger learns nothing.
  private Optional<Violation> objectionTo(List<X509Certificate> chain) {
    return chain.stream().findFirst().map(Visit::lfdiOf).flatMap(admission::objectionTo);
  }

  /// The connection ends with a no to the identity itself, and its session is forgotten.
  private static Answer ended(Outcome outcome, boolean oneLine) {
    Answer answer = Answer.of(outcome, oneLine);
    return outcome instanceof Outcome.Refused refused && refused.isOfIdentity()
        ? answer.last()
        : answer;
  }

  private Answer answer(Request request, Optional<Credential> credential, byte[] body) {
    EstPath path = EstPath.of(request.path()).orElseThrow();
    return path.operation() == EstPath.Operation.csrattrs
        ? Answer.requestAttributes(
            enrollment.requestAttributes(credential, path.label()), request.needsOneLine())
        : credential
            .map(shown -> enroll(request, path, shown, body))
            .orElseGet(Answer::unauthenticated);
  }

  private Answer enroll(Request request, EstPath path, Credential credential, byte[] body) {
    if (path.operation() == EstPath.Operation.simplereenroll
        && credential instanceof Credential.OneTimeCode) {
      return Answer.text(403, "re-enrollment needs the current certificate");
    }
    var attempt =
        new Attempt(
            credential, request.channel(), path.label(), request.chain().stream().findFirst());
    boolean oneLine = request.needsOneLine();
    byte[] encoded;
    try {
      encoded = TransferEncoding.decode(body);
    } catch (MalformedException e) {
      return turnedDown(credential, body, e);
    }
    return switch (path.operation()) {
      case serverkeygen -> ended(enrollment.enrollWithKey(attempt, encoded), oneLine);
      case fullcmc -> cmc.answer(attempt, encoded);
      default -> ended(enrollment.enroll(attempt, encoded), oneLine);
    };
  }

  /// The answer is no only once that is recorded.
  private Answer turnedDown(Credential credential, byte[] body, MalformedException why) {
    Outcome outcome =
        enrollment.turnDown(
            credential,
            body,
            new Violation("", "request-well-formed", "send base64 (RFC 8951 §3)"));
    return outcome instanceof Outcome.Refused
        ? Answer.text(400, why.rule())
        : Answer.of(outcome, true);
  }

  /// Turns down a body that was not read to its end. May block for the database.
  Answer refuseOversized(Request request) {
    var reason = new Violation("", "body-size", "send no more than 64 KiB");
    try {
      credentialOf(request)
          .ifPresent(credential -> enrollment.turnDown(credential, new byte[0], reason));
    } catch (MalformedException e) {
      // A client whose own certificate cannot be read is nobody, and nobody fills the log.
    }
    return Answer.text(413, "the body is larger than 64 KiB");
  }

  private Optional<Credential> credentialOf(Request request) {
    return request.authorization().isPresent()
        ? request.authorization().flatMap(BasicAuthorization::read)
        : credentials.of(request.chain());
  }
}
