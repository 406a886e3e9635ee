/// From a reason to a certificate that nobody accepts any more: CRL, OCSP, device listener.
@NullMarked
package org.gridseal.revocation;

import org.jspecify.annotations.NullMarked;
