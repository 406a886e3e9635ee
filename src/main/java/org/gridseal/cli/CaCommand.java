package org.gridseal.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.concurrent.Callable;
import org.gridseal.cli.local.Home;
import org.gridseal.keeper.AuthorityFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Makes and shows the certification authority of one installation.
@Command(
    name = "ca",
    description = "Makes the certification authority, or shows what there is.",
    subcommands = {CaCommand.Init.class, CaCommand.Show.class},
    synopsisSubcommandLabel = "COMMAND")
final class CaCommand {
  @Option(
      names = "--directory",
      description = "Where keys and certificates are kept (data/ca beside this program).")
  @Nullable Path directory;

  private Path folder() {
    return directory == null ? Home.path().resolve("data/ca") : directory;
  }

  /// Makes a root and an issuing authority.
  @Command(
      name = "init",
      description = "Makes a root and an issuing CA with keys in encrypted PKCS #12 files.")
  static final class Init implements Callable<Integer> {
    @ParentCommand CaCommand parent;

    @Option(
        names = "--password-file",
        required = true,
        description = "File whose first line is the password of the key files.")
    Path passwordFile;

    @Option(names = "--organisation", defaultValue = "Gridseal", description = "The O of both CAs.")
    String organisation;

    @Option(
        names = "--status-url",
        defaultValue = "http://localhost:8080",
        description =
            "Address of the status listener as devices see it; it is written into"
                + " certificates.")
    URI statusUrl;

    @Option(names = "--policies", description = "Folder with profiles/ (policies/).")
    @Nullable Path policies;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields.
    Init() {}

    @Override
    public Integer call() throws IOException {
      AuthorityFolder authority = DevelopmentAuthority.folder(parent.folder());
      if (authority.exists()) {
        System.err.println(
            "gridseal: there is an authority in " + parent.folder() + "; it is never overwritten");
        return 1;
      }
      char[] password = firstLine(passwordFile).toCharArray();
      Path folder = policies == null ? Home.path().resolve("policies") : policies;
      authority.establish(
          DevelopmentAuthority.profilesIn(folder), organisation, statusUrl, password);
      show(authority);
      return 0;
    }

    private static String firstLine(Path file) throws IOException {
      return Files.readString(file).lines().findFirst().orElse("");
    }
  }

  /// Shows the certificates.
  @Command(name = "show", description = "Shows the certificates of both CAs.")
  static final class Show implements Callable<Integer> {
    @ParentCommand CaCommand parent;

    @SuppressWarnings("NullAway.Init") // picocli fills the field.
    Show() {}

    @Override
    public Integer call() {
      AuthorityFolder authority = DevelopmentAuthority.folder(parent.folder());
      if (!authority.exists()) {
        System.err.println(
            "gridseal: there is no authority in " + parent.folder() + "; make one with 'ca init'");
        return 1;
      }
      show(authority);
      return 0;
    }
  }

  private static void show(AuthorityFolder authority) {
    show("root", authority.rootCertificate());
    show("issuing", authority.issuingCertificate());
  }

  private static void show(String name, X509Certificate certificate) {
    System.out.printf(
        "%-8s %s%n         serial %s, valid %s to %s%n",
        name,
        certificate.getSubjectX500Principal(),
        certificate.getSerialNumber().toString(16),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }
}
