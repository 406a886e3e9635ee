package org.gridseal.lint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.gridseal.x509.Pem;

/// A hash that somebody may have taken for the certificate's fingerprint (IEEE 2030.5-2018 §6.3.4),
/// and of what.
final class Hashed {
  private static final String RIGHT = "certificate";

  private final String name;
  private final String what;
  private final byte[] hash;

  private Hashed(String name, String what, byte[] hash) {
    this.name = name;
    this.what = what;
    this.hash = hash;
  }

  /// The right one first, then mistakes, the commonest first.
  static List<Hashed> candidates(Brought brought, List<Specimen> chain) {
    Specimen holder = chain.getFirst();
    byte[] encoded = holder.encoded();
    List<Hashed> all = new ArrayList<>();
    all.add(new Hashed(RIGHT, "the certificate", Digests.sha256(encoded)));
    brought.pieces().stream()
        .filter(piece -> Arrays.equals(piece.certificate().encoded(), encoded))
        .flatMap(piece -> piece.armour().stream())
        .forEach(armour -> addTexts(all, armour));
    addTexts(all, Pem.write("CERTIFICATE", encoded).strip());
    all.add(of("file", "the whole file", brought.content()));
    addOthers(all, chain);
    addParts(all, holder);
    Stream.of("SHA-1", "SHA-384", "SHA-512", "MD5")
        .map(
            algorithm ->
                new Hashed(
                    "another-hash-function",
                    "the certificate by " + algorithm + " instead of SHA-256",
                    Digests.of(algorithm, encoded)))
        .forEach(all::add);
    all.add(
        of("hexadecimal-text", "the hexadecimal text", text(HexFormat.of().formatHex(encoded))));
    return List.copyOf(all);
  }

  /// The text as it was brought, and as it is on the other system, with and without its last end of
  /// line.
  private static void addTexts(List<Hashed> all, String armour) {
    String unix = armour.replace("\r\n", "\n");
    String windows = unix.replace("\n", "\r\n");
    all.add(of("pem-text", "the PEM text", text(unix + "\n")));
    all.add(of("pem-text", "the PEM text", text(unix)));
    all.add(of("pem-text-crlf", "the PEM text with Windows line ends", text(windows + "\r\n")));
    all.add(of("pem-text-crlf", "the PEM text with Windows line ends", text(windows)));
    String body = unix.replaceAll("-----[^-]*-----", "").strip();
    Stream.of(body.replaceAll("\\s", ""), body, body + "\n", body.replace("\n", "\r\n"))
        .forEach(
            each -> all.add(of("base64-body", "the base64 between BEGIN and END", text(each))));
  }

  private static void addOthers(List<Hashed> all, List<Specimen> chain) {
    for (int i = 1; i < chain.size(); i++) {
      all.add(
          i == 1
              ? of("issuer-certificate", "the issuer's certificate", chain.get(i).encoded())
              : of(
                  "another-certificate-of-the-chain",
                  "another authority's certificate of this chain",
                  chain.get(i).encoded()));
    }
  }

  private static void addParts(List<Hashed> all, Specimen holder) {
    all.add(of("public-key", "the public key alone", holder.keyEncoded()));
    all.add(of("public-key", "the public key alone", holder.key().getPublicKeyData().getBytes()));
    all.add(of("unsigned-content", "the certificate without its signature", holder.toBeSigned()));
  }

  private static Hashed of(String name, String what, byte[] content) {
    return new Hashed(name, what, Digests.sha256(content));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  boolean isRight() {
    return name.equals(RIGHT);
  }

  String name() {
    return name;
  }

  /// What was hashed, for a sentence.
  String what() {
    return what;
  }

  byte[] hash() {
    return hash.clone();
  }
}
