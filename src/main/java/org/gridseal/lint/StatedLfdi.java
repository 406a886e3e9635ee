package org.gridseal.lint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gridseal.site.Lfdi;

/// Finds out how an LFDI was made (IEEE 2030.5-2018 §6.3.4).
final class StatedLfdi {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /// So many digits may be typed wrongly before it is more likely another LFDI: two by chance agree
  /// in two or three of forty.
  private static final int TYPING_MISTAKES = 4;

  private StatedLfdi() {}

  /// What was done with a hash.
  ///
  /// @param name of the mistake; empty where there is none
  private record Cut(String name, String advice, Function<byte[], String> digits) {
    private boolean gives(String typed, Hashed hashed) {
      return digits.apply(hashed.hash()).equals(typed);
    }
  }

  private static final Cut LEFTMOST = new Cut("", "", hash -> HEX.formatHex(leftmost(hash)));

  private static final List<Cut> CUTS =
      List.of(
          LEFTMOST,
          new Cut(
              "whole-hash",
              "all of the hash is stated; an LFDI is its first 40 digits",
              HEX::formatHex),
          new Cut(
              "rightmost-octets",
              "the last 20 octets of the hash were taken; take the first 20",
              hash -> HEX.formatHex(reversed(leftmost(reversed(hash))))),
          new Cut(
              "octets-reversed",
              "the octets stand in reverse; write the first one first",
              hash -> HEX.formatHex(reversed(leftmost(hash)))),
          new Cut(
              "octets-reversed",
              "the hash was reversed before it was cut; take its first 20 octets as they are",
              hash -> HEX.formatHex(leftmost(reversed(hash)))),
          new Cut(
              "octets-reversed",
              "the octets of each 32-bit word stand in reverse; write the hash octet by octet",
              hash -> HEX.formatHex(wordsReversed(leftmost(hash)))),
          new Cut(
              "leading-zeros-dropped",
              "leading zeros are missing; write all 40 digits",
              hash -> HEX.formatHex(leftmost(hash)).replaceFirst("^0+", "")),
          new Cut(
              "zeros-dropped",
              "each octet was written without its leading zero; write two digits an octet",
              hash -> unpadded(leftmost(hash))));

  static Diagnosis diagnose(List<Hashed> candidates, String stated, String digits) {
    String typed = digits.toUpperCase(Locale.ROOT).replaceFirst("^0X", "");
    String right = LEFTMOST.digits.apply(candidates.getFirst().hash());
    if (typed.equals(right)) {
      return Diagnosis.match(
          stated.equals(right)
              ? "It matches."
              : "It matches. Over the wire it is " + right + ", 40 digits without separators.");
    }
    return candidates.stream()
        .flatMap(hashed -> made(hashed, typed).stream())
        .findFirst()
        .or(() -> misspelled(typed, right))
        .orElseGet(
            () ->
                Diagnosis.mistake(
                    "another-certificate",
                    "It is made from none of these certificates: it is another certificate's, or of an"
                        + " earlier one of this device (each renewal changes it). This one has "
                        + right
                        + "."));
  }

  private static Optional<Diagnosis> made(Hashed hashed, String typed) {
    return CUTS.stream()
        .filter(cut -> cut.gives(typed, hashed))
        .findFirst()
        .map(cut -> new Diagnosis(false, names(hashed, cut), sentence(hashed, cut)));
  }

  private static List<String> names(Hashed hashed, Cut cut) {
    List<String> names = new ArrayList<>();
    if (!hashed.isRight()) {
      names.add(hashed.name());
    }
    if (!cut.name.isEmpty()) {
      names.add(cut.name);
    }
    return names;
  }

  private static String sentence(Hashed hashed, Cut cut) {
    String made =
        hashed.isRight()
            ? "It is made from this certificate, and wrongly"
            : "It is the hash of %s; hash the certificate's ASN.1 DER by SHA-256"
                .formatted(hashed.what());
    return cut.name.isEmpty() ? made + "." : made + ": " + cut.advice + ".";
  }

  private static Optional<Diagnosis> misspelled(String typed, String right) {
    if (typed.replace('O', '0').replace('I', '1').replace('L', '1').equals(right)) {
      return Optional.of(
          Diagnosis.mistake(
              "letter-for-digit", "A letter O, I or l stands where a digit 0 or 1 belongs."));
    }
    if (typed.length() == right.length()) {
      return mistyped(typed, right);
    }
    return missing(typed, right)
        .or(
            () ->
                Optional.of(
                    Diagnosis.mistake(
                        "not-40-digits",
                        "An LFDI has 40 hexadecimal digits, and this has %d. The certificate's is %s."
                            .formatted(typed.length(), right))));
  }

  private static Optional<Diagnosis> missing(String typed, String right) {
    return IntStream.range(0, right.length())
        .filter(at -> new StringBuilder(right).deleteCharAt(at).toString().equals(typed))
        .mapToObj(
            at ->
                Diagnosis.mistake("digit-missing", "Digit %d of 40 is missing.".formatted(at + 1)))
        .findFirst();
  }

  private static Optional<Diagnosis> mistyped(String typed, String right) {
    List<Integer> places =
        IntStream.range(0, right.length())
            .filter(at -> typed.charAt(at) != right.charAt(at))
            .mapToObj(at -> at + 1)
            .toList();
    return Optional.of(places)
        .filter(found -> found.size() <= TYPING_MISTAKES)
        .map(
            found ->
                Diagnosis.mistake(
                    "mistyped",
                    "It is this certificate's but for the digits at %s; copy it again."
                        .formatted(
                            found.stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(", ")))));
  }

  private static byte[] leftmost(byte[] hash) {
    return Arrays.copyOf(hash, Lfdi.LENGTH);
  }

  private static byte[] reversed(byte[] octets) {
    byte[] result = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      result[i] = octets[octets.length - 1 - i];
    }
    return result;
  }

  private static byte[] wordsReversed(byte[] octets) {
    byte[] result = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      result[i] = octets[i ^ 3];
    }
    return result;
  }

  private static String unpadded(byte[] octets) {
    return IntStream.range(0, octets.length)
        .mapToObj(i -> Integer.toHexString(octets[i] & 0xff))
        .collect(Collectors.joining())
        .toUpperCase(Locale.ROOT);
  }
}
