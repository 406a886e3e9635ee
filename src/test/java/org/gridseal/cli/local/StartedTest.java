package org.gridseal.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartedTest {
  private final List<String> stopped = new ArrayList<>();
  private final Started started = new Started();

  @Test
  void stopsTheLatestFirstAndEachOnce() {
    started.keep(() -> stopped.add("database"));
    started.keep(() -> stopped.add("keycloak"));

    started.close();
    started.close();

    assertThat(stopped).containsExactly("keycloak", "database");
  }

  @Test
  void stopsTheOthersWhenOneFails() {
    started.keep(() -> stopped.add("database"));
    started.keep(
        () -> {
          throw new IllegalStateException("does not want to");
        });

    started.close();

    assertThat(stopped).containsExactly("database");
  }

  @Test
  void stopsAtOnceWhatComesTooLate() {
    started.close();

    assertThatThrownBy(() -> started.keep(() -> stopped.add("keycloak")))
        .isInstanceOf(CannotStartException.class);
    assertThat(stopped).containsExactly("keycloak");
  }
}
