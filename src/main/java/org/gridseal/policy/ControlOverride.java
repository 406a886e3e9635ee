package org.gridseal.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One entry of `overrides` in `sites.yaml`: other values of some controls, for the sites of a
/// utility, of feeders, or with devices of certain protocols.
///
/// @param says in a sentence, for whoever asks why
/// @param tiers where it holds
/// @param controls those that it sets, and no others; a list takes the place of the whole list
record ControlOverride(String name, String says, Scope scope, Set<Tier> tiers, JsonNode controls) {

  /// Which sites; each that is given must fit.
  record Scope(
      @Nullable String utility, @Nullable Set<String> feeders, @Nullable Set<String> protocols) {
    boolean fitsUtility(String of) {
      return utility == null || utility.equals(of);
    }

    boolean fitsFeeder(String of) {
      return feeders == null || feeders.contains(of);
    }

    boolean fitsProtocol(Set<String> of) {
      return protocols == null || of.stream().anyMatch(protocols::contains);
    }
  }

  boolean isOf(Tier tier) {
    return tiers.contains(tier);
  }

  /// The controls with what it sets in them.
  ObjectNode over(ObjectNode before) {
    ObjectNode after = before.deepCopy();
    merge(after, controls);
    return after;
  }

  private static void merge(ObjectNode into, JsonNode from) {
    from.properties()
        .forEach(
            field -> {
              Optional<ObjectNode> inner =
                  Optional.ofNullable(into.get(field.getKey()))
                      .filter(ObjectNode.class::isInstance)
                      .map(ObjectNode.class::cast)
                      .filter(it -> field.getValue().isObject());
              inner.ifPresentOrElse(
                  it -> merge(it, field.getValue()),
                  () -> into.set(field.getKey(), field.getValue()));
            });
  }
}
