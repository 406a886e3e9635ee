package org.gridseal.site;

/// What a reviewer writes to an installer, with the salt that keeps its hash from being guessed.
public final class Note {
  /// Characters in a note; ours.
  public static final int MAXIMUM_LENGTH = 2000;

  private final String text;
  private final byte[] salt;

  public Note(String text, byte[] salt) {
    this.text = text;
    this.salt = salt.clone();
  }

  public String text() {
    return text;
  }

  public byte[] salt() {
    return salt.clone();
  }
}
