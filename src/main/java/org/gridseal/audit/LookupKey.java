package org.gridseal.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;

/// What an event is found by, in 32 bits: the first four octets of the SHA-256 of its kind and its
/// text.
///
/// Two things may have the same key, so what a key leads to is compared with what was asked for.
/// Among twenty million keys, one question in two hundred looks into a bundle in vain.
final class LookupKey {
  private LookupKey() {}

  static int ofType(String type) {
    return of("type:" + type);
  }

  static int ofActor(String subject) {
    return of("actor:" + subject);
  }

  static int ofSite(SiteId site) {
    return of("site:" + site);
  }

  static int ofDevice(DeviceId device) {
    return of("device:" + device);
  }

  static int ofSerialNumber(SerialNumber serialNumber) {
    return of("serial:" + serialNumber);
  }

  /// Keys as PostgreSQL reads an array of them.
  static String array(int... keys) {
    return IntStream.of(keys)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static int of(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getInt();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
