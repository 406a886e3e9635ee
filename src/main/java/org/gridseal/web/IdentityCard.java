package org.gridseal.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A certificate or an LFDI, as the page of identities shows it.
///
/// @param name in groups that stay together on a line
/// @param tone how its state looks, as in [Standing]
/// @param note what one must know of it, null if nothing
public record IdentityCard(
    String id,
    String title,
    List<String> name,
    String tone,
    String status,
    List<Fact> facts,
    @Nullable String note,
    List<Action> actions) {

  /// What this person may do to it.
  ///
  /// @param id of its elements
  /// @param path where it is asked for
  /// @param effects what it does, told before
  /// @param reasons to choose from; none where there is no choice
  public record Action(
      String id, String text, String path, List<String> effects, List<Choices.Option> reasons) {}

  /// What waits for somebody to agree.
  ///
  /// @param path where one agrees with it, or takes it back
  /// @param mine whether this person has agreed already
  /// @param decides whether this person may do either
  public record Waiting(
      String id,
      String title,
      List<String> name,
      String path,
      List<Fact> facts,
      List<String> effects,
      boolean mine,
      boolean decides) {}
}
