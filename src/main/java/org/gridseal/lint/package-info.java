/// What is wrong with a certificate, or a chain of them, in plain words: each deviation by name,
/// with the clause that it deviates from, and why an LFDI is not that of a certificate.
///
/// Pure: bytes come in, findings go out. It reads what other readers refuse, since that is what
/// people ask about. RFC 5280, RFC 5480, IEEE 2030.5-2018 §6.11, SunSpec's CSIP test COMM-004.
@NullMarked
package org.gridseal.lint;

import org.jspecify.annotations.NullMarked;
