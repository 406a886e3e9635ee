package org.gridseal.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir Path folder;

  @Test
  void givesTheSamePasswordAcrossRuns() {
    String first = secrets().password("db-app");

    assertThat(secrets().password("db-app")).isEqualTo(first).matches("[2-9a-z]{24}");
  }

  @Test
  void givesEachNameItsOwn() {
    assertThat(secrets().password("db-app")).isNotEqualTo(secrets().password("db-owner"));
  }

  @Test
  void keepsThemFromOthers() throws IOException {
    Path file = secrets().file("db-app");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void keepsThePeopleOfTheFirstStart() {
    Path file = folder.resolve("people.txt");
    List<DemoPerson> first = DemoPerson.keptIn(file, secrets());

    assertThat(DemoPerson.keptIn(file, secrets())).isEqualTo(first);
  }

  @Test
  void makesSomebodyForEachRoleAndASecondApprover() {
    List<DemoPerson> people = DemoPerson.keptIn(folder.resolve("people.txt"), secrets());

    assertThat(people)
        .extracting(DemoPerson::role)
        .containsExactlyInAnyOrder(
            "installer",
            "operator",
            "approver",
            "approver",
            "auditor",
            "aggregator",
            "admin",
            "head-end");
    assertThat(people).extracting(DemoPerson::password).doesNotHaveDuplicates();
  }

  private Secrets secrets() {
    return new Secrets(folder, new SecureRandom());
  }
}
