package org.gridseal.notify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// By which a receiver knows that a message is ours, of now, and unchanged: `v1` of Standard
/// Webhooks, HMAC with SHA-256 over id, time and body.
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /// The value of `webhook-signature`.
  ///
  /// @param secret as it is shown to the receiver, decoded
  /// @param id the value of `webhook-id`
  /// @param at as in `webhook-timestamp`: of its time whole seconds count
  static String of(byte[] secret, String id, Instant at, byte[] body) {
    var signed = new ByteArrayOutputStream();
    signed.writeBytes((id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(body);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
