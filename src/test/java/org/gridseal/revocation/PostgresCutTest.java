package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridseal.revocation.Publishing.ALL;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.DataSource;
import org.gridseal.database.DatabaseException;
import org.gridseal.testing.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PostgresCutTest {
  private final Publishing publishing = new Publishing();
  private final Database database = Database.shared();

  /// Otherwise it would make the list that the other one has just made, under the same number.
  @Test
  void seesWhatWasPublishedBeforeItHadTheLock() {
    DataSource slow = slow(DataSource.class, database.application(), this::publish);

    try (Cut cut = PostgresCut.open(slow).orElseThrow()) {
      assertThat(cut.standings()).containsKey(ALL);
    }
  }

  /// What it stands for is given, and between the end of the lock's query and the next one there is
  /// time for others: as if they had had the lock, and had ended just before.
  private static <T> T slow(Class<T> type, Object real, Runnable meanwhile) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object result;
              try {
                result = method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (Arrays.toString(arguments).contains("pg_try_advisory")) {
                meanwhile.run();
              }
              return switch (result) {
                case Connection connection -> slow(Connection.class, connection, meanwhile);
                case PreparedStatement statement -> statement;
                case Statement statement -> slow(Statement.class, statement, meanwhile);
                case null, default -> result;
              };
            }));
  }

  @Test
  void showsTheRegisterAsItWasAtOneMoment() {
    try (Cut cut = open()) {
      assertThat(cut.standings()).isEmpty();

      publish();

      assertThat(cut.standings()).isEmpty();
    }
    try (Cut next = open()) {
      assertThat(next.standings()).containsKey(ALL);
    }
  }

  /// Past the lock, as nobody of us would.
  private void publish() {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO revocation_list (authority, partitions, partition, number, delta,
            this_update, next_update, covered, entries, octets, content)
          VALUES ('issuing', 1, 0, 1, false, now(), now(), 0, 0, 1, gen_random_uuid())
          """);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void letsGoOfTheLock() throws SQLException {
    for (int round = 0; round < 3; round++) {
      try (Cut cut = open()) {
        assertThat(locks()).isOne();
        assertThat(cut.position()).isZero();
        assertThat(publishing.lists().cut()).isEmpty();
      }
      assertThat(locks()).isZero();
    }
  }

  private long locks() throws SQLException {
    return publishing.count("pg_locks WHERE locktype = 'advisory'");
  }

  @Test
  void losesTheLockWithItsConnection() throws Exception {
    Cut cut = open();
    database.killConnections();
    assertThatThrownBy(cut::position).isInstanceOf(DatabaseException.class);
    assertThatThrownBy(cut::close).isInstanceOf(DatabaseException.class);
    while (locks() > 0) {
      // PostgreSQL ends it a moment later.
      Thread.sleep(10);
    }

    try (Cut next = open()) {
      assertThat(next.position()).isZero();
    }
  }

  private Cut open() {
    return publishing.lists().cut().orElseThrow();
  }
}
