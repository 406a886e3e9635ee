package org.gridseal.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gridseal.lint.Brought;
import org.gridseal.lint.Report;
import org.gridseal.lint.Role;
import org.gridseal.x509.MalformedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lint`: explains certificates that somebody brought, and what is wrong with them.
@Command(
    name = "lint",
    description = {
      "Explains certificates in plain words, and what is wrong with them.",
      "Files are PEM, ASN.1 DER, base64, or an answer of EST; several may form one chain."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:no error was found, and the LFDI matches where one was given",
      "1:there is an error, or the LFDI does not match",
      "2:a file could not be read, or the command was not understood"
    })
public final class LintCommand implements Callable<Integer> {
  private static final int FINE = 0;
  private static final int WRONG = 1;
  private static final int UNKNOWN = 2;

  /// Octets of a file: hundreds of certificates.
  private static final int MAXIMUM = 1 << 20;

  /// What was not asked about has no member.
  private static final JsonInclude.Value NON_NULL =
      JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS);

  private static final ObjectMapper JSON =
      JsonMapper.builder().defaultPropertyInclusion(NON_NULL).build();

  @Parameters(paramLabel = "<file>", arity = "1..*", description = "a certificate, or a chain")
  private List<Path> files;

  @Option(
      names = {"--lfdi", "--sfdi"},
      paramLabel = "<digits>",
      description = "an LFDI or SFDI, however written: says whether it is the first certificate's")
  private @Nullable String stated;

  @Option(
      names = "--as",
      paramLabel = "<role>",
      description = "what the first certificate is for: ${COMPLETION-CANDIDATES}; else guessed")
  private @Nullable Role role;

  @Option(names = "--json", description = "for programs")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    List<Brought> brought = new ArrayList<>();
    for (Path file : files) {
      try {
        brought.add(Brought.read(content(file)));
      } catch (IOException | MalformedException e) {
        err().println("gridseal: " + file + ": " + reason(e));
        return UNKNOWN;
      }
    }
    Report report =
        Report.of(brought, Optional.ofNullable(role), Optional.ofNullable(stated), Instant.now());
    if (json) {
      out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
    } else {
      LintReport.lines(report).forEach(out()::println);
    }
    return report.sound() ? FINE : WRONG;
  }

  private static byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAXIMUM + 1);
      if (content.length > MAXIMUM) {
        throw new MalformedException("it is longer than certificates are");
      }
      return content;
    }
  }

  private static String reason(Exception e) {
    return e instanceof MalformedException malformed ? malformed.rule() : "it cannot be read";
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
