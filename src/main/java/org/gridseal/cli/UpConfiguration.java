package org.gridseal.cli;

import java.util.Map;
import java.util.Optional;
import org.gridseal.cli.local.DataDirectory;
import org.gridseal.cli.local.Home;
import org.gridseal.cli.local.Secrets;

/// What the service is told so that it finds what `up` started. The names are those of
/// `application.properties`, where each is explained.
record UpConfiguration(DataDirectory data, UpPorts ports, Secrets secrets) {
  /// Sets system properties, which come before everything but nothing else can see.
  void apply() {
    listeners().forEach(System::setProperty);
    database().forEach(System::setProperty);
    identity().forEach(System::setProperty);
  }

  private Map<String, String> listeners() {
    return Map.of(
        "gridseal.data", data.path().toString(),
        "gridseal.policies", given("GRIDSEAL_POLICIES", "policies"),
        // Whoever tries things out changes the policy alone.
        "gridseal.policy-agreements",
            Optional.ofNullable(System.getenv("GRIDSEAL_POLICY_AGREEMENTS")).orElse("0"),
        "gridseal.networks", given("GRIDSEAL_NETWORKS", "test-data/networks.yaml"),
        "quarkus.http.ssl-port", Integer.toString(ports.web),
        "gridseal.device.port", Integer.toString(ports.device),
        "gridseal.device.ieee2030-5.port", Integer.toString(ports.device2030),
        "gridseal.status.port", Integer.toString(ports.status),
        "quarkus.management.port", Integer.toString(ports.management),
        "quarkus.management.host", "localhost");
  }

  /// A file or folder of whoever starts it, or else one beside `./gridseal`.
  private static String given(String variable, String shipped) {
    return Optional.ofNullable(System.getenv(variable))
        .orElseGet(() -> Home.path().resolve(shipped).toString());
  }

  private Map<String, String> database() {
    return Map.of(
        "quarkus.datasource.jdbc.url",
        ports.databaseUrl("gridseal"),
        "quarkus.datasource.password",
        secrets.password("db-app"),
        "quarkus.flyway.password",
        secrets.password("db-owner"));
  }

  private Map<String, String> identity() {
    return Map.of(
        "gridseal.identity.origin",
        "https://localhost:" + ports.keycloak,
        "quarkus.oidc.tls.tls-configuration-name",
        "identity",
        // Keycloak comes up beside the service and later; that it is not there yet is no news.
        "quarkus.log.category.\"io.quarkus.oidc\".level",
        "ERROR",
        "quarkus.tls.identity.trust-store.pem.certs",
        data.resolve("ca/root.pem").toString());
  }
}
