package org.gridseal.audit;

import java.time.Instant;

/// An event at its place in the log, read back from its entry.
///
/// @param place the index of its leaf; places are contiguous from 0 and follow commits
/// @param at when it was recorded, in whole milliseconds
public record PlacedEvent(long place, Instant at, Event event) {}
