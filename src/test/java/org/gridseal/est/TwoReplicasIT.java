package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.Replica;
import org.gridseal.testing.Requests;
import org.gridseal.testing.TlsDevice;
import org.gridseal.testing.TlsDevice.Answer;
import org.gridseal.testing.Town;
import org.gridseal.testing.Townspeople;
import org.gridseal.testing.Townspeople.Registered;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two services on one database: a device may come to either of them, and to both at once.
class TwoReplicasIT {
  private static final int ROUNDS = 40;
  private static final int KEYS_AT_ONCE = 2;

  /// Kept alive, to each replica, for each key.
  private static final int CONNECTIONS = 2;

  private static final int CODES = 8;

  /// What docs/operations.md says of roots, and a moment for the answer itself.
  private static final Duration UNTIL_RETIRED = Duration.ofSeconds(5).plusMillis(500);

  private static final String CERTIFICATES =
      """
      SELECT count(*) FROM certificate JOIN issuance_intent USING (serial_number)
      WHERE device_id = ?
      """;

  private static final Town TOWN = Town.shared();
  private static final Replica REPLICA = new Replica(TOWN);

  private final Townspeople people = new Townspeople(TOWN);

  @BeforeAll
  static void startTheSecond() {
    REPLICA.start();
  }

  @AfterAll
  static void stopTheSecond() {
    REPLICA.close();
  }

  @ParameterizedTest(name = "killed in between: {0}")
  @ValueSource(booleans = {false, true})
  void whoWaitsAtOneGetsTheCertificateAtTheOther(boolean killed) throws Exception {
    Registered site = people.register();
    Manufacturer.Device born = people.manufacturer().device(site.hardware());
    byte[] request = Requests.fresh().encoded();

    Answer waiting = once(born, REPLICA.device(), request);
    assertThat(waiting.status()).isEqualTo(202);
    assertThat(waiting.header("Retry-After")).hasValue("300");
    if (killed) {
      REPLICA.kill();
    }
    people.approve(site);
    Answer elsewhere = once(born, TOWN.device(), request);
    if (killed) {
      REPLICA.start();
    }
    Answer same = once(born, REPLICA.device(), request);

    assertThat(elsewhere.status()).as(elsewhere.body()).isEqualTo(200);
    assertThat(same.body()).isEqualTo(elsewhere.body());
    assertCounts(site, 1, 1);
  }

  @Test
  void oneKeyGetsOneCertificateFromBothAtOnce() throws Exception {
    Registered site = people.registerApproved();
    Manufacturer.Device born = people.manufacturer().device(site.hardware());
    List<TlsDevice.Connection> connections = new ArrayList<>();
    for (int number = 0; number < KEYS_AT_ONCE * CONNECTIONS; number++) {
      connections.add(device(born, TOWN.device()).connect());
      connections.add(device(born, REPLICA.device()).connect());
    }

    for (int round = 0; round < ROUNDS; round++) {
      List<byte[]> requests = List.of(Requests.fresh().encoded(), Requests.fresh().encoded());
      List<Callable<Answer>> asking = new ArrayList<>();
      for (int at = 0; at < connections.size(); at++) {
        TlsDevice.Connection connection = connections.get(at);
        byte[] request = requests.get(at * KEYS_AT_ONCE / connections.size());
        asking.add(() -> connection.enroll(request));
      }
      List<Answer> answers = atOnce(asking);

      assertThat(answers).extracting(Answer::status).containsOnly(200);
      assertThat(answers.stream().map(Answer::body).distinct()).hasSize(KEYS_AT_ONCE);
    }

    assertCounts(site, ROUNDS * KEYS_AT_ONCE, ROUNDS * KEYS_AT_ONCE);
    for (TlsDevice.Connection connection : connections) {
      connection.close();
    }
  }

  @Test
  void oneCodeGetsOneCertificateForTwoKeysAtBothAtOnce() throws Exception {
    for (int round = 0; round < CODES; round++) {
      Registered site = people.registerApproved();
      Manufacturer.Device stranger = Manufacturer.mica().device(site.hardware());
      String code = site.device() + ":" + people.oneTimeCode(site);
      List<Callable<Answer>> asking = new ArrayList<>();
      for (URI listener : List.of(TOWN.device(), REPLICA.device())) {
        TlsDevice.Connection connection = device(stranger, listener).connect();
        byte[] request = Requests.fresh().encoded();
        asking.add(() -> connection.post("simpleenroll", request, code));
      }

      List<Answer> answers = atOnce(asking);

      assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 401);
      assertThat(count(CERTIFICATES, site)).isOne();
      assertThat(events(site, "certificate-issued")).isOne();
    }
  }

  /// Whose answer with the key was lost may ask again, and again at both.
  @Test
  void oneLostKeyIsReplacedOnceByBothAtOnce() throws Exception {
    for (int round = 0; round < CODES; round++) {
      Registered site = people.registerApproved();
      Manufacturer.Device stranger = Manufacturer.mica().device(site.hardware());
      String code = site.device() + ":" + people.oneTimeCode(site);
      byte[] request = Requests.fresh().encoded();
      TlsDevice.Connection here = device(stranger, TOWN.device()).connect();
      TlsDevice.Connection there = device(stranger, REPLICA.device()).connect();
      assertThat(here.post("serverkeygen", request, code).status()).isEqualTo(200);

      List<Answer> answers =
          atOnce(
              List.of(
                  () -> here.post("serverkeygen", request, code),
                  () -> there.post("serverkeygen", request, code)));

      assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 401);
      assertThat(count(CERTIFICATES, site)).isEqualTo(2);
      assertThat(events(site, "certificate-revoked")).isOne();
    }
  }

  @Test
  void aRootThatIsRetiredAtOneIsSoonNotBelievedByTheOther() throws Exception {
    Manufacturer maker = Manufacturer.mica();
    people.trust(maker.root());
    Manufacturer.Device born = maker.device(people.registerApproved().hardware());
    try (TlsDevice.Connection keptAlive = device(born, REPLICA.device()).connect()) {
      assertThat(keptAlive.enroll(Requests.fresh().encoded()).status()).isEqualTo(200);

      people.retire(maker.root());
      Thread.sleep(UNTIL_RETIRED);

      assertThat(keptAlive.enroll(Requests.fresh().encoded()).status()).isEqualTo(401);
      assertThat(once(born, REPLICA.device(), Requests.fresh().encoded()).status()).isEqualTo(401);
      assertThat(once(born, TOWN.device(), Requests.fresh().encoded()).status()).isEqualTo(401);
    }
  }

  private static TlsDevice device(Manufacturer.Device born, URI listener) {
    return TlsDevice.ordinary(born, listener.getPort(), "TLSv1.3");
  }

  private static Answer once(Manufacturer.Device born, URI listener, byte[] request)
      throws IOException {
    try (TlsDevice.Connection connection = device(born, listener).connect()) {
      return connection.enroll(request);
    }
  }

  /// Lets all of them begin at the same instant.
  private static List<Answer> atOnce(List<Callable<Answer>> asking) throws Exception {
    CyclicBarrier start = new CyclicBarrier(asking.size());
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService crowd = Executors.newFixedThreadPool(asking.size())) {
      List<Future<Answer>> coming =
          asking.stream()
              .map(
                  one ->
                      crowd.submit(
                          () -> {
                            start.await();
                            return one.call();
                          }))
              .toList();
      for (Future<Answer> answer : coming) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  private void assertCounts(Registered site, int certificates, int events) throws SQLException {
    assertThat(count(CERTIFICATES, site)).isEqualTo(certificates);
    assertThat(events(site, "issuance-intended")).isEqualTo(events);
    assertThat(events(site, "certificate-issued")).isEqualTo(events);
  }

  private int events(Registered site, String type) {
    return people.events(type, site).size();
  }

  private static int count(String query, Registered site) throws SQLException {
    try (Connection database = TOWN.database("owner");
        PreparedStatement statement = database.prepareStatement(query)) {
      statement.setObject(1, UUID.fromString(site.device()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
