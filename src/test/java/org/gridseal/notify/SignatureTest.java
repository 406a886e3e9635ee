package org.gridseal.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SignatureTest {
  /// The example that the reference libraries of Standard Webhooks test themselves with.
  @Test
  void signsAsTheReferenceLibrariesDo() {
    byte[] secret = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    assertThat(
            Signature.of(
                secret,
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}".getBytes(UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void dependsOnIdTimeAndBody() {
    byte[] secret = new byte[32];
    Instant at = Instant.ofEpochSecond(1);
    String one = Signature.of(secret, "a", at, "x".getBytes(UTF_8));

    assertThat(Signature.of(secret, "b", at, "x".getBytes(UTF_8))).isNotEqualTo(one);
    assertThat(Signature.of(secret, "a", at.plusSeconds(1), "x".getBytes(UTF_8))).isNotEqualTo(one);
    assertThat(Signature.of(secret, "a", at, "y".getBytes(UTF_8))).isNotEqualTo(one);
    assertThat(Signature.of(secret, "a", at.plusMillis(1), "x".getBytes(UTF_8))).isEqualTo(one);
  }
}
