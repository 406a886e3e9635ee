package org.gridseal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.enactment.Editions;
import org.gridseal.enactment.Enactment;
import org.gridseal.policy.Edition;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.PolicyVersion;
import org.gridseal.policy.Tier;
import org.gridseal.site.ApparentPower;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Policies that change while somebody decides by them.
class PolicyFolderTest {
  private static final ApparentPower SHOP = ApparentPower.ofKilovoltAmperes(35);

  private final String shipped = read(Path.of("policies/sites.yaml"));
  private final String stricter =
      shipped.replace("upTo: 30 kVA", "upTo: 40 kVA").replace("above: 30 kVA", "above: 40 kVA");
  private final Offered editions = new Offered();

  @TempDir private Path folder;
  private Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private boolean historyIsAway;

  @BeforeEach
  void ship() {
    write("sites.yaml", shipped);
  }

  @Test
  void takesUpWhatHasChanged() {
    PolicyFolder policies = policies();
    PolicyBook before = policies.inForce();

    write("sites.yaml", stricter);

    assertThat(policies.refresh()).isTrue();
    assertThat(policies.inForce().policyFor(SHOP).tier()).isEqualTo(Tier.T1);
    assertThat(before.policyFor(SHOP).tier()).isEqualTo(Tier.T2);
    assertThat(policies.refresh()).isFalse();
  }

  @Test
  void offersEveryVersionBeforeItDecides() {
    PolicyFolder policies = policies();
    write("sites.yaml", stricter);
    policies.refresh();

    assertThat(editions.versions())
        .containsExactly(
            PolicyVersion.of(shipped.getBytes(StandardCharsets.UTF_8)),
            policies.inForce().version());
  }

  @Test
  void waitsForPeopleWhereTheyMustAgree() {
    PolicyFolder policies = policies();
    PolicyVersion before = policies.inForce().version();
    editions.waits = true;
    write("sites.yaml", stricter);

    assertThat(policies.refresh()).isFalse();
    assertThat(policies.inForce().version()).isEqualTo(before);

    editions.enact(new Edition(List.of(stricter.getBytes(StandardCharsets.UTF_8))));
    assertThat(policies.refresh()).isTrue();
    assertThat(policies.inForce().policyFor(SHOP).tier()).isEqualTo(Tier.T1);
  }

  @Test
  void staysWithTheOldOneWhileTheHistoryIsAway() {
    PolicyFolder policies = policies();
    PolicyVersion before = policies.inForce().version();
    write("sites.yaml", stricter);
    historyIsAway = true;

    assertThatThrownBy(policies::refresh).hasMessage("away");
    assertThat(policies.inForce().version()).isEqualTo(before);

    historyIsAway = false;
    assertThat(policies.refresh()).isTrue();
  }

  @Test
  void neverTakesABrokenFileAndTellsOnceWhere() {
    PolicyFolder policies = policies();
    PolicyVersion before = policies.inForce().version();
    write("sites.yaml", shipped.replace("above: 30 kVA", "above: 31 kVA"));

    assertThatThrownBy(policies::refresh)
        .isInstanceOf(BrokenDocumentException.class)
        .hasMessageContaining("sites.yaml: sizes from 30001 VA to below 31001 VA are in no tier")
        .hasMessageContaining("line ");
    assertThat(policies.refresh()).isFalse();
    assertThat(policies.inForce().version()).isEqualTo(before);
    assertThat(editions.versions()).hasSize(1);

    write("sites.yaml", stricter);
    assertThat(policies.refresh()).isTrue();
  }

  @Test
  void doesNotBeginWithABrokenFile() {
    write("sites.yaml", "tiers: [");

    assertThatThrownBy(this::policies)
        .isInstanceOf(BrokenDocumentException.class)
        .hasMessageContaining("sites.yaml");
  }

  @Test
  void letsAFileComeIntoForceOnItsDay() {
    write("sites-2031.yaml", from("2031-01-01T00:00:00Z", stricter));
    PolicyFolder policies = policies();

    assertThat(policies.inForce().policyFor(SHOP).tier()).isEqualTo(Tier.T2);
    now = Instant.parse("2031-01-01T00:00:00Z");
    assertThat(policies.inForce().policyFor(SHOP).tier()).isEqualTo(Tier.T1);
  }

  @Test
  void refusesTwoFilesOfOneDayAndNoneForToday() {
    write("sites-a.yaml", shipped);
    assertThatThrownBy(this::policies).hasMessageContaining("at the same moment");

    write("sites-a.yaml", from("2032-01-01T00:00:00Z", shipped));
    write("sites.yaml", from("2031-01-01T00:00:00Z", shipped));
    assertThatThrownBy(this::policies).hasMessageContaining("no policy file is in force yet");
  }

  /// Whoever asks during a change gets the one book or the other, and always one.
  @Test
  void noDecisionFailsWhileItChanges() {
    PolicyFolder policies = policies();
    var done = new AtomicBoolean();
    CompletableFuture<Long> deciding =
        CompletableFuture.supplyAsync(
            () -> {
              long decisions = 0;
              while (!done.get()) {
                Tier tier = policies.inForce().policyFor(SHOP).tier();
                assertThat(tier).isIn(Tier.T1, Tier.T2);
                decisions++;
              }
              return decisions;
            });

    for (int i = 0; i < 10; i++) {
      write("sites.yaml", i % 2 == 0 ? stricter : shipped);
      assertThat(policies.refresh()).isTrue();
    }

    done.set(true);
    assertThat(deciding.join()).isPositive();
  }

  private PolicyFolder policies() {
    var policies = new PolicyFolder(folder, editions, () -> now);
    policies.keep();
    return policies;
  }

  /// Enacts whatever is offered, unless it waits for people.
  private final class Offered implements Editions {
    private final List<Edition> enacted = new ArrayList<>();
    private boolean waits;

    @Override
    public void offer(Edition edition) {
      if (historyIsAway) {
        throw new IllegalStateException("away");
      }
      if (!waits) {
        enact(edition);
      }
    }

    void enact(Edition edition) {
      enacted.add(edition);
    }

    @Override
    public Optional<Enactment.InForce> last() {
      return Optional.of(new Enactment.InForce(step(), enacted.getLast(), now));
    }

    @Override
    public int step() {
      return enacted.size();
    }

    List<PolicyVersion> versions() {
      return enacted.stream().map(Edition::id).toList();
    }
  }

  private static String from(String day, String yaml) {
    return yaml.replace("version: 1\n", "version: 1\neffectiveFrom: " + day + "\n");
  }

  /// As an editor and a ConfigMap do it: all at once.
  private void write(String name, String yaml) {
    try {
      Path next = Files.writeString(folder.resolve("next"), yaml);
      Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
