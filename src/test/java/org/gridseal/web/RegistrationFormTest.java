package org.gridseal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.Application;
import org.gridseal.site.Findings;
import org.gridseal.site.Violation;
import org.gridseal.testing.SiteFiles;
import org.gridseal.x509.MalformedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationFormTest {
  static final List<String> VALID = SiteFiles.VALID;

  @ParameterizedTest(name = "{0}")
  @FieldSource("VALID")
  void findsNothingWrongWithAValidRegistration(String name) {
    assertThat(check(SiteFiles.tree(name)).violations()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "home-pv, 5500",
    "home-storage, 7600",
    "shop-pv, 82500",
    "warehouse-pv, 440000",
    "solar-plant, 4400000"
  })
  void addsUpTheSizeFromTheNameplates(String name, long voltAmperes) {
    assertThat(SiteFiles.application(name).size()).isEqualTo(new ApparentPower(voltAmperes));
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("VALID")
  void makesAFormThatParsesToTheSame(String name) {
    Application application = SiteFiles.application(name).withoutSecrets();

    RegistrationForm form = RegistrationForms.of(application);

    assertThat(form.parse(new Findings())).isEqualTo(application);
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("VALID")
  void readsTheFieldsOfABrowsersFormLikeJson(String name) {
    Map<String, String> fields = new HashMap<>();
    flatten("", SiteFiles.tree(name), fields);
    fields.put("/topology/segment", " ");
    var findings = new Findings();

    Application application = RegistrationForm.ofFields(fields, findings).parse(findings);

    assertThat(findings.violations()).isEmpty();
    assertThat(application).isEqualTo(SiteFiles.application(name));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("invalid")
  void namesTheRuleAndThePlace(JsonNode wrong) {
    JsonNode tree = SiteFiles.tree(wrong.get("base").asText());
    change(tree, JsonPointer.compile(wrong.get("at").asText()), wrong.get("value"));

    List<Violation> violations = check(tree).violations();

    assertThat(violations)
        .extracting(Violation::pointer, Violation::rule)
        .contains(tuple(wrong.get("pointer").asText(), wrong.get("rule").asText()));
    assertThat(violations).extracting(Violation::pointer).doesNotHaveDuplicates();
    assertThat(violations).allSatisfy(RegistrationFormTest::isWellPut);
  }

  @Test
  void tellsEverythingThatIsWrongAtOnce() {
    ObjectNode tree = (ObjectNode) SiteFiles.tree("home-pv");
    tree.put("applicationRef", "x".repeat(33));
    change(tree, JsonPointer.compile("/units/0/rtgMaxW"), tree.textNode("much"));
    change(tree, JsonPointer.compile("/grid/exportLimitW"), tree.numberNode(10_001));
    change(tree, JsonPointer.compile("/installer/licenceNo"), null);

    assertThat(check(tree).violations())
        .extracting(Violation::pointer)
        .containsExactlyInAnyOrder(
            "/applicationRef", "/units/0/rtgMaxW", "/grid/exportLimitW", "/installer/licenceNo");
  }

  @Test
  void saysWhatAnEmptyObjectLacks() {
    var findings = new Findings();

    RegistrationForm.ofJson("{}".getBytes(StandardCharsets.UTF_8), findings).parse(findings);

    assertThat(findings.violations())
        .extracting(Violation::pointer)
        .contains("/applicationRef", "/connectionPoint", "/grid", "/declaration");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{",
        "{} {}",
        "{\"applicationRef\":\"a\",\"applicationRef\":\"b\"}",
        "\u0000"
      })
  void refusesWhatIsNoJsonObject(String body) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(
            () -> RegistrationForm.ofJson(body.getBytes(StandardCharsets.UTF_8), new Findings()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"units", "/units/9999/serial", "/a~1b", "/units//serial"})
  void refusesAFieldNameThatIsNoPointer(String name) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> RegistrationForm.ofFields(Map.of(name, "x"), new Findings()));
  }

  @Test
  void warnsOfWhatAReviewerShouldLookAt() {
    JsonNode tree = SiteFiles.tree("home-pv");
    change(
        tree,
        JsonPointer.compile("/units/0/model"),
        SiteFiles.tree("shop-pv").at("/units/0/model"));
    change(tree, JsonPointer.compile("/units/0/rtgMaxA"), IntNode.valueOf(2));

    Findings findings = check(tree);

    assertThat(findings.violations()).isEmpty();
    assertThat(findings.warnings())
        .extracting(Violation::pointer, Violation::rule)
        .containsExactlyInAnyOrder(
            tuple("/units/0/model", "model-not-listed"),
            tuple("/units/0/rtgMaxA", "current-implausible"));
  }

  private static Findings check(JsonNode tree) {
    var findings = new Findings();
    byte[] body = tree.toString().getBytes(StandardCharsets.UTF_8);
    RegistrationForm.ofJson(body, findings).parse(findings).check(findings, SiteFiles.RULES);
    return findings;
  }

  private static void change(JsonNode tree, JsonPointer at, @Nullable JsonNode value) {
    ObjectNode parent = (ObjectNode) tree.at(at.head());
    String member = at.last().getMatchingProperty();
    if (value == null) {
      parent.remove(member);
    } else {
      parent.set(member, value);
    }
  }

  /// Lower case, no full stop, and not empty.
  private static void isWellPut(Violation violation) {
    assertThat(violation.rule()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(violation.sentence()).matches("[a-z].*[^.]");
  }

  private static void flatten(String pointer, JsonNode node, Map<String, String> fields) {
    if (node.isValueNode()) {
      fields.put(pointer, node.asText());
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(pointer + "/" + i, node.get(i), fields);
      }
    } else {
      node.properties().forEach(e -> flatten(pointer + "/" + e.getKey(), e.getValue(), fields));
    }
  }

  static Stream<JsonNode> invalid() {
    return StreamSupport.stream(SiteFiles.tree("invalid").spliterator(), false);
  }
}
