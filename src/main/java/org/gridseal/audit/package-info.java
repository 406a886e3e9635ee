/// The append-only log: events, the sequencer that gives each its place, and the proofs by which
/// anybody can check it (RFC 9162 §2.1, C2SP tlog-tiles).
@NullMarked
package org.gridseal.audit;

import org.jspecify.annotations.NullMarked;
