/// The commands behind `./gridseal`.
@NullMarked
package org.gridseal.cli;

import org.jspecify.annotations.NullMarked;
