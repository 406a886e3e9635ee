package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.gridseal.database.DatabaseException;
import org.gridseal.enrollment.ManufacturerRoot.Act;
import org.gridseal.enrollment.ManufacturerRoot.State;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Database;
import org.gridseal.testing.Manufacturer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresManufacturerRootsTest {
  private static final Act ADDED = new Act("admin", Authorities.NOW);
  private static final Act CONFIRMED = new Act("approver", Authorities.NOW.plusSeconds(60));
  private static final Act RETIRED = new Act("admin", Authorities.NOW.plusSeconds(120));

  private final Database database = Database.shared();
  private final PostgresManufacturerRoots roots =
      new PostgresManufacturerRoots(database.application());
  private final ManufacturerRoot first = proposal(Manufacturer.serca("Fake SERCA"), 1);

  @BeforeEach
  void clear() {
    database.clear();
  }

  @Test
  void keepsWhoDidWhatAndWhen() {
    assertThat(roots.add(first, Optional.empty())).isTrue();
    assertThat(roots.find(first.fingerprint())).contains(first);
    assertThat(roots.trusted()).isEmpty();

    assertThat(roots.confirm(first, CONFIRMED)).isTrue();
    assertThat(roots.find(first.fingerprint())).contains(first.confirmed(CONFIRMED));
    assertThat(roots.trusted()).containsExactly(first.root());

    assertThat(roots.retire(first, RETIRED)).isTrue();
    assertThat(roots.all()).containsExactly(first.confirmed(CONFIRMED).retired(RETIRED));
    assertThat(roots.trusted()).isEmpty();
  }

  @Test
  void doesEachThingOnce() {
    roots.add(first, Optional.empty());
    roots.confirm(first, CONFIRMED);
    roots.retire(first, RETIRED);

    assertThat(roots.add(first, Optional.empty())).isFalse();
    assertThat(roots.confirm(first, CONFIRMED)).isFalse();
    assertThat(roots.retire(first, RETIRED)).isFalse();
  }

  @Test
  void refusesAConfirmationByWhoeverAddedTheRoot() {
    roots.add(first, Optional.empty());

    assertThatThrownBy(() -> roots.confirm(first, ADDED)).isInstanceOf(DatabaseException.class);
    assertThat(roots.trusted()).isEmpty();
  }

  @Test
  void refusesANextGenerationBeforeTheEndOfTheLast() {
    roots.add(first, Optional.empty());
    ManufacturerRoot second = again(first);
    assertThatThrownBy(() -> roots.add(second, Optional.empty()))
        .isInstanceOf(DatabaseException.class);

    roots.retire(first, RETIRED);

    assertThat(roots.add(second, Optional.empty())).isTrue();
    assertThat(roots.all()).containsExactly(second);
    assertThat(roots.find(first.fingerprint()).map(ManufacturerRoot::state))
        .contains(State.PROPOSED);
  }

  @Test
  void remembersWhomARootTakesOverFrom() {
    roots.add(first, Optional.empty());
    roots.confirm(first, CONFIRMED);
    ManufacturerRoot next =
        new ManufacturerRoot(
            Fingerprint.of(NEXT.root()),
            1,
            new ManufacturerRoots.Root("Fake Manufacturer", NEXT.root(), true),
            Optional.of(first.fingerprint()),
            ADDED,
            Optional.empty(),
            Optional.empty());

    roots.add(next, Optional.of(first));

    assertThat(roots.find(next.fingerprint())).contains(next);
  }

  private static final Manufacturer NEXT = Manufacturer.serca("Next SERCA");

  private static ManufacturerRoot proposal(Manufacturer manufacturer, int generation) {
    return new ManufacturerRoot(
        Fingerprint.of(manufacturer.root()),
        generation,
        new ManufacturerRoots.Root("Fake Manufacturer", manufacturer.root(), false),
        Optional.empty(),
        ADDED,
        Optional.empty(),
        Optional.empty());
  }

  private static ManufacturerRoot again(ManufacturerRoot root) {
    return new ManufacturerRoot(
        root.fingerprint(),
        root.generation() + 1,
        root.root(),
        Optional.empty(),
        ADDED,
        Optional.empty(),
        Optional.empty());
  }
}
