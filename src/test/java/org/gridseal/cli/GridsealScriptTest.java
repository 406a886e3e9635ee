package org.gridseal.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The `gridseal` script among JDKs and builds that are only shells saying what they were told.
class GridsealScriptTest {
  private static final Path SCRIPT = Path.of("gridseal").toAbsolutePath();

  @TempDir Path temporary;

  private Path home;
  private Path jvms;

  @BeforeEach
  void copyTheScript() throws IOException {
    home = Files.createDirectories(temporary.resolve("a path with spaces"));
    jvms = Files.createDirectories(temporary.resolve("jvm"));
    Files.copy(SCRIPT, home.resolve("gridseal"));
    Files.createDirectories(home.resolve("src/main"));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    executable(
        home.resolve("mvnw"),
        "mkdir -p target/quarkus-app; echo built >>builds; : >target/quarkus-app/quarkus-run.jar");
  }

  @Test
  void takesTheJdkOfJavaHome() throws Exception {
    Path chosen = jdk("chosen", "25.0.1");
    jdk("newer", "26");

    Answer answer = run(chosen, "help");

    assertThat(answer.output()).contains(chosen + "/bin/java").endsWith("quarkus-run.jar help\n");
  }

  @Test
  void passesOverAnOldJavaHome() throws Exception {
    Path old = jdk("old", "17.0.15");
    Path fit = jdk("temurin-25", "25.0.3");

    assertThat(run(old, "help").output()).contains(fit + "/bin/java");
  }

  @Test
  void passesOverARuntimeWithoutCompiler() throws Exception {
    Path runtime = jdk("runtime", "25.0.3");
    Files.delete(runtime.resolve("bin/javac"));
    Path fit = jdk("temurin-25", "25.0.3");

    assertThat(run(runtime, "help").output()).contains(fit + "/bin/java");
  }

  @Test
  void tellsWhatToInstallWhenThereIsNoJdk() throws Exception {
    Answer answer = run(jdk("old", "21"), "help");

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.output())
        .hasLineCount(1)
        .contains("needs a JDK 25 or newer")
        .contains("temurin-25-jdk");
  }

  @Test
  void worksThroughASymbolicLinkInAnotherFolder() throws Exception {
    Path fit = jdk("temurin-25", "25");
    Path link = Files.createDirectories(temporary.resolve("bin")).resolve("gridseal");
    Files.createSymbolicLink(link, Path.of("../a path with spaces/gridseal"));

    Answer answer = run(link, fit, "verify", "two words");

    assertThat(answer.output())
        .contains("-Dgridseal.home=" + home.toRealPath())
        .endsWith("verify two words\n");
  }

  @Test
  void buildsOnlyWhenSomethingIsNewer() throws Exception {
    Path fit = jdk("temurin-25", "25");
    run(fit, "help");
    run(fit, "help");
    Path source = Files.writeString(home.resolve("src/main/New.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));

    run(fit, "help");

    assertThat(home.resolve("builds")).content().isEqualTo("built\nbuilt\n");
  }

  @Test
  void showsWhatMavenSaidWhenTheBuildFails() throws Exception {
    executable(home.resolve("mvnw"), "echo '[INFO] noise'; echo '[ERROR] no such symbol'; exit 1");

    Answer answer = run(jdk("temurin-25", "25"), "help");

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.output()).contains("no such symbol").doesNotContain("noise");
  }

  private Answer run(Path javaHome, String... arguments) throws Exception {
    return run(home.resolve("gridseal"), javaHome, arguments);
  }

  private Answer run(Path script, Path javaHome, String... arguments) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(script.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().remove("GRIDSEAL_BUILD");
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().put("GRIDSEAL_JVM_DIR", jvms.toString());
    builder.environment().put("HOME", temporary.toString());
    builder.environment().put("PATH", "/usr/bin:/bin");
    Process process = builder.directory(temporary.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Answer(process.waitFor(), output);
  }

  private Path jdk(String name, String version) throws IOException {
    Path jdk = jvms.resolve(name);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    executable(jdk.resolve("bin/java"), "echo \"$0 $*\"");
    executable(jdk.resolve("bin/javac"), "exit 0");
    return jdk;
  }

  private static void executable(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private record Answer(int exitCode, String output) {}
}
