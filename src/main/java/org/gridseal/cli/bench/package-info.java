/// How fast enrollment is, and whether it survives being killed: measured from outside, on a
/// register and a database made for the purpose and thrown away.
@NullMarked
package org.gridseal.cli.bench;

import org.jspecify.annotations.NullMarked;
