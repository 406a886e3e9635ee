package org.gridseal.keeper;

/// A token that is in a slot now, as it describes itself; texts without their padding.
///
/// @param index of its slot in the library's list of all slots, from 0
/// @param label empty before the token is initialized
public record PresentToken(int index, String label, String serial, String model) {
  @Override
  public String toString() {
    return "%s (serial %s, %s, slot index %d)"
        .formatted(label.isEmpty() ? "a token without a label" : label, serial, model, index);
  }
}
