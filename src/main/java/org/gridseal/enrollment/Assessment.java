package org.gridseal.enrollment;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.gridseal.audit.Decided;
import org.gridseal.audit.Hash;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.SerialNumber;
import org.gridseal.policy.AccessNetworks;
import org.gridseal.policy.KeyAlgorithm;
import org.gridseal.policy.KeyOrigin;
import org.gridseal.policy.Policies;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.Proposal;
import org.gridseal.policy.Question;
import org.gridseal.policy.Ruling;
import org.gridseal.site.Violation;
import org.gridseal.x509.CertificationRequest;
import org.gridseal.x509.MalformedException;

/// Finds out whether anything stands against a request: who asks, what the register and what the
/// policy say. Every refusal is recorded before it is given.
///
/// The numbers are those of `docs/issuance.md`.
final class Assessment {
  /// How long a device is asked to wait for a person: short enough to enroll on the day of the
  /// approval, long enough that a fleet in the queue costs nothing.
  private static final Duration PAUSE_FOR_A_PERSON = Duration.ofMinutes(5);

  private final ShownCode.Doors doors;
  private final Holders holders;
  private final Objections objections;
  private final Devices devices;
  private final Policies policies;
  private final Supplier<AccessNetworks> networks;
  private final Map<String, CertificateProfile> profiles;
  private final Refusals refusals;
  private final InstantSource time;

  Assessment(
      ShownCode.Doors doors,
      Holders holders,
      Objections objections,
      Devices devices,
      Policies policies,
      Supplier<AccessNetworks> networks,
      Map<String, CertificateProfile> profiles,
      Refusals refusals,
      InstantSource time) {
    this.doors = doors;
    this.holders = holders;
    this.objections = objections;
    this.devices = devices;
    this.policies = policies;
    this.networks = networks;
    this.profiles = profiles;
    this.refusals = refusals;
    this.time = time;
  }

  /// What somebody wants, as it came.
  ///
  /// @param body as received
  /// @param parsing makes a request of the body; asked only for somebody who is known
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Request(
      Attempt attempt, byte[] body, KeyOrigin origin, Supplier<CertificationRequest> parsing) {
    Credential credential() {
      return attempt.credential();
    }
  }

  /// What came of looking at it.
  sealed interface Finding {
    /// Nothing will be issued; a refusal is recorded.
    record Answered(Outcome outcome) implements Finding {}

    /// Nothing stands against it.
    ///
    /// @param code to be spent on the certificate
    record Permitted(Issuance.Application application, ShownCode code) implements Finding {}
  }

  /// Looks at an application until something decides it.
  ///
  /// @throws MalformedException if there is no request in it; that is recorded, too
  Finding of(Request asked) {
    ShownCode code =
        doors.seeing(
            asked.credential(),
            asked.origin() == KeyOrigin.SERVER
                ? Optional.of(Hash.ofLeaf(asked.body()))
                : Optional.empty());
    if (code.isWrong()) {
      // Before anything is looked up or recorded: a stranger learns no device and fills no log.
      return new Finding.Answered(new Outcome.Unauthenticated());
    }
    // 4: is this a device that was registered?
    Optional<Holders.Holder> holder = holders.behind(asked.credential());
    if (holder.isEmpty()) {
      return refused(asked, List.of(Objections.UNKNOWN_DEVICE));
    }
    // Here, because the look into the register has told whether anything was decided just now.
    Optional<Violation> keptOut = objections.toIdentity(asked.attempt());
    return keptOut.isPresent()
        ? refused(asked, List.of(keptOut.get()))
        : of(asked, holder.get(), code);
  }

  private Finding of(Request asked, Holders.Holder holder, ShownCode code) {
    RegisteredDevice device = holder.device();
    // 3: only who is known may make us parse.
    CertificationRequest request = parsed(asked);
    if (code.isSpentOnAnother(request.key())) {
      return new Finding.Answered(new Outcome.Unauthenticated());
    }
    String profile = asked.attempt().label().orElse(device.profile());
    List<Violation> violations = objections.to(asked.attempt(), device, request, profile);
    if (!violations.isEmpty()) {
      return refused(asked, violations);
    }
    if (device.standing() == RegisteredDevice.Standing.WAITING) {
      return new Finding.Answered(
          new Outcome.Waiting(PAUSE_FOR_A_PERSON, "the site waits for its approval"));
    }
    return decided(asked, holder, request, profile, code);
  }

  /// 5: may this site have this key, this profile, shown to be itself in this way?
  private Finding decided(
      Request asked,
      Holders.Holder holder,
      CertificationRequest request,
      String profile,
      ShownCode code) {
    RegisteredDevice device = holder.device();
    PolicyBook book = policies.inForce();
    Ruling ruling =
        book.answer(
            new Question.Enrollment(
                devices.applicantFor(device, book),
                proposal(asked, holder, request, profile),
                time.instant()));
    return ruling.permits()
        ? new Finding.Permitted(
            new Issuance.Application(
                device,
                profileNamed(profile),
                ruling,
                request.key(),
                predecessorOf(asked.credential()),
                code.lost()),
            code)
        : new Finding.Answered(
            refusals.refuse(asked.credential(), asked.body(), new Decided(device.site(), ruling)));
  }

  private Finding refused(Request asked, List<Violation> violations) {
    return new Finding.Answered(refusals.refuse(asked.credential(), asked.body(), violations));
  }

  private CertificationRequest parsed(Request asked) {
    try {
      return asked.parsing().get();
    } catch (MalformedException e) {
      refusals.refuse(
          asked.credential(),
          asked.body(),
          List.of(new Violation("", "request-well-formed", "malformed")));
      throw e;
    }
  }

  private Proposal proposal(
      Request asked, Holders.Holder holder, CertificationRequest request, String profile) {
    Channel channel = asked.attempt().channel();
    return new Proposal(
        KeyAlgorithm.named(request.key().kind().toString()),
        asked.origin(),
        profile,
        asked.credential().kind(),
        Objections.isLinked(channel, request),
        holder.shown().map(kept -> new Proposal.Current(kept.profile(), kept.notAfter())),
        channel.protection(),
        networks.get().pathsOf(channel.peer(), holder.device().connection().setting()));
  }

  private CertificateProfile profileNamed(String name) {
    return Objects.requireNonNull(profiles.get(name), "a device's profile was loaded at the start");
  }

  private static Optional<SerialNumber> predecessorOf(Credential credential) {
    return credential instanceof Credential.OperatorCertificate operator
        ? Optional.of(new SerialNumber(operator.certificate().getSerialNumber()))
        : Optional.empty();
  }
}
