package org.gridseal.site;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What an installer asks for: one connection point, the units behind it, the devices that will
/// speak for them.
///
/// An application may be wrong; [#check] says in what. [Site] takes only sound ones.
public record Application(Particulars particulars, List<DerUnit> units, List<DeviceClaim> devices) {
  /// Ours: what a person can still review, and a form can still show.
  public static final int MOST_PARTS = 500;

  public Application {
    units = List.copyOf(units);
    devices = List.copyOf(devices);
  }

  /// Sum of the units' AC nameplate ratings; neither DC peak power nor an export limit counts.
  public ApparentPower size() {
    return ApparentPower.sum(units.stream().map(unit -> unit.rating().apparent()).toList());
  }

  /// The same without what must not be written down, for comparing and for keeping.
  public Application withoutSecrets() {
    return new Application(
        particulars, units, devices.stream().map(DeviceClaim::withoutSecrets).toList());
  }

  /// Adds whatever is against the rules, in the order of the document.
  public void check(Findings findings, SiteRules rules) {
    particulars.check(findings, rules);
    checkCount(findings, "units", units);
    checkCount(findings, "devices", devices);
    checkUnits(findings.at("units"), rules);
    checkDevices(findings.at("devices"));
    findings
        .at("grid")
        .expect(
            size().compareTo(particulars.grid().approvedCapacity()) <= 0,
            "approvedCapacityVA",
            "size-above-capacity",
            "the units together are rated above the approved capacity");
  }

  private static void checkCount(Findings findings, String member, List<?> parts) {
    findings.require(
        // What could not be read as a list has been named already.
        !findings.at(member).sound() || (!parts.isEmpty() && parts.size() <= MOST_PARTS),
        member,
        "count",
        "give 1 to " + MOST_PARTS + " " + member);
  }

  private void checkUnits(Findings findings, SiteRules rules) {
    for (int i = 0; i < units.size(); i++) {
      DerUnit unit = units.get(i);
      List<DerUnit> before = units.subList(0, i);
      findings.inside(
          Integer.toString(i),
          place -> {
            unit.check(place, rules, particulars);
            place.require(
                before.stream().noneMatch(other -> isSame(other, unit)),
                "serial",
                "unit-twice",
                "name each unit once; this serial stood before");
          });
    }
  }

  private void checkDevices(Findings findings) {
    Set<HardwareIdentity> seen = new HashSet<>();
    for (int i = 0; i < devices.size(); i++) {
      DeviceClaim device = devices.get(i);
      findings.inside(
          Integer.toString(i),
          place -> {
            device.check(place, particulars.communication(), units);
            place.require(
                seen.add(device.identity()),
                "hwSerialNum",
                "device-twice",
                "name each device once; this hardware serial stood before");
          });
    }
  }

  private static boolean isSame(DerUnit one, DerUnit other) {
    return one.product().isSameAs(other.product());
  }
}
