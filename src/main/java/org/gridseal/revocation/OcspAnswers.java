package org.gridseal.revocation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.OcspQuestion;
import org.gridseal.authority.OcspRequest;
import org.gridseal.authority.OcspResponder;
import org.gridseal.authority.OcspResponder.Answer;
import org.gridseal.authority.OcspResponder.Status;
import org.gridseal.authority.OcspResponse;
import org.gridseal.authority.OcspResponse.Failure;
import org.gridseal.database.DatabaseException;
import org.gridseal.database.Gathered;
import org.gridseal.revocation.AnswerMemory.Remembered;
import org.gridseal.revocation.Revocations.Named;

/// Answers OCSP requests (RFC 6960, RFC 5019) for several authorities, each with a responder of its
/// own.
///
/// Answers without a nonce are remembered until their `nextUpdate` or until their certificate is
/// revoked, held or released, and signed anew before they run out if somebody still asks. While the
/// register is away, what is remembered is all that is said; nothing is called good because nobody
/// could be asked. What is signed now was so a second ago at most.
public final class OcspAnswers {
  /// How far `thisUpdate` lies in the past, for relying parties whose clock is slow.
  private static final Duration BACKDATE = Duration.ofMinutes(5);

  private final Issuers issuers;
  private final DelegatedResponders responders;
  private final Gathered<Named, RegisteredStatus> register;
  private final BooleanSupplier isTold;
  private final InstantSource time;
  private final Duration validFor;
  private final AnswerMemory memory;
  private final AnswerRenewals renewals;

  /// @param isTold whether every change of more than a second ago has reached [#forget], and every
  ///   later one will; if not, statuses that are remembered do not become new answers, and nothing
  ///   new is remembered
  /// @param validFor the time to `nextUpdate`
  /// @param memory octets of heap for answers, about
  /// @param workers sign again what is running out
  public OcspAnswers(
      Supplier<List<CertificationAuthority>> authorities,
      DelegatedResponders responders,
      Revocations revocations,
      BooleanSupplier isTold,
      InstantSource time,
      Duration validFor,
      long memory,
      Executor workers) {
    this.issuers = new Issuers(authorities);
    this.responders = responders;
    this.register = new Gathered<>(revocations::statusesOf);
    this.isTold = isTold;
    this.time = time;
    this.validFor = validFor;
    this.memory = new AnswerMemory(memory);
    this.renewals = new AnswerRenewals(workers, time);
  }

  /// What is said to a request.
  public sealed interface Reply {
    /// The same to everybody who asks that.
    record Common(OcspResponse response) implements Reply {}

    /// To this request alone: it has a nonce or several questions, or asks about what may be issued
    /// any moment.
    record Single(OcspResponse response) implements Reply {}

    record Failed(Failure failure) implements Reply {}
  }

  /// The answer, if it takes no signature; never waits.
  public Optional<Reply> atOnce(OcspRequest request) {
    if (request.questions().stream().noneMatch(question -> issuers.of(question).isPresent())) {
      // Nobody here can say anything of these with authority (RFC 5019 §2.2.3).
      return Optional.of(new Reply.Failed(Failure.UNAUTHORIZED));
    }
    return request.simple().flatMap(this::remembered);
  }

  private Optional<Reply> remembered(OcspQuestion question) {
    Optional<Named> named = issuers.named(question);
    Instant now = time.instant();
    Optional<Remembered> found =
        named
            .flatMap(it -> memory.find(it, question))
            .filter(it -> now.isBefore(it.response().nextUpdate()))
            // The clock was ahead when it was made.
            .filter(it -> !now.isBefore(it.response().thisUpdate()));
    found
        .map(Remembered::response)
        .filter(it -> isHalfOver(it, now) && isTold.getAsBoolean())
        .ifPresent(it -> renew(named.orElseThrow(), question));
    return found.map(it -> new Reply.Common(it.response()));
  }

  private static boolean isHalfOver(OcspResponse response, Instant now) {
    Duration half = Duration.between(response.producedAt(), response.nextUpdate()).dividedBy(2);
    return !now.isBefore(response.producedAt().plus(half));
  }

  /// Signs ahead what somebody still asks for; if that does not work, the old answer still lives.
  private void renew(Named certificate, OcspQuestion question) {
    renewals.begin(
        certificate,
        () -> {
          Asked asked = asked(certificate);
          responders
              .of(certificate.authority())
              .ifPresent(responder -> remember(certificate, question, asked, responder));
        });
  }

  /// Answers a request. May wait for the register.
  public Reply answer(OcspRequest request) {
    Optional<Reply> here = atOnce(request);
    if (here.isPresent()) {
      return here.get();
    }
    List<CertificationAuthority> asked =
        request.questions().stream().flatMap(it -> issuers.of(it).stream()).distinct().toList();
    if (asked.size() > 1) {
      // One signature cannot speak for two authorities.
      return new Reply.Failed(Failure.UNAUTHORIZED);
    }
    Optional<OcspResponder> responder = responders.of(asked.getFirst().shortName());
    if (responder.isEmpty()) {
      return new Reply.Failed(Failure.TRY_LATER);
    }
    try {
      return signed(request, responder.get(), asked.getFirst());
    } catch (DatabaseException e) {
      return new Reply.Failed(Failure.TRY_LATER);
    }
  }

  private Reply signed(
      OcspRequest request, OcspResponder responder, CertificationAuthority authority) {
    Optional<OcspQuestion> simple = request.simple();
    if (simple.isPresent() && issuers.named(simple.get()).isPresent()) {
      Named certificate = issuers.named(simple.get()).get();
      Asked asked = asked(certificate);
      if (asked.isKnown()) {
        return new Reply.Common(remember(certificate, simple.get(), asked, responder));
      }
    }
    List<Answer> answers = new ArrayList<>();
    for (OcspQuestion question : request.questions()) {
      answers.add(answerTo(question, authority));
    }
    return new Reply.Single(signed(answers, request, responder));
  }

  private Answer answerTo(OcspQuestion question, CertificationAuthority authority) {
    RegisteredStatus status =
        issuers
            .named(question)
            .map(certificate -> rememberedOrAsked(certificate, question))
            .orElseGet(() -> new RegisteredStatus(new Status.Unknown(), Instant.MAX));
    return answer(question, status, authority);
  }

  /// A status that is remembered counts as long as every change of it would have been told.
  private RegisteredStatus rememberedOrAsked(Named certificate, OcspQuestion question) {
    if (!isTold.getAsBoolean()) {
      return asked(certificate).status();
    }
    Optional<RegisteredStatus> found = memory.find(certificate, question).map(Remembered::status);
    if (found.isPresent()) {
      return found.get();
    }
    Asked asked = asked(certificate);
    responders
        .of(certificate.authority())
        .filter(it -> asked.isKnown())
        .ifPresent(it -> remember(certificate, question, asked, it));
    return asked.status();
  }

  /// What the register says now.
  ///
  /// @param changes what [AnswerMemory#changes] was before; empty if a later change might not be
  ///   told, so that this must not be remembered
  private record Asked(RegisteredStatus status, OptionalLong changes) {
    boolean isKnown() {
      return !(status.status() instanceof Status.Unknown);
    }
  }

  private Asked asked(Named certificate) {
    OptionalLong changes =
        isTold.getAsBoolean() ? OptionalLong.of(memory.changes()) : OptionalLong.empty();
    RegisteredStatus status =
        register
            .ask(certificate)
            .orElseGet(() -> new RegisteredStatus(new Status.Unknown(), Instant.MAX));
    return new Asked(status, changes);
  }

  private OcspResponse remember(
      Named certificate, OcspQuestion question, Asked asked, OcspResponder responder) {
    Answer answer = answer(question, asked.status(), issuers.of(question).orElseThrow());
    OcspResponse response = signed(List.of(answer), OcspRequest.about(question), responder);
    asked
        .changes()
        .ifPresent(
            then ->
                memory.keep(certificate, new Remembered(question, asked.status(), response), then));
    return response;
  }

  private Answer answer(
      OcspQuestion question, RegisteredStatus status, CertificationAuthority authority) {
    boolean hasEnded = status.notAfter().isBefore(time.instant());
    // The register forgets nothing: what ended is answered since the authority's first day.
    Optional<Instant> cutoff =
        Optional.of(authority.certificate().getNotBefore().toInstant()).filter(it -> hasEnded);
    return new Answer(question, status.status(), cutoff);
  }

  private OcspResponse signed(List<Answer> answers, OcspRequest request, OcspResponder responder) {
    Instant now = time.instant();
    Instant end = now.plus(validFor);
    Instant responderEnd = responder.certificate().getNotAfter().toInstant();
    return responder.sign(
        answers,
        request,
        now,
        now.minus(BACKDATE),
        end.isBefore(responderEnd) ? end : responderEnd);
  }

  /// Hears of certificates whose status has changed.
  public void forget(List<Named> certificates) {
    memory.forget(certificates);
  }
}
