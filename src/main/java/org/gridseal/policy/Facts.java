package org.gridseal.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gridseal.policy.Controls.Tls.Protection;
import org.gridseal.policy.Controls.Wan.Path;
import org.gridseal.site.DerType;

/// What conditions see of a question, under the names of the vocabulary.
final class Facts {
  private Facts() {}

  static Map<String, Object> ofSite(Connection site, List<String> protocols) {
    return Map.of("site", site(site, protocols), "units", units(site.setting()));
  }

  static Map<String, Object> ofEnrollment(Question.Enrollment question, List<String> protocols) {
    Connection site = question.applicant().site();
    Proposal proposal = question.proposal();
    return Map.of(
        "site", site(site, protocols),
        "units", units(site.setting()),
        "device",
            Map.of(
                "key", proposal.key().map(KeyAlgorithm::toString).orElse(""),
                "keyOrigin", proposal.origin().toString(),
                "profile", proposal.profile(),
                "identity", proposal.identity().toString(),
                "expiredFor", proposal.expiredFor(question.at()),
                "validFor", proposal.validFor(question.at())),
        "channel",
            Map.of(
                "linked", proposal.linked(),
                "paths", proposal.paths().stream().map(Path::toString).toList(),
                "protection", proposal.protection().map(Protection::toString).orElse("")),
        "time", question.at());
  }

  static Map<String, Object> ofApproval(Question.Approval question, List<String> protocols) {
    return Map.of(
        "site", site(question.site(), protocols),
        "units", units(question.site().setting()),
        "person",
            Map.of(
                "roles", question.person().roles(),
                "organisation", question.person().organisation()),
        "time", question.at());
  }

  private static Map<String, Object> site(Connection site, List<String> protocols) {
    return Map.of(
        "size", site.size(),
        "voltage", site.voltage(),
        "utility", site.setting().utility(),
        "feeder", site.setting().feeder(),
        "profiles", site.setting().profiles(),
        "protocols", protocols);
  }

  private static List<Map<String, Object>> units(Setting setting) {
    return setting.units().stream().map(Facts::unit).toList();
  }

  private static Map<String, Object> unit(UnitFacts unit) {
    return Map.of(
        "type", nameOf(unit.type()), "size", unit.size(), "storage", unit.type().isStorage());
  }

  /// As in conditions: `photovoltaic-and-storage`.
  static String nameOf(DerType type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
