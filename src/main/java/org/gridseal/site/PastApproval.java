package org.gridseal.site;

import java.time.Duration;

/// How a registration came to its end: what others may expect of theirs.
///
/// @param tier as it was decided
/// @param took from its last submission to the approval that was still missing
public record PastApproval(String tier, Duration took) {}
