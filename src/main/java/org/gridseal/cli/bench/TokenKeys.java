package org.gridseal.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridseal.keeper.BroughtFile;
import org.gridseal.keeper.Pkcs11Keeper;
import org.gridseal.keeper.Pkcs11Token;

/// The keys of a testbed's CAs in a token, the same as in its files: so two measurements differ by
/// the keeper alone.
final class TokenKeys {
  private static final String SUFFIX = ".p12";

  private TokenKeys() {}

  /// Brings the keys of all CAs but the root's into a new token.
  ///
  /// @param folder for the token
  /// @param authorities the CAs' folder
  /// @param password of its key files
  /// @return variables of a service that shall use them
  /// @throws FailedBenchException if SoftHSM is not installed
  static Map<String, String> in(Path folder, Path authorities, String password) {
    try {
      SoftToken made =
          SoftToken.in(folder)
              .orElseThrow(
                  () ->
                      new FailedBenchException(
                          "SoftHSM is not installed (Debian package softhsm2)"));
      Pkcs11Token token = made.token();
      var keeper = new Pkcs11Keeper(token);
      for (Path file : keyFiles(authorities)) {
        String name = file.getFileName().toString().replace(SUFFIX, "");
        keeper.take(
            name,
            new BroughtFile(Files.readAllBytes(file)).key(Optional.empty(), password::toCharArray));
      }
      return Map.of(
          "GRIDSEAL_CA_KEEPER",
          "pkcs11",
          "GRIDSEAL_CA_PKCS11_LIBRARY",
          token.library().toString(),
          "GRIDSEAL_CA_PKCS11_TOKEN_LABEL",
          SoftToken.LABEL,
          "GRIDSEAL_CA_PKCS11_PIN_FILE",
          token.pinFile().toString(),
          "SOFTHSM2_CONF",
          made.configuration().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> keyFiles(Path authorities) throws IOException {
    try (Stream<Path> files = Files.list(authorities)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .filter(file -> !file.getFileName().toString().startsWith("root"))
          .toList();
    }
  }
}
