package org.gridseal.policy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The name of a policy file's content: its SHA-256. Two files with one version are the same file.
///
/// @param sha256 64 lower-case hexadecimal digits
public record PolicyVersion(String sha256) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public PolicyVersion {
    if (!FORM.matcher(sha256).matches()) {
      throw new IllegalArgumentException("a policy version has 64 lower-case hexadecimal digits");
    }
  }

  public static PolicyVersion of(byte[] yaml) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(yaml);
      return new PolicyVersion(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public static PolicyVersion ofDigest(byte[] digest) {
    return new PolicyVersion(HexFormat.of().formatHex(digest));
  }

  /// The 32 octets.
  public byte[] digest() {
    return HexFormat.of().parseHex(sha256);
  }

  @Override
  public String toString() {
    return sha256;
  }
}
