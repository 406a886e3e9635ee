package org.gridseal.keeper;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningKey;

/// A place where signing keys live under names. Keys are made or taken in, and never replaced or
/// removed; a new generation of an authority gets a key of a new name.
///
/// A name is lower-case letters, digits and hyphens, begins with a letter or digit, and has at most
/// 63 characters. Every method may be called by any thread, answers within the time that the
/// keeper's configuration states, and throws [org.gridseal.authority.SigningException] when the
/// keeper is away.
public interface Keeper {
  /// Makes a key. It is durable when this returns.
  ///
  /// @throws IllegalStateException if there is a key of that name
  /// @throws IllegalArgumentException if the name is none, or the keeper has no such algorithm
  SigningKey generate(String name, SignatureAlgorithm algorithm);

  /// Takes in a key that was made elsewhere, and its certificate. It is durable when this returns.
  ///
  /// @throws IllegalStateException if there is a key of that name
  /// @throws IllegalArgumentException if the name is none, or the keeper takes no such key
  SigningKey take(String name, BroughtKey brought);

  /// Opens a key.
  ///
  /// @return empty if there is none of that name
  /// @throws IllegalArgumentException if the name is none
  Optional<SigningKey> find(String name);

  /// Puts the authority's certificate beside its key, where the store has a place for one; others
  /// do nothing. May be repeated, with the same certificate or a newer one.
  ///
  /// @throws IllegalStateException if there is no key of that name
  /// @throws IllegalArgumentException if the certificate is for another key
  void attach(String name, X509Certificate certificate);

  /// What keeps the key of that name, in a word, for records: `file`, `pkcs11` or `vault`.
  String kindOf(String name);
}
