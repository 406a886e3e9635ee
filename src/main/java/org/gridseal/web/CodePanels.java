package org.gridseal.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gridseal.enrollment.OneTimeCodes;
import org.gridseal.site.Device;
import org.gridseal.site.HardwareSerial;
import org.gridseal.site.Site;
import org.gridseal.site.SiteState;
import org.gridseal.site.Violation;
import org.jspecify.annotations.Nullable;

/// One-time codes in words, for the devices of approved sites.
@ApplicationScoped
class CodePanels {
  private final OneTimeCodes codes;
  private final EnrollmentConfig config;
  private final InstantSource time;
  private final CodeTexts texts;

  CodePanels(OneTimeCodes codes, EnrollmentConfig config, InstantSource time, Words words) {
    this.codes = codes;
    this.config = config;
    this.time = time;
    this.texts = words.code();
  }

  /// One for each device, none before the site is approved.
  List<CodePanel> of(Site site) {
    return site.state() == SiteState.APPROVED
        ? site.devices().stream().map(device -> of(site, device, null)).toList()
        : List.of();
  }

  /// @param made a code that was made just now
  CodePanel of(Site site, Device device, OneTimeCodes.@Nullable Issued made) {
    Optional<OneTimeCodes.Status> last = codes.statusOf(device.id());
    Optional<OneTimeCodes.Status> open = last.filter(status -> status.isOpen(time.instant()));
    String path = "/pages/registrations/%s/devices/%s/codes".formatted(site.id(), device.id());
    return new CodePanel(
        "code-" + device.id(),
        path,
        serial(device.identity().serial()),
        last.map(this::standing).orElseGet(texts::none),
        why(device),
        open.map(status -> path + "/" + status.id() + "/withdrawal").orElse(null),
        open.isPresent(),
        made == null ? null : shown(device, made));
  }

  private CodePanel.Shown shown(Device device, OneTimeCodes.Issued made) {
    var content = CommissioningCode.of(config.url(), device.id(), made.code());
    return new CodePanel.Shown(
        made.code(),
        content.device(),
        content.est(),
        Amounts.of(made.expiresAt()),
        QrCode.of(content.text()));
  }

  private String standing(OneTimeCodes.Status status) {
    if (status.withdrawn()) {
      return texts.withdrawn();
    }
    if (status.spentOn().isPresent()) {
      return texts.spent();
    }
    String until = Amounts.of(status.expiresAt());
    return status.isOpen(time.instant()) ? texts.open(until) : texts.expired(until);
  }

  private @Nullable String why(Device device) {
    return codes.objections(device.id()).orElseGet(List::of).stream()
        .map(Violation::sentence)
        .map(sentence -> Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + ".")
        .findFirst()
        .orElse(null);
  }

  private static String serial(HardwareSerial serial) {
    return serial.text().orElseGet(serial::toString);
  }
}
