package org.gridseal.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One manufacturer's root, as the page shows it.
///
/// @param path where it is confirmed and retired
/// @param tone how its state looks, as in [Standing]
/// @param fingerprint for comparing by ear, eight octets at a time
/// @param mine whether this person has added it, so that another must confirm it
/// @param confirms whether this person may confirm it
/// @param effects what retiring it does, empty where this person may not
public record RootCard(
    String id,
    String path,
    String name,
    String tone,
    String status,
    List<String> fingerprint,
    List<Fact> facts,
    boolean mine,
    boolean confirms,
    @Nullable String retire,
    List<String> effects) {}
