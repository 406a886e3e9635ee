package org.gridseal.est;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.gridseal.enrollment.Credential;
import org.gridseal.site.DeviceId;

/// HTTP Basic over TLS (RFC 7617): the device's id as user name, its one-time code as password.
final class BasicAuthorization {
  private static final String SCHEME = "basic ";

  /// Far above an id and a code.
  private static final int LONGEST = 512;

  private BasicAuthorization() {}

  /// @return empty if the header is of another scheme or cannot be read, which is no difference to
  ///   a client that has yet to authenticate
  static Optional<Credential> read(String header) {
    if (header.length() > LONGEST || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      String text = new String(decoded, StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(
              new Credential.OneTimeCode(
                  DeviceId.fromString(text.substring(0, colon)), text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
