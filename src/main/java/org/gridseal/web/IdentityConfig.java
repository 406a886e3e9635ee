package org.gridseal.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/// The OpenID provider, as browsers see it.
@ConfigMapping(prefix = "gridseal.identity")
interface IdentityConfig {
  /// Scheme, host and port. Pages may talk to it, and to nobody else but us.
  URI origin();

  /// Its issuer identifier (OpenID Connect Discovery §3); the discovery document lies below it.
  @WithDefault("${quarkus.oidc.auth-server-url}")
  URI issuer();

  /// Under which name the pages are registered there: a public client with PKCE (RFC 7636).
  @WithDefault("gridseal-web")
  String client();
}
