package org.gridseal.web;

import org.jspecify.annotations.Nullable;

/// One line of a list of facts.
///
/// @param value null for what was not given
record Fact(String term, @Nullable String value) {}
