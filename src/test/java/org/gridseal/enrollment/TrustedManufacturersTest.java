package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridseal.audit.Actor;
import org.gridseal.enrollment.ManufacturerRoot.State;
import org.gridseal.enrollment.TrustedManufacturers.Change;
import org.gridseal.site.Violation;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.DirectTransactions;
import org.gridseal.testing.InMemoryRoots;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.RecordingLog;
import org.junit.jupiter.api.Test;

class TrustedManufacturersTest {
  private static final Actor ADMIN = new Actor("admin", Set.of("admin"), "utility");
  private static final Actor APPROVER = new Actor("approver", Set.of("approver"), "utility");

  private final InMemoryRoots roots = new InMemoryRoots();
  private final RecordingLog log = new RecordingLog();
  private final TrustedManufacturers manufacturers =
      new TrustedManufacturers(roots, new DirectTransactions(), log, () -> Authorities.NOW);
  private final X509Certificate certificate = Manufacturer.serca("Old SERCA").root();
  private final Fingerprint root = Fingerprint.of(certificate);

  @Test
  void trustsARootWhenASecondPersonConfirmsIt() {
    add(certificate, Optional.empty());
    assertThat(roots.trusted()).isEmpty();

    ManufacturerRoot confirmed = done(manufacturers.confirm(root, APPROVER));

    assertThat(confirmed.state()).isEqualTo(State.TRUSTED);
    assertThat(roots.trusted())
        .extracting(ManufacturerRoots.Root::certificate)
        .contains(certificate);
    assertThat(events()).containsExactly("ManufacturerProposed", "ManufacturerTrusted");
  }

  @Test
  void doesNotLetWhoeverAddedARootConfirmIt() {
    add(certificate, Optional.empty());

    assertThat(rules(manufacturers.confirm(root, ADMIN))).containsExactly("second-person");
    assertThat(roots.trusted()).isEmpty();
    assertThat(events()).containsExactly("ManufacturerProposed");
  }

  @Test
  void stopsTrustingWhenOnePersonRetiresIt() {
    trust(certificate, Optional.empty());

    assertThat(done(manufacturers.retire(root, ADMIN)).state()).isEqualTo(State.RETIRED);

    assertThat(roots.trusted()).isEmpty();
    assertThat(events()).last().isEqualTo("ManufacturerRetired");
  }

  @Test
  void turnsDownWhatNobodyConfirmed() {
    add(certificate, Optional.empty());

    done(manufacturers.retire(root, APPROVER));

    assertThat(events()).containsExactly("ManufacturerProposed", "ManufacturerDeclined");
    assertThat(rules(manufacturers.confirm(root, APPROVER))).containsExactly("root-proposed");
  }

  @Test
  void takesTwoPeopleToBringARetiredRootBack() {
    trust(certificate, Optional.empty());
    done(manufacturers.retire(root, ADMIN));

    ManufacturerRoot again = add(certificate, Optional.empty());
    assertThat(again.generation()).isEqualTo(2);
    assertThat(roots.trusted()).isEmpty();

    done(manufacturers.confirm(root, APPROVER));
    assertThat(roots.trusted()).hasSize(1);
  }

  @Test
  void keepsTheOldRootBesideItsSuccessorUntilItIsRetired() {
    trust(certificate, Optional.empty());
    X509Certificate next = Manufacturer.serca("New SERCA").root();
    trust(next, Optional.of(root));
    assertThat(roots.trusted()).hasSize(2);

    done(manufacturers.retire(root, APPROVER));

    assertThat(roots.trusted())
        .extracting(ManufacturerRoots.Root::certificate)
        .containsExactly(next);
    assertThat(events())
        .containsExactly(
            "ManufacturerProposed",
            "ManufacturerTrusted",
            "ManufacturerSuccessorProposed",
            "ManufacturerTrusted",
            "ManufacturerRetired");
  }

  @Test
  void refusesASuccessorOfARootThatIsNotTrusted() {
    Change change = propose(Manufacturer.serca("New SERCA").root(), Optional.of(root));

    assertThat(rules(change)).containsExactly("root-succeeds");
  }

  @Test
  void takesEachRootOnce() {
    add(certificate, Optional.empty());

    assertThat(rules(propose(certificate, Optional.empty()))).containsExactly("root-new");
    assertThat(manufacturers.all()).hasSize(1);
  }

  @Test
  void retiresARootOnce() {
    add(certificate, Optional.empty());
    manufacturers.retire(root, ADMIN);

    assertThat(rules(manufacturers.retire(root, ADMIN))).containsExactly("root-in-use");
  }

  @Test
  void doesNotKnowWhatNobodyAdded() {
    assertThat(manufacturers.confirm(root, ADMIN)).isInstanceOf(Change.Unknown.class);
    assertThat(manufacturers.retire(root, ADMIN)).isInstanceOf(Change.Unknown.class);
  }

  private Change propose(X509Certificate proposed, Optional<Fingerprint> succeeds) {
    var named = new ManufacturerRoots.Root("Fake Manufacturer", proposed, true);
    return manufacturers.add(named, succeeds, ADMIN);
  }

  private ManufacturerRoot add(X509Certificate proposed, Optional<Fingerprint> succeeds) {
    return done(propose(proposed, succeeds));
  }

  private void trust(X509Certificate proposed, Optional<Fingerprint> succeeds) {
    done(manufacturers.confirm(add(proposed, succeeds).fingerprint(), APPROVER));
  }

  private static ManufacturerRoot done(Change change) {
    if (change instanceof Change.Done(ManufacturerRoot root)) {
      return root;
    }
    throw new AssertionError("not done: " + change);
  }

  private static List<String> rules(Change change) {
    List<Violation> violations =
        switch (change) {
          case Change.Done(ManufacturerRoot unexpected) -> List.of();
          case Change.Unknown() -> List.of();
          case Change.Invalid(List<Violation> found) -> found;
          case Change.Forbidden(List<Violation> found) -> found;
          case Change.Conflicting(List<Violation> found) -> found;
        };
    return violations.stream().map(Violation::rule).toList();
  }

  private List<String> events() {
    return log.events.stream().map(Object::getClass).map(Class::getSimpleName).toList();
  }
}
