package org.gridseal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.authority.AuthorityName;
import org.gridseal.ceremony.AuthorityFolder;
import org.gridseal.ceremony.FolderState;
import org.gridseal.ceremony.Rollover;
import org.gridseal.ceremony.TwoMachines;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Database;
import org.gridseal.testing.DirectTransactions;
import org.gridseal.testing.RecordingLog;
import org.gridseal.x509.MalformedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CeremonyEntriesTest {
  @TempDir private Path folder;

  private final Database database = Database.shared();
  private final RecordingLog log = new RecordingLog();
  private TwoMachines machines;

  @BeforeEach
  void prepare() {
    database.clear();
    machines = new TwoMachines(folder, InstantSource.fixed(Authorities.NOW));
    machines.bringRoot();
    machines.bringAuthority("issuing");
  }

  private CeremonyEntries replica() {
    return new CeremonyEntries(
        machines.service.folder(), database.application(), new DirectTransactions(), log);
  }

  private FolderState state() {
    return machines.service.folder().state();
  }

  @Test
  void logsEachAuthorityAndEachCeremonyByItsHash() throws CertificateEncodingException {
    replica().record(state());

    AuthorityFolder service = machines.service.folder();
    byte[] root = service.certificate(AuthorityName.parse("root")).getEncoded();
    assertThat(log.events)
        .contains(new Event.AuthorityEstablished("root", Hash.ofLeaf(root)))
        .contains(
            new Event.CeremonyHeld(
                "issuing",
                "installed",
                Hash.of(HexFormat.of().parseHex(state().ceremonies().getLast().sha256()))));
    assertThat(log.events).hasSize(2 + 3);
  }

  @Test
  void logsAgainNothingThatTheLogHas() {
    replica().record(state());
    log.events.clear();

    machines.bringAuthority("issuing");
    new Rollover(machines.service).switchOver("issuing", TwoMachines.PEOPLE);
    replica().record(state());
    replica().record(state());

    assertThat(log.events)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("AuthorityEstablished", "CeremonyHeld", "CeremonyHeld", "CeremonyHeld");
  }

  @Test
  void twoReplicasThatSeeItAtOnceLogItOnce() throws Exception {
    try (var replicas = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all =
          IntStream.range(0, 4)
              .<Future<?>>mapToObj(at -> replicas.submit(() -> replica().record(state())))
              .toList();
      for (Future<?> each : all) {
        each.get();
      }
    }

    assertThat(log.events).hasSize(2 + 3).doesNotHaveDuplicates();
  }

  @Test
  void logsNoRecordThatIsNotTheOneThatWasWritten() throws IOException {
    String file = state().ceremonies().getFirst().file();
    Files.write(machines.service.folder().path().resolve(file), new byte[] {1, 2, 3});

    assertThatThrownBy(() -> replica().record(state())).isInstanceOf(MalformedException.class);
    assertThat(log.events).noneMatch(Event.CeremonyHeld.class::isInstance);
  }
}
