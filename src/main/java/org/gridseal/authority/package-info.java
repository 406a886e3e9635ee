/// The certification authority: profiles, drafts, signing, CRL and OCSP content (RFC 5280, RFC
/// 6960).
@NullMarked
package org.gridseal.authority;

import org.jspecify.annotations.NullMarked;
