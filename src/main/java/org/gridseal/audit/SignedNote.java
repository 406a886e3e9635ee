package org.gridseal.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// A text with the signatures under it (C2SP signed-note).
///
/// @param text ends in a line feed, and is exactly what was signed
public record SignedNote(String text, List<Line> signatures) {
  /// One signature line.
  ///
  /// @param key the name of who signed
  /// @param base64 of the id of the key, four bytes, and the signature
  public record Line(String key, String base64) {
    /// @throws IllegalArgumentException if there is no name, or nothing after the id
    public Line {
      if (!VerifierKey.isName(key) || Base64.getDecoder().decode(base64).length <= Integer.BYTES) {
        throw new IllegalArgumentException("a signature line needs a name, an id and a signature");
      }
    }

    static Line of(VerifierKey key, byte[] signature) {
      byte[] bytes =
          ByteBuffer.allocate(Integer.BYTES + signature.length)
              .putInt(key.id())
              .put(signature)
              .array();
      return new Line(key.name(), Base64.getEncoder().encodeToString(bytes));
    }

    /// Which of the keys with that name it was.
    public int id() {
      return ByteBuffer.wrap(Base64.getDecoder().decode(base64)).getInt();
    }

    /// In the form of the key's algorithm.
    public byte[] signature() {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
    }

    @Override
    public String toString() {
      return DASH + key + " " + base64 + "\n";
    }
  }

  /// U+2014 and a space.
  private static final String DASH = "\u2014 ";

  /// More than any log and all its witnesses sign; the specification asks for at least 16.
  private static final int MAXIMUM_SIGNATURES = 100;

  public SignedNote {
    signatures = List.copyOf(signatures);
  }

  /// Reads a note; no signature is checked yet.
  ///
  /// @throws BrokenLogException if it is not a note with at least one signature line
  public static SignedNote parse(byte[] bytes) throws BrokenLogException {
    String note = decodeUtf8(bytes);
    if (note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new BrokenLogException("the note has control characters");
    }
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || !note.endsWith("\n")) {
      throw new BrokenLogException("the note has no signature lines");
    }
    List<String> lines = note.substring(end + 2).lines().toList();
    if (lines.isEmpty() || lines.size() > MAXIMUM_SIGNATURES) {
      throw new BrokenLogException("the note has no signature lines, or too many");
    }
    List<Line> signatures = new ArrayList<>();
    for (String line : lines) {
      signatures.add(parseLine(line));
    }
    return new SignedNote(note.substring(0, end + 1), signatures);
  }

  /// Demands a good signature by the key. Signatures of other keys are ignored, but one that claims
  /// to be of this key and is not spoils the note.
  ///
  /// @throws BrokenLogException if the key did not sign the text
  public void requireSignatureOf(VerifierKey key) throws BrokenLogException {
    byte[] signed = text.getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (Line line : signatures) {
      if (line.key().equals(key.name()) && line.id() == key.id()) {
        found = true;
        if (!key.verifies(signed, line.signature())) {
          throw new BrokenLogException("the signature of " + key.name() + " does not verify");
        }
      }
    }
    if (!found) {
      throw new BrokenLogException("the note is not signed by " + key.name());
    }
  }

  public byte[] encoded() {
    var out = new ByteArrayOutputStream();
    out.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
    signatures.forEach(line -> out.writeBytes(line.toString().getBytes(StandardCharsets.UTF_8)));
    return out.toByteArray();
  }

  private static Line parseLine(String line) throws BrokenLogException {
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || !line.startsWith(DASH)) {
      throw new BrokenLogException("the note has a line that is no signature");
    }
    try {
      return new Line(parts[1], parts[2]);
    } catch (IllegalArgumentException e) {
      throw new BrokenLogException("the note has a line that is no signature", e);
    }
  }

  private static String decodeUtf8(byte[] bytes) throws BrokenLogException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BrokenLogException("the note is not UTF-8", e);
    }
  }
}
