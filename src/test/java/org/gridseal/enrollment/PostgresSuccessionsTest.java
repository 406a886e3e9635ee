package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridseal.testing.RegisterRows.START;
import static org.gridseal.testing.RegisterRows.lfdi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.DatabaseException;
import org.gridseal.enrollment.Successions.Successor;
import org.gridseal.site.DeviceId;
import org.gridseal.testing.Database;
import org.gridseal.testing.RegisterRows;
import org.junit.jupiter.api.Test;

class PostgresSuccessionsTest {
  private static final Duration OVERLAP = Duration.ofDays(30);
  private static final Instant LATER = START.plus(Duration.ofDays(1000));

  private final Database database = Database.shared();
  private final RegisterRows rows = new RegisterRows(database);
  private final PostgresSuccessions successions = new PostgresSuccessions(database.application());
  private final DeviceId device = rows.device(rows.site("APPROVED"));

  @Test
  void linksNothingToTheFirstCertificate() {
    SerialNumber first = rows.certificate(device, lfdi("first"), START);

    assertThat(link(first, START)).isEmpty();
    assertThat(successions.chainOf(lfdi("first"))).isEmpty();
  }

  @Test
  void linksARenewalToTheCertificateBefore() {
    SerialNumber first = rows.certificate(device, lfdi("first"), START);
    SerialNumber second = rows.certificate(device, lfdi("second"), LATER);

    List<Succession> linked = link(second, LATER);

    assertThat(linked)
        .containsExactly(
            new Succession(
                device,
                RegisterRows.PROFILE,
                1,
                lfdi("first"),
                Optional.of(first),
                lfdi("second"),
                second,
                LATER,
                LATER.plus(OVERLAP)));
    assertThat(successions.to(lfdi("second"))).contains(linked.getFirst());
    assertThat(successions.from(lfdi("first"))).contains(linked.getFirst());
    assertThat(successions.from(lfdi("second"))).isEmpty();
  }

  @Test
  void endsTheOverlapWithTheCertificateBefore() {
    Instant end = LATER.plus(Duration.ofDays(3));
    rows.certificate(device, lfdi("first"), START, end, 1);
    SerialNumber second = rows.certificate(device, lfdi("second"), LATER);

    assertThat(link(second, LATER)).map(Succession::overlapUntil).containsExactly(end);
  }

  @Test
  void knowsNoOverlapWithACertificateThatHadExpired() {
    rows.certificate(device, lfdi("first"), START, LATER.minusSeconds(1), 1);
    SerialNumber second = rows.certificate(device, lfdi("second"), LATER);

    Succession link = link(second, LATER).getFirst();

    assertThat(link.overlapUntil()).isEqualTo(LATER);
    assertThat(link.isOverlapAt(LATER)).isFalse();
  }

  @Test
  void linksTheFirstCertificateToThatOfTheFactory() {
    DeviceId born = rows.device(rows.site("APPROVED"), lfdi("factory"));
    SerialNumber first = rows.certificate(born, lfdi("first"), START);

    Succession link = link(first, START).getFirst();

    assertThat(link.predecessor()).isEqualTo(lfdi("factory"));
    assertThat(link.predecessorSerial()).isEmpty();
    assertThat(link.overlapUntil()).isEqualTo(START.plus(OVERLAP));
  }

  @Test
  void keepsOneChainForEachProfile() {
    rows.certificate(device, lfdi("first"), START);
    SerialNumber gateway = rows.certificate(device, lfdi("gateway"), LATER, LATER.plus(OVERLAP), 2);

    assertThat(link(gateway, LATER)).isEmpty();
  }

  @Test
  void tellsTheWholeChainFromAnyOfItsIdentities() {
    DeviceId born = rows.device(rows.site("APPROVED"), lfdi("factory"));
    link(rows.certificate(born, lfdi("first"), START), START);
    link(rows.certificate(born, lfdi("second"), LATER), LATER);
    link(rows.certificate(born, lfdi("third"), LATER.plusSeconds(1)), LATER.plusSeconds(1));

    for (String any : List.of("factory", "first", "second", "third")) {
      assertThat(successions.chainOf(lfdi(any)))
          .as(any)
          .map(Succession::successor)
          .containsExactly(lfdi("first"), lfdi("second"), lfdi("third"));
    }
  }

  @Test
  void refusesAForkedChain() {
    rows.certificate(device, lfdi("first"), START);
    SerialNumber second = rows.certificate(device, lfdi("second"), LATER);
    SerialNumber third = rows.certificate(device, lfdi("third"), LATER);

    // Two certificates of one device in one statement, as two replicas would at once.
    assertThatThrownBy(
            () -> successions.link(List.of(successor(second, LATER), successor(third, LATER))))
        .isInstanceOf(DatabaseException.class);

    assertThat(successions.chainOf(lfdi("first"))).isEmpty();
  }

  @Test
  void nobodyTakesALinkBack() {
    rows.certificate(device, lfdi("first"), START);
    link(rows.certificate(device, lfdi("second"), LATER), LATER);

    for (String change : List.of("UPDATE succession SET ordinal = 9", "DELETE FROM succession")) {
      assertThatThrownBy(
              () -> {
                try (var connection = database.owner().getConnection();
                    var statement = connection.createStatement()) {
                  statement.execute(change);
                }
              })
          .hasMessageContaining("written once");
    }
  }

  private List<Succession> link(SerialNumber serialNumber, Instant at) {
    return successions.link(List.of(successor(serialNumber, at)));
  }

  private static Successor successor(SerialNumber serialNumber, Instant at) {
    return new Successor(serialNumber, at, at.plus(OVERLAP));
  }
}
