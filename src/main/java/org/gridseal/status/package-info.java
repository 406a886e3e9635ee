/// What relying parties fetch without asking who they are: OCSP, CRLs, CA certificates, log tiles.
@NullMarked
package org.gridseal.status;

import org.jspecify.annotations.NullMarked;
