package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import org.gridseal.testing.Authorities;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How TLS protects a connection, in the words of the policy.
class ChannelProtectionTest {
  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource({
    "TLSv1.3, TLS_AES_128_GCM_SHA256,                        tls13",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8,            tls12-ccm8",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,       tls12-gcm",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,       tls12-gcm",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, tls12-gcm",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256,       ''",
    "TLSv1.1, TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8,            ''"
  })
  void isNamedAsThePolicyNamesIt(String protocol, String suite, String protection) {
    var channel =
        new Channel(
            InetAddress.getLoopbackAddress(),
            "device",
            protocol,
            suite,
            false,
            Authorities.NOW,
            Authorities.NOW,
            Optional.empty());

    assertThat(channel.protection().map(Object::toString).orElse("")).isEqualTo(protection);
  }
}
