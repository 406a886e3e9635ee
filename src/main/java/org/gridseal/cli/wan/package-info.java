/// Wide area networks in miniature, for measurements: a network namespace for the far end, and a
/// line between it and this one with the delay, loss and rate that somebody asked for. Linux only,
/// and root.
@NullMarked
package org.gridseal.cli.wan;

import org.jspecify.annotations.NullMarked;
