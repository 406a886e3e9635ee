package org.gridseal.authorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridseal.authorisation.Authorisations.Change;
import org.gridseal.authorisation.Authorisations.Why;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.DatabaseException;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Violation;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.InMemoryAuthorisations;
import org.junit.jupiter.api.Test;

class RestrictionsTest {
  private static final Lfdi LFDI = Lfdi.fromString("3E4F45AB31EDFE5B67E343E5E4562E31984E23E5");

  private final InMemoryAuthorisations authorisations = new InMemoryAuthorisations();
  private final Restrictions restrictions = new Restrictions(authorisations, () -> Authorities.NOW);

  @Test
  void letsNobodyInBeforeEverythingWasReadOnce() {
    authorisations.goAway(true);

    assertThatThrownBy(() -> restrictions.stateOf(LFDI)).isInstanceOf(DatabaseException.class);
    assertThat(restrictions.current()).isEmpty();

    authorisations.goAway(false);
    assertThat(restrictions.stateOf(LFDI)).isEqualTo(LfdiState.ALLOWED);
    assertThat(restrictions.current()).hasValue(Authorities.NOW);
  }

  @Test
  void knowsWhatWasDecidedLongAgoHoweverMuchItIs() {
    for (int many = 0; many < 2_500; many++) {
      authorisations.decide(numbered(many), LfdiState.DENIED);
    }

    assertThat(restrictions.stateOf(numbered(0))).isEqualTo(LfdiState.DENIED);
    assertThat(restrictions.stateOf(numbered(2_499))).isEqualTo(LfdiState.DENIED);
    assertThat(restrictions.stateOf(numbered(2_500))).isEqualTo(LfdiState.ALLOWED);
  }

  @Test
  void followsEachDecision() {
    for (LfdiState state :
        List.of(LfdiState.SUSPENDED, LfdiState.DENIED, LfdiState.ALLOWED, LfdiState.SUSPENDED)) {
      authorisations.decide(LFDI, state);
      restrictions.refresh();

      assertThat(restrictions.stateOf(LFDI)).isEqualTo(state);
    }
  }

  /// Whoever looks for a device learns on the way that there is a newer decision.
  @Test
  void catchesUpBeforeItAnswersWhenSomebodySawThatThereIsMore() {
    assertThat(restrictions.stateOf(LFDI)).isEqualTo(LfdiState.ALLOWED);
    authorisations.decide(LFDI, LfdiState.DENIED);
    assertThat(restrictions.stateOf(LFDI)).as("nobody looked").isEqualTo(LfdiState.ALLOWED);

    restrictions.saw(1);
    authorisations.goAway(true);
    assertThatThrownBy(() -> restrictions.stateOf(LFDI)).isInstanceOf(DatabaseException.class);
    authorisations.goAway(false);
    assertThat(restrictions.stateOf(LFDI)).isEqualTo(LfdiState.DENIED);
  }

  @Test
  void keepsWhatItKnowsWhileNothingCanBeRead() {
    authorisations.decide(LFDI, LfdiState.DENIED);
    restrictions.refresh();
    authorisations.goAway(true);

    assertThatThrownBy(restrictions::refresh).isInstanceOf(DatabaseException.class);
    assertThat(restrictions.stateOf(LFDI)).isEqualTo(LfdiState.DENIED);
  }

  @Test
  void tellsWhoListensWhatComesAndNotWhatWasBefore() {
    var serialNumber = SerialNumber.fromString("0a0b");
    authorisations.revoke(serialNumber, LFDI, Optional.of(Why.CERTIFICATE_REVOKED));
    List<Change> heard = new ArrayList<>();
    restrictions.tell(heard::add);
    restrictions.refresh();
    assertThat(heard).as("a million revocations of long ago").isEmpty();

    authorisations.revoke(serialNumber, LFDI, Optional.of(Why.CERTIFICATE_HELD));
    authorisations.decide(LFDI, LfdiState.SUSPENDED);
    restrictions.refresh();
    restrictions.refresh();

    assertThat(heard).hasExactlyElementsOfTypes(Change.OfCertificate.class, Change.OfLfdi.class);
  }

  @Test
  void saysInWordsWhatAnInstallerHasToDo() {
    assertThat(restrictions.objectionTo(LFDI)).isEmpty();
    authorisations.decide(LFDI, LfdiState.SUSPENDED);
    restrictions.refresh();

    Violation objection = restrictions.objectionTo(LFDI).orElseThrow();

    assertThat(objection.rule()).isEqualTo("lfdi-authorised");
    assertThat(objection.sentence())
        .contains("suspended", "call the utility", "3E4F-45AB-31ED-FE5B");
  }

  private static Lfdi numbered(int number) {
    return Lfdi.fromString("%040X".formatted(number));
  }
}
