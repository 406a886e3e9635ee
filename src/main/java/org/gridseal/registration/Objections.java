package org.gridseal.registration;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.site.Aggregator;
import org.gridseal.site.Application;
import org.gridseal.site.DerUnit;
import org.gridseal.site.DeviceClaim;
import org.gridseal.site.Findings;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteRules;
import org.gridseal.site.Sites;
import org.gridseal.site.Violation;

/// Finds what stands against an application: the rules, and what is registered already.
final class Objections {
  /// No site has the nil UUID (RFC 9562 §5.9).
  static final SiteId NO_SITE = new SiteId(new UUID(0, 0));

  private final Sites sites;
  private final SiteRules rules;

  Objections(Sites sites, SiteRules rules) {
    this.sites = sites;
    this.rules = rules;
  }

  /// What the rules of the data set find, without looking at other sites.
  Findings check(Application application, Findings findings) {
    application.check(findings, rules);
    return findings;
  }

  /// Everything, as far as it can be told from what is registered now.
  ///
  /// @param self the site that is being changed, whose own units and devices are no objection
  List<Violation> find(Application application, SiteId self) {
    Findings findings = check(application, new Findings());
    List<DerUnit> units = application.units();
    for (int i = 0; i < units.size(); i++) {
      requireFree(units.get(i), findings.at("units").at(i), self);
    }
    List<DeviceClaim> devices = application.devices();
    for (int i = 0; i < devices.size(); i++) {
      requireFree(devices.get(i), findings.at("devices").at(i), self);
      requireAggregator(devices.get(i), findings.at("devices").at(i));
    }
    return findings.violations();
  }

  private void requireFree(DerUnit unit, Findings findings, SiteId self) {
    findings.require(
        sites.holderOf(unit.product(), self).isEmpty(),
        "serial",
        "unit-taken",
        "this serial of this model is registered at another site; check it, or ask the utility");
  }

  private void requireFree(DeviceClaim device, Findings findings, SiteId self) {
    findings.require(
        sites.holderOf(device.identity(), self).isEmpty(),
        "hwSerialNum",
        "device-taken",
        "this hardware serial is registered at another site; check it, or ask the utility");
  }

  private void requireAggregator(DeviceClaim device, Findings findings) {
    UUID id = device.managedBy();
    if (id == null) {
      return;
    }
    Optional<Aggregator> aggregator = sites.findAggregator(id);
    findings.require(
        aggregator.filter(Aggregator::isActive).isPresent(),
        "managedBy",
        "aggregator-active",
        "name an aggregator that is registered and active");
    // An aggregator that registers itself as a device would speak with the utility under two roles.
    findings.require(
        aggregator
            .flatMap(Aggregator::lfdi)
            .filter(own -> Objects.equals(own, device.lfdi()))
            .isEmpty(),
        "lfdi",
        "aggregator-lfdi",
        "give the device's own LFDI, not that of its aggregator");
  }
}
