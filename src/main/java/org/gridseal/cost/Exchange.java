package org.gridseal.cost;

/// A question and its answer, in octets of HTTP, heads included.
///
/// @param name for people
public record Exchange(String name, DataVolume asked, DataVolume answered) {}
