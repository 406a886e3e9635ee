package org.gridseal.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.document.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The certificate profiles that are shipped, and profiles that must not be.
class ProfileSchemaTest {
  private static final Path PROFILES = Path.of("policies/profiles");
  private static final String SCHEMA = "profiles.schema.json";

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void acceptsWhatIsShipped(Path file) throws IOException {
    JsonNode profile = Document.read(Files.readAllBytes(file), SCHEMA).root();

    assertThat(file.getFileName()).hasToString(profile.get("name").asText() + ".yaml");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"ieee2030.5-device", "csip-aggregator", "ieee2030.5-server"})
  void letsTheIssuingAuthorityCarryEveryPolicyBelowIt(String name) {
    JsonNode issuing = profile(profile(name).get("issuer").asText());

    assertThat(profile(name).at("/certificatePolicies/oids").valueStream())
        .isNotEmpty()
        .isSubsetOf(issuing.at("/certificatePolicies/oids"));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          marks: []                | marks: [secret]               | a mark nobody knows
          issuer: issuing          | issuer: The Root              | an issuer that is no name
          use: production          | use: anything                 | a use that is none
          keys: [P-256]            | keys: [P-224]                 | a curve nobody knows
          basicConstraints: absent | constraints: absent           | a field of another name
          basicConstraints: absent | #                             | a field left out
          crlDistributionPoint: true | crlDistributionPoint: often | words for a truth
          maximum: P5Y             | maximum: 5 years              | a period of another form
          """)
  void refusesWhatNoStandardAllows(String right, String wrong, String what) throws IOException {
    String yaml = Files.readString(PROFILES.resolve("ieee2030.5-device.yaml"));
    String broken = yaml.replace(right.translateEscapes(), wrong.translateEscapes());

    assertThat(broken).isNotEqualTo(yaml);
    assertThatThrownBy(() -> Document.read(broken.getBytes(UTF_8), SCHEMA))
        .as(what)
        .isInstanceOf(BrokenDocumentException.class);
  }

  private static JsonNode profile(String name) {
    try {
      return Document.read(Files.readAllBytes(PROFILES.resolve(name + ".yaml")), SCHEMA).root();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(PROFILES)) {
      return files.sorted().toList().stream();
    }
  }
}
