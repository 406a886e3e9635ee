package org.gridseal.audit;

import java.util.Base64;
import java.util.List;

/// How large a log is and what its root is: the text that is signed (C2SP tlog-checkpoint).
///
/// @param origin the log's name, which stays the same for ever
/// @param size in leaves
/// @param extensions lines we do not know; ours has none
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
  public Checkpoint {
    if (origin.isEmpty() || origin.contains("\n") || size < 0) {
      throw new IllegalArgumentException("a checkpoint needs an origin and a size");
    }
    extensions = List.copyOf(extensions);
  }

  public Checkpoint(String origin, long size, Hash root) {
    this(origin, size, root, List.of());
  }

  /// Opens a signed checkpoint.
  ///
  /// @param key the key that must have signed it, whose name must be the origin
  /// @throws BrokenLogException if it is no checkpoint, or not of that log
  public static Checkpoint open(byte[] note, VerifierKey key) throws BrokenLogException {
    SignedNote signed = SignedNote.parse(note);
    signed.requireSignatureOf(key);
    Checkpoint checkpoint = parse(signed.text());
    if (!checkpoint.origin.equals(key.name())) {
      throw new BrokenLogException(
          "the checkpoint is of the log " + checkpoint.origin + ", not of " + key.name());
    }
    return checkpoint;
  }

  /// Reads the text of a note.
  ///
  /// @throws BrokenLogException if it is not a checkpoint
  public static Checkpoint parse(String text) throws BrokenLogException {
    String[] lines = text.split("\n", -1);
    // The text ends in a line feed, so the last part is empty.
    if (lines.length < 4 || !lines[lines.length - 1].isEmpty() || lines[0].isEmpty()) {
      throw new BrokenLogException("the checkpoint is not origin, size and root");
    }
    List<String> extensions = List.of(lines).subList(3, lines.length - 1);
    if (!lines[1].matches("0|[1-9][0-9]{0,17}") || extensions.contains("")) {
      throw new BrokenLogException("the checkpoint's size is not a decimal number");
    }
    return new Checkpoint(lines[0], Long.parseLong(lines[1]), parseRoot(lines[2]), extensions);
  }

  /// What is signed.
  public String text() {
    var text = new StringBuilder(origin + "\n" + size + "\n");
    text.append(Base64.getEncoder().encodeToString(root.bytes())).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static Hash parseRoot(String base64) throws BrokenLogException {
    try {
      return Hash.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new BrokenLogException("the checkpoint's root is not 32 bytes in base64", e);
    }
  }
}
