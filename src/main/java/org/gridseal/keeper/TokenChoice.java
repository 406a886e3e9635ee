package org.gridseal.keeper;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.gridseal.authority.SigningException;

/// By what a token is told from others behind the same library. Slots move when a device is plugged
/// in elsewhere or a token is made beside it; labels and serial numbers stay.
public sealed interface TokenChoice {
  /// The slot at a place in the library's own list, from 0.
  record AtIndex(int index) implements TokenChoice {
    public AtIndex {
      if (index < 0) {
        throw new IllegalArgumentException("the slots of a library are counted from 0");
      }
    }
  }

  /// The token that its administrator has named so (CK_TOKEN_INFO.label).
  record Labelled(String label) implements TokenChoice {}

  /// The token to which its manufacturer gave this number (CK_TOKEN_INFO.serialNumber).
  record Numbered(String serial) implements TokenChoice {}

  /// Finds the one that is meant.
  ///
  /// @throws SigningException if there is none, or more than one, naming what there is
  default PresentToken of(List<PresentToken> present) {
    return switch (this) {
      case AtIndex(int index) -> only("in slot " + index, it -> it.index() == index, present);
      case Labelled(String label) ->
          only("labelled " + label, it -> it.label().equals(label), present);
      case Numbered(String serial) ->
          only("with the serial number " + serial, it -> it.serial().equals(serial), present);
    };
  }

  private static PresentToken only(
      String wanted, Predicate<PresentToken> meant, List<PresentToken> present) {
    List<PresentToken> found = present.stream().filter(meant).toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new SigningException(
        found.isEmpty()
            ? "there is no token %s; there are: %s".formatted(wanted, listed(present))
            : "there are %d tokens %s, so choose by serial number: %s"
                .formatted(found.size(), wanted, listed(found)));
  }

  private static String listed(List<PresentToken> tokens) {
    return tokens.isEmpty()
        ? "none"
        : tokens.stream().map(PresentToken::toString).collect(Collectors.joining(", "));
  }
}
