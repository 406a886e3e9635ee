package org.gridseal.keeper;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningKey;

/// A keeper in front of which experiments end: it makes no key of an experimental algorithm, and
/// opens none.
public final class EstablishedAlgorithms implements Keeper {
  private final Keeper keeper;

  public EstablishedAlgorithms(Keeper keeper) {
    this.keeper = keeper;
  }

  /// @throws IllegalArgumentException for an experimental algorithm, too
  @Override
  public SigningKey generate(String name, SignatureAlgorithm algorithm) {
    requireEstablished(algorithm);
    return keeper.generate(name, algorithm);
  }

  /// @throws IllegalArgumentException for a key of an experimental algorithm, too
  @Override
  public SigningKey take(String name, BroughtKey brought) {
    requireEstablished(brought.algorithm());
    return keeper.take(name, brought);
  }

  /// @throws IllegalArgumentException for a key of an experimental algorithm, too
  @Override
  public Optional<SigningKey> find(String name) {
    Optional<SigningKey> found = keeper.find(name);
    found.ifPresent(key -> requireEstablished(SignatureAlgorithm.of(key.publicKey())));
    return found;
  }

  private static void requireEstablished(SignatureAlgorithm algorithm) {
    if (algorithm.isExperimental()) {
      throw new IllegalArgumentException(
          algorithm + " is an experiment; gridseal.ca.experimental-ml-dsa=true allows it");
    }
  }

  @Override
  public void attach(String name, X509Certificate certificate) {
    keeper.attach(name, certificate);
  }

  @Override
  public String kindOf(String name) {
    return keeper.kindOf(name);
  }
}
