package org.gridseal.web;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gridseal.authorisation.Act;
import org.gridseal.authorisation.CertificateRegister;
import org.gridseal.authorisation.Holder;
import org.gridseal.authorisation.LfdiState;
import org.gridseal.authorisation.Target;
import org.gridseal.policy.Controls.Approval;
import org.gridseal.site.SiteState;

/// What is said of states, acts and reasons; of a certificate in other words than of an LFDI.
record IdentityWords(IdentityTexts texts, ReviewTexts amounts) {
  /// `2 people`, with the roles that must be among them.
  String people(Approval needed) {
    String people = amounts.people(needed.persons());
    return needed.including().isEmpty()
        ? people
        : people + ", " + texts.including(String.join(", ", needed.including()));
  }

  String effectOn(Target target, Act act) {
    return switch (target) {
      case Target.OfCertificate certificate ->
          switch (act) {
            case WITHDRAW -> texts.effectRevoke();
            case SUSPEND -> texts.effectHold();
            case RESTORE -> texts.effectRelease();
          };
      case Target.OfLfdi lfdi -> act == Act.RESTORE ? texts.effectAllow() : texts.effectKeepOut();
      case Target.OfDevice _, Target.OfSite _ ->
          switch (act) {
            case WITHDRAW -> texts.effectRetire();
            case SUSPEND -> texts.effectSuspend();
            case RESTORE -> texts.effectBringBack();
          };
    };
  }

  String text(Target target, Act act) {
    return switch (target) {
      case Target.OfCertificate certificate ->
          switch (act) {
            case WITHDRAW -> texts.withdrawCertificate();
            case SUSPEND -> texts.suspendCertificate();
            case RESTORE -> texts.restoreCertificate();
          };
      case Target.OfLfdi lfdi ->
          switch (act) {
            case WITHDRAW -> texts.withdrawLfdi();
            case SUSPEND -> texts.suspendLfdi();
            case RESTORE -> texts.restoreLfdi();
          };
      case Target.OfDevice device ->
          switch (act) {
            case WITHDRAW -> texts.withdrawDevice();
            case SUSPEND -> texts.suspendDevice();
            case RESTORE -> texts.restoreDevice();
          };
      case Target.OfSite site ->
          switch (act) {
            case WITHDRAW -> texts.withdrawSite();
            case SUSPEND -> texts.suspendSite();
            case RESTORE -> texts.restoreSite();
          };
    };
  }

  static List<Choices.Option> reasons(Target target, Act act) {
    return ReasonForm.known(target, act).stream()
        .map(name -> new Choices.Option(name, inWords(name)))
        .toList();
  }

  /// `keyCompromise` as `key compromise`, `cACompromise` as `CA compromise`.
  static String inWords(String reason) {
    return reason
        .replaceAll("^cA", "CA ")
        .replaceAll("^aA", "AA ")
        .replace("CRL", " the CRL")
        .replaceAll("(?<=[a-z])([A-Z])", " $1")
        .replaceAll("\\s+", " ")
        .transform(IdentityWords::lowered);
  }

  /// But for abbreviations.
  private static String lowered(String words) {
    return Arrays.stream(words.split(" "))
        .map(word -> word.matches("[A-Z]{2,}") ? word : word.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }

  static String tone(CertificateRegister.State state) {
    return switch (state) {
      case GOOD -> "good";
      case HELD -> "turn";
      case REVOKED -> "bad";
      case IRREVOCABLE, UNKNOWN -> "plain";
    };
  }

  String status(CertificateRegister.State state) {
    return switch (state) {
      case GOOD -> texts.good();
      case HELD -> texts.suspended();
      case REVOKED -> texts.revoked();
      case IRREVOCABLE -> texts.irrevocable();
      case UNKNOWN -> texts.unknown();
    };
  }

  static String tone(LfdiState state) {
    return switch (state) {
      case ALLOWED -> "good";
      case SUSPENDED -> "turn";
      case DENIED -> "bad";
    };
  }

  String status(LfdiState state) {
    return switch (state) {
      case ALLOWED -> texts.allowed();
      case SUSPENDED -> texts.suspended();
      case DENIED -> texts.denied();
    };
  }

  static String tone(SiteState state) {
    return switch (state) {
      case SUBMITTED -> "wait";
      case RETURNED, SUSPENDED -> "turn";
      case APPROVED -> "good";
      case REFUSED -> "bad";
      case RETIRED -> "plain";
    };
  }

  String status(SiteState state) {
    return switch (state) {
      case SUBMITTED -> amounts.ready();
      case RETURNED -> amounts.returned();
      case APPROVED -> amounts.approved();
      case REFUSED -> amounts.refused();
      case SUSPENDED -> amounts.suspended();
      case RETIRED -> amounts.retired();
    };
  }

  /// As if the device were a site of its own.
  static SiteState stateOf(Holder holder) {
    if (!holder.current()) {
      return SiteState.RETIRED;
    }
    return holder.suspended() ? SiteState.SUSPENDED : holder.state();
  }

  /// `24 hours`, `15 minutes`, `1 minute`.
  String exact(Duration time) {
    return time.toHours() > 0 ? amounts.hours(time.toHours()) : amounts.minutes(time.toMinutes());
  }
}
