package org.gridseal.web;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gridseal.headend.Change.Kind;
import org.gridseal.site.Findings;
import org.jspecify.annotations.Nullable;

/// Whom to tell of what.
///
/// @param url HTTPS, on the public internet unless the operator allows a network
/// @param kinds of changes; all of them if none are named
record WebhookForm(@Nullable String url, @Nullable List<String> kinds) {
  private static final int LONGEST_URL = 2048;

  Optional<URI> readUrl(Findings findings) {
    Optional<URI> read = Optional.ofNullable(url).flatMap(WebhookForm::usable);
    findings.require(
        read.isPresent(),
        "url",
        "url-https",
        "give an https URL of at most 2048 characters, without user, password or fragment");
    return read;
  }

  private static Optional<URI> usable(String text) {
    try {
      URI parsed = URI.create(text);
      boolean good =
          text.length() <= LONGEST_URL
              && "https".equalsIgnoreCase(parsed.getScheme())
              && parsed.getHost() != null
              && parsed.getRawUserInfo() == null
              && parsed.getRawFragment() == null;
      return good ? Optional.of(parsed) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  Set<Kind> readKinds(Findings findings) {
    if (kinds == null || kinds.isEmpty()) {
      return EnumSet.allOf(Kind.class);
    }
    Set<Kind> read = EnumSet.noneOf(Kind.class);
    for (String name : kinds) {
      Optional<Kind> kind = Optional.ofNullable(name).flatMap(Kind::named);
      findings.require(
          kind.isPresent(), "kinds", "kind-known", "name kinds of the feed, such as renewed");
      kind.ifPresent(read::add);
    }
    return read;
  }
}
