package org.gridseal.site;

/// A "no" by rule: where, which rule, and what the person can do about it.
///
/// @param pointer JSON pointer (RFC 6901) to what was submitted, or "" for the whole of it
/// @param rule stable kebab-case name, fit for programs to compare
/// @param sentence lower-case words for a person, without a full stop and without repeating input
public record Violation(String pointer, String rule, String sentence) {}
