package org.gridseal.web;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/// The device listener, as devices see it from outside.
@ConfigMapping(prefix = "gridseal.enrollment")
interface EnrollmentConfig {
  /// Scheme, host and port; EST's paths lie below it (RFC 7030 §3.2.2).
  URI url();
}
