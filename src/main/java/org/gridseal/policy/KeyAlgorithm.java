package org.gridseal.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/// A kind of key that a policy can accept, named as in FIPS 186-5.
public enum KeyAlgorithm {
  P256("P-256"),
  P384("P-384");

  private final String text;

  KeyAlgorithm(String text) {
    this.text = text;
  }

  /// Finds the algorithm of that name; whatever has no name here can be accepted nowhere.
  public static Optional<KeyAlgorithm> named(String name) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.text.equals(name)).findFirst();
  }

  @JsonCreator
  static KeyAlgorithm ofName(String name) {
    return named(name).orElseThrow(() -> new IllegalArgumentException("no such key algorithm"));
  }

  @JsonValue
  @Override
  public String toString() {
    return text;
  }
}
