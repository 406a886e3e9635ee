package org.gridseal.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.document.Document;
import org.gridseal.policy.Connection;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.PolicyDiff;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.Voltage;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `gridseal policy`: for people who write policies, and need no Java and no running service.
///
/// Exit codes: 0 all is well; 1 a policy is broken or decides otherwise than its cases expect; 2
/// the command was not understood.
@Command(
    name = "policy",
    subcommands = SimulateCommand.class,
    description = "Checks the policy files, and shows what they demand of a site.")
public final class PolicyCommand {
  /// The folder beside `./gridseal`, from wherever that is called.
  static final String SHIPPED = "${sys:gridseal.home:-.}/policies";

  private static final String FOLDER = "The folder with sites.yaml; by default ${DEFAULT-VALUE}.";

  @Spec private CommandSpec spec;

  @Command(name = "check", description = "Checks tiers, certificate profiles and decision cases.")
  int check(
      @Parameters(paramLabel = "DIR", defaultValue = SHIPPED, description = FOLDER) Path folder) {
    PolicyCheck.Outcome outcome = PolicyCheck.of(existing(folder));
    outcome.summary().forEach(out()::println);
    outcome.findings().forEach(err()::println);
    if (outcome.findings().isEmpty()) {
      out().println("all is well");
      return 0;
    }
    return 1;
  }

  @Command(name = "show", description = "Shows the tier of a site and all that it must meet.")
  int show(
      @Option(
              names = "--size",
              required = true,
              paramLabel = "SIZE",
              converter = ToApparentPower.class,
              description = "Sum of its AC nameplate ratings, such as 250kVA.")
          ApparentPower size,
      @Option(
              names = "--voltage",
              paramLabel = "VOLTAGE",
              defaultValue = "400V",
              converter = ToVoltage.class,
              description = "Nominal voltage where it is connected; by default ${DEFAULT-VALUE}.")
          Voltage voltage,
      @Parameters(paramLabel = "DIR", defaultValue = SHIPPED, description = FOLDER) Path folder)
      throws IOException {
    try {
      PolicyBook book = GivenFile.parsed(spec, folder.resolve("sites.yaml"), PolicyBook::parse);
      print(book.policyFor(new Connection(size, voltage)));
      return 0;
    } catch (BrokenDocumentException e) {
      return 1;
    }
  }

  @Command(
      name = "diff",
      description = "Shows what two policy files say differently, a line for each value.")
  int diff(
      @Parameters(paramLabel = "A", description = "The file as it is.") Path before,
      @Parameters(paramLabel = "B", description = "The file as it would be.") Path after)
      throws IOException {
    try {
      List<String> lines = PolicyDiff.of(sound(before), sound(after));
      lines.forEach(out()::println);
      if (lines.isEmpty()) {
        out().println("they say the same");
      }
      return 0;
    } catch (BrokenDocumentException e) {
      return 1;
    }
  }

  /// The content of a file without a mistake.
  private byte[] sound(Path file) throws IOException {
    return GivenFile.parsed(
        spec,
        file,
        yaml -> {
          PolicyBook.parse(yaml);
          return yaml;
        });
  }

  private void print(SecurityPolicy policy) {
    out().println("tier: %s (%s)".formatted(policy.tier(), policy.title()));
    out().println("rules: " + String.join(", ", policy.rules()));
    out().print(Document.write(policy.controls()));
    out().flush();
  }

  private Path existing(Path folder) {
    if (!Files.isRegularFile(folder.resolve("sites.yaml"))) {
      throw new ParameterException(
          spec.commandLine(), "there is no sites.yaml in the folder " + folder);
    }
    return folder;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  static final class ToApparentPower implements ITypeConverter<ApparentPower> {
    @Override
    public ApparentPower convert(String text) {
      return read(text, ApparentPower::fromString);
    }
  }

  private static final class ToVoltage implements ITypeConverter<Voltage> {
    @Override
    public Voltage convert(String text) {
      return read(text, Voltage::fromString);
    }
  }

  private static <T> T read(String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
