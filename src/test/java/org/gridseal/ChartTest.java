package org.gridseal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The Helm chart, as Helm renders it and Kubernetes would read it.
class ChartTest {
  private static final Path CHART = Path.of("helm/gridseal");

  /// The oldest that the chart allows.
  private static final String KUBERNETES = "1.25.0";

  private static final YAMLMapper YAML = new YAMLMapper();

  @Test
  void passesTheLinter() {
    LintResult result = new Helm(CHART).lint().strict().call();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @Test
  void needsNoMoreThanTheMinimum() throws IOException {
    assertThat(render("minimal"))
        .extracting(object -> object.get("kind").asText())
        .containsExactlyInAnyOrder(
            "ServiceAccount",
            "Service",
            "Service",
            "Deployment",
            "NetworkPolicy",
            "PodDisruptionBudget");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"minimal", "full"})
  void runsUnderTheRestrictedPodSecurityStandard(String values) throws IOException {
    JsonNode pod = podOf(render(values));
    JsonNode container = pod.at("/containers/0/securityContext");

    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(container.at("/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"minimal", "full"})
  void leadsEveryPortOfAServiceToOneOfTheContainer(String values) throws IOException {
    List<JsonNode> objects = render(values);
    List<String> ports = texts(podOf(objects).at("/containers/0/ports"), "name");

    assertThat(ports)
        .containsExactlyInAnyOrder("web", "device", "device-2030", "status", "management");
    assertThat(all(objects, "Service"))
        .flatExtracting(service -> texts(service.at("/spec/ports"), "targetPort"))
        .containsExactlyInAnyOrderElementsOf(ports);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"minimal", "full"})
  void selectsItsOwnPods(String values) throws IOException {
    List<JsonNode> objects = render(values);
    JsonNode labels = one(objects, "Deployment").at("/spec/template/metadata/labels");

    assertThat(all(objects, "Service"))
        .extracting(service -> service.at("/spec/selector"))
        .contains(one(objects, "Deployment").at("/spec/selector/matchLabels"))
        .allSatisfy(
            selector ->
                assertThat(selector.properties())
                    .isNotEmpty()
                    .allSatisfy(
                        label ->
                            assertThat(labels.get(label.getKey())).isEqualTo(label.getValue())));
  }

  /// A secret in a chart ends up in Helm's release history.
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"minimal", "full"})
  void refersToSecretsAndHoldsNone(String values) throws IOException {
    List<JsonNode> objects = render(values);

    assertThat(all(objects, "Secret")).isEmpty();
    assertThat(environment(objects).filter(each -> each.get("name").asText().endsWith("PASSWORD")))
        .hasSize(2)
        .allSatisfy(
            each -> assertThat(each.at("/valueFrom/secretKeyRef/key").asText()).isNotEmpty());
  }

  @Test
  void configuresNothingThatTheServiceDoesNotKnow() throws IOException {
    List<String> known =
        Files.readAllLines(Path.of("src/main/resources/application.properties")).stream()
            .filter(line -> line.startsWith("gridseal.") || line.startsWith("quarkus.tls."))
            .map(line -> line.substring(0, line.indexOf('=')))
            .map(key -> key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))
            .toList();

    assertThat(environment(render("full")).map(each -> each.get("name").asText()))
        .filteredOn(name -> name.startsWith("GRIDSEAL_") || name.startsWith("QUARKUS_TLS_"))
        .isNotEmpty()
        .isSubsetOf(known);
  }

  @Test
  void allowsPagesToReachTheIdentityProvider() throws IOException {
    assertThat(environment(render("minimal")))
        .filteredOn(each -> each.get("name").asText().equals("GRIDSEAL_IDENTITY_ORIGIN"))
        .extracting(each -> each.get("value").asText())
        .containsExactly("https://id.example");
  }

  @Test
  void putsPolicyFilesWhereTheServiceLooksForThem() throws IOException {
    List<JsonNode> objects = render("full");
    JsonNode items = podOf(objects).at("/volumes").findPath("configMap").path("items");

    assertThat(texts(items, "path")).containsExactly("profiles/root.yaml", "sites.yaml");
    assertThat(one(objects, "ConfigMap").get("data").propertyStream().map(each -> each.getKey()))
        .containsExactlyElementsOf(texts(items, "key"));
  }

  @Test
  void keepsASingleReplicaDrainable() throws IOException {
    assertThat(all(render("full"), "PodDisruptionBudget")).isEmpty();
  }

  @Test
  void saysWhichValueIsMissing() {
    TemplateCommand command = template("minimal").set("image.repository", "");

    assertThatThrownBy(command::call).hasMessageContaining("image.repository: give the repository");
  }

  @Test
  void refusesAValueThatItDoesNotKnow() {
    TemplateCommand command = template("minimal").set("replicaCount", 3);

    assertThatThrownBy(command::call).hasMessageContaining("replicaCount");
  }

  private static TemplateCommand template(String values) {
    return new Helm(CHART)
        .template()
        .withName("der")
        .withKubeVersion(KUBERNETES)
        .withValuesFile(CHART.resolve("ci/" + values + "-values.yaml"));
  }

  private static List<JsonNode> render(String values) throws IOException {
    try (var objects =
        YAML.readerFor(JsonNode.class).<JsonNode>readValues(template(values).call())) {
      return objects.readAll().stream().filter(JsonNode::isObject).toList();
    }
  }

  private static List<JsonNode> all(List<JsonNode> objects, String kind) {
    return objects.stream().filter(each -> each.get("kind").asText().equals(kind)).toList();
  }

  private static JsonNode one(List<JsonNode> objects, String kind) {
    assertThat(all(objects, kind)).hasSize(1);
    return all(objects, kind).getFirst();
  }

  private static JsonNode podOf(List<JsonNode> objects) {
    return one(objects, "Deployment").at("/spec/template/spec");
  }

  private static Stream<JsonNode> environment(List<JsonNode> objects) {
    JsonNode variables = podOf(objects).at("/containers/0/env");
    return StreamSupport.stream(variables.spliterator(), false);
  }

  private static List<String> texts(JsonNode list, String field) {
    return list.valueStream().map(each -> each.get(field).asText()).toList();
  }
}
