package org.gridseal.cli.ca;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.ceremony.RefusedCeremonyException;
import picocli.CommandLine.Option;

/// How a CA is to sign: by the kind of its key, or by the name that the algorithm has in profiles.
final class AlgorithmOption {
  @Option(
      names = "--algorithm",
      defaultValue = "P-256",
      description = {
        "How it signs: P-256 or P-384, with the hash that belongs to the curve (${DEFAULT-VALUE});",
        "ML-DSA-44, ML-DSA-65 or ML-DSA-87 with gridseal.ca.experimental-ml-dsa=true.",
        "The CA's profile must have such keys."
      })
  private String name;

  @SuppressWarnings("NullAway.Init") // picocli fills the field
  AlgorithmOption() {}

  /// @throws RefusedCeremonyException if there is none of that name
  SignatureAlgorithm chosen() {
    return Arrays.stream(SignatureAlgorithm.values())
        .filter(each -> names(each).anyMatch(name::equals))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedCeremonyException(
                    "no algorithm is named so; there are " + String.join(", ", names())));
  }

  private static Stream<String> names(SignatureAlgorithm algorithm) {
    return Stream.of(algorithm.kind().toString(), algorithm.toString());
  }

  private static List<String> names() {
    return Arrays.stream(SignatureAlgorithm.values())
        .flatMap(AlgorithmOption::names)
        .distinct()
        .toList();
  }
}
