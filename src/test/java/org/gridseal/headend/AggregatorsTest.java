package org.gridseal.headend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.headend.HeadEndFixture.START;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gridseal.audit.Actor;
import org.gridseal.headend.Aggregators.Entry;
import org.gridseal.headend.Aggregators.Result;
import org.gridseal.site.DeviceId;
import org.gridseal.testing.RegisterRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregatorsTest {
  private static final Actor ADMIN = new Actor("admin", Set.of("admin"), "utility");

  private final HeadEndFixture utility = new HeadEndFixture();
  private final Aggregators aggregators =
      new Aggregators(utility.database.transactional(), utility.transactions, utility.log);

  @Test
  void correctsANumberUntilAnLfdiWasFormedWithIt() {
    assertThat(assign(55_555)).isEqualTo(new Result.Assigned());
    assertThat(aggregators.all())
        .extracting(Entry::enterpriseNumber)
        .contains(Optional.of(55_555L));
    assertThat(assign(55_555)).as("again").isEqualTo(new Result.Assigned());

    DeviceId device = utility.rows.device(utility.rows.site("APPROVED"));
    utility.rows.write(
        "INSERT INTO virtual_identity VALUES ('%s', '%s', '%s', '%s', 'x')"
            .formatted(
                RegisterRows.octets(RegisterRows.lfdi("virtual")),
                device,
                RegisterRows.AGGREGATOR,
                START));

    assertThat(rule(assign(66_666))).isEqualTo("number-unused");
    assertThat(assign(55_555)).as("what it has").isEqualTo(new Result.Assigned());
  }

  @Test
  void givesNoNumberToTwo() {
    utility.rows.write(
        "INSERT INTO aggregator (id, organisation, name, active, enterprise_number)"
            + " VALUES (gen_random_uuid(), 'other', 'Other Inc', true, 77777)");

    assertThat(rule(assign(77_777))).isEqualTo("number-free");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(longs = {-1, 0, 4_294_967_296L})
  void givesNoNumberThatIsNobodys(long number) {
    assertThat(rule(assign(number))).isEqualTo("enterprise-number");
  }

  @Test
  void knowsNoOtherAggregator() {
    assertThat(aggregators.assign(new UUID(9, 9), 1, ADMIN))
        .isEqualTo(new Result.NoSuchAggregator());
  }

  private Result assign(long number) {
    return aggregators.assign(RegisterRows.AGGREGATOR, number, ADMIN);
  }

  private static String rule(Result result) {
    return ((Result.Refused) result).reason().rule();
  }
}
