package org.gridseal.web;

import java.time.Duration;
import java.time.Period;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridseal.policy.Controls.Acknowledgement.Evidence;
import org.gridseal.policy.Controls.Acknowledgement.Receipt;
import org.gridseal.policy.Controls.Enrollment.Linking;
import org.gridseal.policy.Controls.Revocation.WhenStale;
import org.gridseal.policy.Controls.Tls.Protection;
import org.gridseal.policy.Controls.Wan.Path;
import org.gridseal.policy.DeviceIdentityKind;
import org.gridseal.policy.KeyAlgorithm;
import org.gridseal.policy.KeyOrigin;

/// What a control demands, in a person's words, and exactly.
record PolicyWords(PolicyTexts texts, ReviewTexts amounts, ChoiceTexts choices) {
  private static final int SECONDS_A_MINUTE = 60;
  private static final int SECONDS_AN_HOUR = 60 * SECONDS_A_MINUTE;
  private static final int SECONDS_A_DAY = 24 * SECONDS_AN_HOUR;

  <T> List<String> each(Collection<T> things, Function<T, String> word) {
    return things.isEmpty() ? List.of(texts.none()) : things.stream().map(word).toList();
  }

  String of(DeviceIdentityKind kind) {
    return switch (kind) {
      case FACTORY_CERTIFICATE -> texts.factoryCertificate();
      case ATTESTED_FACTORY_CERTIFICATE -> texts.attestedCertificate();
      case OPERATOR_CERTIFICATE -> texts.operatorCertificate();
      case ONE_TIME_CODE -> texts.oneTimeCode();
    };
  }

  String ofFreshLogin(Duration within) {
    return texts.freshLogin(of(within));
  }

  String of(KeyOrigin origin) {
    return switch (origin) {
      case DEVICE -> texts.inDevice();
      case SERVER -> texts.byService();
    };
  }

  String of(Linking linking) {
    return switch (linking) {
      case OPTIONAL -> texts.verified();
      case REQUIRED -> texts.required();
    };
  }

  List<String> ofKeys(Map<String, Set<KeyAlgorithm>> keys) {
    Choices profiles = new Choices(choices, List.of());
    return keys.entrySet().stream()
        .map(
            entry ->
                texts.keysOf(
                    profiles.ofProfile(entry.getKey()),
                    entry.getValue().stream()
                        .map(KeyAlgorithm::toString)
                        .reduce(texts::either)
                        .orElseGet(texts::none)))
        .toList();
  }

  String of(Path path) {
    return switch (path) {
      case PUBLIC_INTERNET -> texts.publicInternet();
      case IP_ALLOW_LIST -> texts.allowList();
      case PRIVATE_APN -> texts.privateApn();
      case VPN -> texts.vpn();
      case VPN_ON_PRIVATE_CIRCUIT -> texts.privateCircuit();
    };
  }

  String of(Protection protection) {
    return switch (protection) {
      case TLS12_CCM8 -> texts.ccm8();
      case TLS12_GCM -> texts.gcm();
      case TLS13 -> texts.tls13();
    };
  }

  String of(WhenStale stale) {
    return switch (stale) {
      case PERMIT -> texts.staleStays();
      case REFUSE -> texts.staleEnds();
    };
  }

  String of(Receipt receipt) {
    return switch (receipt) {
      case RECEIVED -> texts.received();
      case VIEWED -> texts.viewed();
      case ACTED -> texts.acted();
    };
  }

  String of(Evidence evidence) {
    return switch (evidence) {
      case E0 -> texts.evidenceLog();
      case E1 -> texts.evidenceDevice();
      case E2 -> texts.evidenceTimestamp();
      case E3 -> texts.evidencePerson();
    };
  }

  String ofPermission(boolean given) {
    return given ? texts.allowed() : texts.forbidden();
  }

  /// `5 years`, `90 days`, `1 year, 6 months`.
  String of(Period period) {
    return Stream.of(
            part(period.getYears(), amounts::years),
            part(period.getMonths(), amounts::months),
            part(period.getDays(), amounts::days))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String part(long count, Function<Long, String> words) {
    return count == 0 ? "" : words.apply(count);
  }

  /// In the largest unit that it is a whole number of.
  String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds == 0) {
      return texts.notAtAll();
    }
    if (seconds % SECONDS_A_DAY == 0) {
      return amounts.days(seconds / SECONDS_A_DAY);
    }
    if (seconds % SECONDS_AN_HOUR == 0) {
      return amounts.hours(seconds / SECONDS_AN_HOUR);
    }
    return seconds % SECONDS_A_MINUTE == 0
        ? amounts.minutes(seconds / SECONDS_A_MINUTE)
        : texts.seconds(seconds);
  }
}
