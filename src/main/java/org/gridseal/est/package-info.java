/// Enrollment over Secure Transport (RFC 7030, RFC 8951) on the device listener.
@NullMarked
package org.gridseal.est;

import org.jspecify.annotations.NullMarked;
