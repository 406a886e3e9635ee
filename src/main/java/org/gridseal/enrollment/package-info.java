/// From a certification request to a certificate, and from a certificate to its successor.
@NullMarked
package org.gridseal.enrollment;

import org.jspecify.annotations.NullMarked;
