package org.gridseal.cli;

import java.util.List;
import java.util.stream.Stream;
import org.gridseal.cli.local.DemoPerson;
import org.gridseal.cli.local.Listener;
import org.gridseal.cli.local.LocalKeycloak;
import picocli.CommandLine.Option;

/// The ports of everything that `up` starts.
public final class UpPorts {
  @Option(
      names = "--web-port",
      defaultValue = "8443",
      description = "Pages and API (${DEFAULT-VALUE}).")
  int web;

  @Option(
      names = "--device-port",
      defaultValue = "9443",
      description = "EST for devices (${DEFAULT-VALUE}).")
  int device;

  @Option(
      names = "--device-2030-port",
      defaultValue = "9444",
      description = "EST for IEEE 2030.5 devices (${DEFAULT-VALUE}).")
  int device2030;

  @Option(
      names = "--status-port",
      defaultValue = "8080",
      description = "OCSP, CRL, CA certificates, log (${DEFAULT-VALUE}).")
  int status;

  @Option(
      names = "--management-port",
      defaultValue = "9000",
      description = "Health and metrics (${DEFAULT-VALUE}).")
  int management;

  @Option(
      names = "--keycloak-port",
      defaultValue = "8180",
      description = "Logins (${DEFAULT-VALUE}).")
  int keycloak;

  @Option(
      names = "--database-port",
      defaultValue = "5432",
      description = "PostgreSQL (${DEFAULT-VALUE}).")
  int database;

  public int web() {
    return web;
  }

  public int device() {
    return device;
  }

  public int device2030() {
    return device2030;
  }

  public int status() {
    return status;
  }

  public int management() {
    return management;
  }

  public int keycloak() {
    return keycloak;
  }

  /// The options that give another process the same ports.
  public List<String> asOptions() {
    return listeners().stream()
        .flatMap(listener -> Stream.of(listener.flag(), Integer.toString(listener.port())))
        .toList();
  }

  List<Listener> listeners() {
    return List.of(
        new Listener("pages and the API", "--web-port", web),
        new Listener("devices", "--device-port", device),
        new Listener("IEEE 2030.5 devices", "--device-2030-port", device2030),
        new Listener("certificate status", "--status-port", status),
        new Listener("health and metrics", "--management-port", management),
        new Listener("Keycloak", "--keycloak-port", keycloak),
        new Listener("PostgreSQL", "--database-port", database));
  }

  String databaseUrl(String name) {
    return "jdbc:postgresql://localhost:%d/%s".formatted(database, name);
  }

  LocalKeycloak.Settings keycloakSettings(List<DemoPerson> people) {
    return new LocalKeycloak.Settings(keycloak, web, databaseUrl("keycloak"), people);
  }
}
