package org.gridseal.cli.ca;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.ceremony.RefusedCeremonyException;
import picocli.CommandLine.Option;

/// How a CA is to sign: by its curve, or by the name that the algorithm has in profiles.
final class AlgorithmOption {
  private static final Map<String, SignatureAlgorithm> CURVES =
      Map.of("P-256", SignatureAlgorithm.ECDSA_SHA256, "P-384", SignatureAlgorithm.ECDSA_SHA384);

  @Option(
      names = "--algorithm",
      defaultValue = "P-256",
      description = {
        "How it signs: P-256 or P-384, with the hash that belongs to the curve (${DEFAULT-VALUE});",
        "for a root alone ML-DSA-44, ML-DSA-65 or ML-DSA-87 with",
        "gridseal.ca.experimental-ml-dsa=true. The CA's profile must have such keys."
      })
  private String name;

  @SuppressWarnings("NullAway.Init") // picocli fills the field
  AlgorithmOption() {}

  /// @throws RefusedCeremonyException if there is none of that name
  SignatureAlgorithm chosen() {
    SignatureAlgorithm ofCurve = CURVES.get(name);
    return ofCurve != null
        ? ofCurve
        : SignatureAlgorithm.named(name)
            .orElseThrow(
                () ->
                    new RefusedCeremonyException("no algorithm is named so; there are " + names()));
  }

  private static String names() {
    return Stream.concat(
            CURVES.keySet().stream().sorted(),
            Arrays.stream(SignatureAlgorithm.values()).map(SignatureAlgorithm::toString))
        .collect(Collectors.joining(", "));
  }
}
