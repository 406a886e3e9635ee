package org.gridseal.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gridseal.testing.Authorities;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No profile without a row among the profiles, a standard, and a golden test.
class ProfileTableTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("everyProfile")
  void isDocumentedAndHeldByAGoldenTest(String name) throws IOException {
    assertThat(read("docs/profiles.md")).contains("| `" + name + "` |");
    assertThat(read("docs/standards.md")).contains("`" + name + "`");
    assertThat(Path.of("test-data/certificates", name + ".txt")).isRegularFile();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void isAProfile(String name) {
    assertThat(everyProfile()).contains(name);
  }

  static List<String> everyProfile() {
    return Authorities.profiles().stream().map(CertificateProfile::name).toList();
  }

  static Stream<String> rows() throws IOException {
    return read("docs/profiles.md")
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("`", -1)[1]);
  }

  private static String read(String file) throws IOException {
    return Files.readString(Path.of(file));
  }
}
