package org.gridseal.audit;

import java.util.OptionalLong;
import java.util.UUID;

/// An event as it was found: the entry is what the log proves, the rest says where it is.
///
/// @param entry the canonical JSON whose UTF-8 bytes are the leaf's content
/// @param index of its leaf; empty until the sequencer has placed it
public record RecordedEvent(UUID id, String entry, OptionalLong index) {}
