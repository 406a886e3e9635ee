/// What PKI bytes become: certification requests (RFC 2986), certificates-only messages (RFC 5652),
/// hardware module names (RFC 4108). The one door through which ASN.1 from outside comes in.
@NullMarked
package org.gridseal.x509;

import org.jspecify.annotations.NullMarked;
