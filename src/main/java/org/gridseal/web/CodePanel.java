package org.gridseal.web;

import org.jspecify.annotations.Nullable;

/// One device's one-time code, as a registration's page shows it.
///
/// @param id of the element that holds it
/// @param path where a new code comes from
/// @param serial by which a person knows the device
/// @param standing what became of the last code
/// @param why no code can be made, null if one can
/// @param withdraw where the open code is withdrawn, null if none is open
/// @param shown the code, for the one moment after it was made
/// @param another whether a new code takes the place of an open one
public record CodePanel(
    String id,
    String path,
    String serial,
    String standing,
    @Nullable String why,
    @Nullable String withdraw,
    boolean another,
    @Nullable Shown shown) {

  /// A code that nobody has seen yet.
  public record Shown(String code, String username, String address, String until, QrCode picture) {
    /// Leaves the code out.
    @Override
    public String toString() {
      return "one-time code until " + until;
    }
  }
}
