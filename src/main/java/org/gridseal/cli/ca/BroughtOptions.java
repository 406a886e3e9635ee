package org.gridseal.cli.ca;

import java.nio.file.Path;
import java.util.Optional;
import org.gridseal.keeper.BroughtFile;
import org.gridseal.keeper.BroughtKey;
import org.gridseal.keeper.Secret;
import org.gridseal.x509.Pem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is said of a private key that is brought. Its password never stands on the command line.
final class BroughtOptions {
  @Option(
      names = "--line",
      description = {
        "FILE is the private key of a CA, with its certificate: PKCS #12, or PEM with PKCS #8.",
        "It becomes the next CA of this line: root, or a profile such as issuing."
      })
  private @Nullable String line;

  @Option(names = "--certificate", description = "The CA's certificate, if FILE has none.")
  private @Nullable Path certificate;

  @Option(
      names = "--key-password-file",
      description = "File whose first line is the password of FILE; asked for without.")
  private @Nullable Path passwordFile;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  BroughtOptions() {}

  /// The line that the key is for, if a key is brought at all.
  Optional<String> line() {
    return Optional.ofNullable(line);
  }

  BroughtKey read(byte[] content, Guide guide) {
    return new BroughtFile(content)
        .key(
            Optional.ofNullable(certificate).map(it -> Pem.certificate(CarriedFile.read(it))),
            () -> password(guide));
  }

  private char[] password(Guide guide) {
    return passwordFile == null
        ? guide.secret("--key-password-file", "Password of the key's file")
        : Secret.in(passwordFile).toCharArray();
  }
}
