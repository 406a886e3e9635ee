package org.gridseal.keeper;

import java.nio.file.Path;

/// How Vault learns who we are. The secret is read from its file at each login, so that one that
/// was rotated is taken up.
public sealed interface VaultLogin {
  /// Where the method is mounted, without slashes at the ends.
  String mount();

  /// AppRole.
  ///
  /// @param roleId no secret, but no use without one
  /// @param secretIdFile its first line is the SecretID
  record AppRole(String mount, String roleId, Path secretIdFile) implements VaultLogin {}

  /// The token of a Kubernetes service account, which the kubelet renews in its file.
  record Kubernetes(String mount, String role, Path tokenFile) implements VaultLogin {}
}
