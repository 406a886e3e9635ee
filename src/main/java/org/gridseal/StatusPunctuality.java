package org.gridseal;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.OcspResponder.Status;
import org.gridseal.database.DatabaseException;
import org.gridseal.enrollment.Certificates;
import org.gridseal.enrollment.Devices;
import org.gridseal.enrollment.RegisteredDevice;
import org.gridseal.policy.Policies;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.Punctuality;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.revocation.RegisteredStatus;
import org.gridseal.revocation.Revocations;
import org.gridseal.revocation.Revocations.Named;

/// Notes how soon a revocation is seen in answers about status: when this replica is told of it, it
/// forgets every answer from before.
final class StatusPunctuality {
  private final Revocations revocations;
  private final Certificates certificates;
  private final Devices devices;
  private final Policies policies;
  private final Punctuality punctuality;
  private final InstantSource time;

  StatusPunctuality(
      Revocations revocations,
      Certificates certificates,
      Devices devices,
      Policies policies,
      Punctuality punctuality,
      InstantSource time) {
    this.revocations = revocations;
    this.certificates = certificates;
    this.devices = devices;
    this.policies = policies;
    this.punctuality = punctuality;
    this.time = time;
  }

  /// Returns at once; whose certificates they were is looked up beside.
  void seen(List<Named> changed) {
    Instant now = time.instant();
    Thread.ofVirtual().start(() -> note(changed, now));
  }

  private void note(List<Named> changed, Instant seen) {
    try {
      revocations
          .statusesOf(changed)
          .forEach(
              (named, status) ->
                  revokedAt(status)
                      .flatMap(at -> policyOf(named).map(policy -> new Shown(policy, at)))
                      .ifPresent(shown -> note(shown, seen)));
    } catch (DatabaseException e) {
      Log.debug("how soon a revocation was seen is not noted", e);
    }
  }

  private record Shown(SecurityPolicy policy, Instant revokedAt) {}

  private static Optional<Instant> revokedAt(RegisteredStatus status) {
    return status.status() instanceof Status.Withdrawn withdrawn
        ? Optional.of(withdrawn.revoked().at())
        : Optional.empty();
  }

  private Optional<SecurityPolicy> policyOf(Named named) {
    return certificates
        .find(named.serialNumber())
        .flatMap(kept -> devices.find(kept.device()))
        .map(this::policyOf);
  }

  private SecurityPolicy policyOf(RegisteredDevice device) {
    PolicyBook book = policies.inForce();
    return book.policyFor(devices.applicantFor(device, book));
  }

  private void note(Shown shown, Instant seen) {
    punctuality.took(
        Punctuality.What.STATUS,
        shown.policy().tier(),
        Duration.between(shown.revokedAt(), seen),
        shown.policy().controls().performance().publishStatus());
  }
}
