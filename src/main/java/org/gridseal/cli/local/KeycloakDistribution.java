package org.gridseal.cli.local;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/// Keycloak's own distribution, fetched as a Maven artifact, unpacked and built for our options
/// once per machine. Nothing is written into it afterwards, so several instances may run from one.
///
/// @param home the folder with Keycloak's `lib`
record KeycloakDistribution(Path home) {
  private static final String VERSION = "26.7.3";

  private static final String ARTIFACT =
      "org.keycloak:keycloak-quarkus-dist:" + VERSION + ":tar.gz";

  private static final String COPY_GOAL =
      "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";

  /// Options that Keycloak compiles in. What is switched off is not used here and costs start time.
  private static final List<String> BUILD_OPTIONS =
      List.of(
          "--db=postgres",
          "--cache=local",
          "--health-enabled=false",
          "--metrics-enabled=false",
          "--features-disabled=" + String.join(",", unusedFeatures()));

  /// Returns the distribution, made by the first caller; others wait for it.
  ///
  /// @param project the folder with `mvnw`
  /// @param progress is told what takes long
  /// @throws CannotStartException if it cannot be fetched, unpacked or built
  static KeycloakDistribution prepare(Path cache, Path project, Consumer<String> progress) {
    String name = "keycloak-%s-%08x".formatted(VERSION, BUILD_OPTIONS.hashCode());
    Path home = cache.resolve(name);
    try (FileChannel lockFile = openLock(cache);
        FileLock _ = lockFile.lock()) {
      if (!Files.exists(home)) {
        make(home, project, progress);
      }
      return new KeycloakDistribution(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel openLock(Path cache) throws IOException {
    Files.createDirectories(cache);
    return FileChannel.open(
        cache.resolve("keycloak.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /// All is done aside and moved at the end, so that a folder of that name is complete.
  private static void make(Path home, Path project, Consumer<String> progress) throws IOException {
    Path aside = home.resolveSibling(home.getFileName() + ".incomplete");
    Folders.delete(aside);
    Files.createDirectories(aside);
    Path archive = fetch(aside, project, progress);
    progress.accept("unpacking Keycloak (once)");
    must(
        List.of("tar", "-xzf", archive.toString(), "--strip-components=1", "-C", aside.toString()),
        "unpack " + archive);
    Files.delete(archive);
    progress.accept("building Keycloak for PostgreSQL (once, half a minute)");
    build(aside);
    Files.move(aside, home);
  }

  private static void build(Path home) {
    List<String> command = new java.util.ArrayList<>();
    command.add(home.resolve("bin/kc.sh").toString());
    command.add("build");
    command.addAll(BUILD_OPTIONS);
    must(command, "build Keycloak");
  }

  private static Path fetch(Path folder, Path project, Consumer<String> progress)
      throws IOException {
    progress.accept("fetching Keycloak " + VERSION + " (once, 176 MB)");
    Process maven =
        maven(project, COPY_GOAL, "-Dartifact=" + ARTIFACT, "-DoutputDirectory=" + folder);
    StringBuilder output = new StringBuilder();
    try (Reader reader = new InputStreamReader(maven.getInputStream(), StandardCharsets.UTF_8)) {
      new DownloadProgress(progress).follow(reader, output);
    }
    Path archive = folder.resolve("keycloak-quarkus-dist-" + VERSION + ".tar.gz");
    if (maven.onExit().join().exitValue() != 0 || !Files.exists(archive)) {
      throw new CannotStartException("cannot fetch Keycloak; Maven says\n" + output);
    }
    return archive;
  }

  private static Process maven(Path project, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(project.resolve("mvnw").toString())
            .directory(project.toFile())
            .redirectErrorStream(true);
    builder.command().addAll(List.of(arguments));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.start();
  }

  private static void must(List<String> command, String what) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Commands.Result result = Commands.run(builder);
    if (result.exitCode() != 0) {
      throw new CannotStartException("cannot " + what + ":\n" + result.output());
    }
  }

  private static List<String> unusedFeatures() {
    return List.of("impersonation");
  }
}
