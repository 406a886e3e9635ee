package org.gridseal.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Hierarchy;
import org.gridseal.testing.Authorities;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveHierarchyTest {
  @TempDir private Path folder;

  private TwoMachines machines;

  @BeforeEach
  void prepare() {
    machines = new TwoMachines(folder, InstantSource.fixed(Authorities.NOW));
    machines.bringRoot();
    machines.bringAuthority("issuing");
  }

  @Test
  void seesNothingNewWhereNothingChanged() {
    LiveHierarchy live = machines.hierarchy();
    Hierarchy before = live.get();

    assertThat(live.refresh(state -> {})).isFalse();
    assertThat(live.get()).isSameAs(before);
  }

  @Test
  void opensALineThatBeginsWhileItRuns() {
    LiveHierarchy live = machines.hierarchy();
    assertThat(live.get().issuing("issuing-aggregator")).isEmpty();

    machines.bringAuthority("issuing-aggregator");
    live.refresh(state -> {});

    assertThat(live.get().issuing("issuing-aggregator"))
        .map(CertificationAuthority::shortName)
        .contains("issuing-aggregator");
  }

  @Test
  void keepsTheAuthorityThatDidNotChange() {
    LiveHierarchy live = machines.hierarchy();
    CertificationAuthority before = live.get().issuing("issuing").orElseThrow();

    machines.bringAuthority("issuing-service");
    live.refresh(state -> {});

    assertThat(live.get().issuing("issuing")).containsSame(before);
  }

  @Test
  void letsOneGenerationSignAndBothAnswer() {
    LiveHierarchy live = machines.hierarchy();

    machines.bringAuthority("issuing");
    live.refresh(state -> {});
    assertThat(signing(live)).isEqualTo("issuing");
    assertThat(answering(live)).containsExactly("issuing", "issuing-2");

    new Rollover(machines.service).switchOver("issuing", TwoMachines.PEOPLE);
    live.refresh(state -> {});
    assertThat(signing(live)).isEqualTo("issuing-2");
    assertThat(answering(live)).containsExactly("issuing-2", "issuing");

    new Rollover(machines.service).retire("issuing", true, TwoMachines.PEOPLE);
    live.refresh(state -> {});
    assertThat(answering(live)).containsExactly("issuing-2");
  }

  private static String signing(LiveHierarchy live) {
    return live.get().issuing("issuing").orElseThrow().shortName();
  }

  private static List<String> answering(LiveHierarchy live) {
    return live.get().answering().stream().map(CertificationAuthority::shortName).toList();
  }

  @Test
  void showsNobodyWhatCouldNotBeLogged() {
    LiveHierarchy live = machines.hierarchy();
    machines.bringAuthority("issuing");
    new Rollover(machines.service).switchOver("issuing", TwoMachines.PEOPLE);

    boolean changed =
        live.refresh(
            state -> {
              throw new IllegalStateException("the log is away");
            });

    assertThat(changed).isFalse();
    assertThat(signing(live)).isEqualTo("issuing");
    List<FolderState> told = new ArrayList<>();
    assertThat(live.refresh(told::add)).isTrue();
    assertThat(told).hasSize(1);
    assertThat(signing(live)).isEqualTo("issuing-2");
  }

  @Test
  void staysAsItIsWhenTheFolderIsBroken() throws IOException {
    LiveHierarchy live = machines.hierarchy();
    Path state = machines.service.folder().path().resolve(AuthorityFolder.STATE);
    String good = Files.readString(state);

    for (String bad :
        List.of("", "generations: many", good.replace("stage: issuing", "stage: x"))) {
      Files.writeString(state, bad);
      assertThat(live.refresh(it -> {})).as(bad).isFalse();
      assertThat(signing(live)).isEqualTo("issuing");
    }

    Files.writeString(state, good + "# mended\n");
    assertThat(live.refresh(it -> {})).isTrue();
  }

  @Test
  void doesNotBeginWithoutTheKeyThatSigns() throws IOException {
    Files.move(
        machines.service.folder().path().resolve("issuing.p12"), folder.resolve("elsewhere.p12"));

    assertThatThrownBy(machines::hierarchy).hasMessageContaining("key of issuing");
  }

  @Test
  void givesEachLineItsOwnBundleAndEveryRoot() {
    machines.bringAuthority("issuing-service");
    machines.bringNextRoot();
    Hierarchy hierarchy = machines.hierarchy().get();
    AuthorityFolder published = machines.service.folder();

    assertThat(hierarchy.bundle(Optional.of("issuing-service")))
        .containsExactly(
            published.crossCertificate("issuing-service"),
            published.crossCertificate("root"),
            published.crossCertificate("root-2"),
            published.crossCertificate("root-2.by.root"),
            published.crossCertificate("root.by.root-2"));
    assertThat(hierarchy.bundle(Optional.empty()))
        .contains(
            published.crossCertificate("issuing"), published.crossCertificate("issuing-service"));
  }
}
