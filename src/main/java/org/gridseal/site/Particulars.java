package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.hibernate.annotations.EmbeddedColumnNaming;
import org.jspecify.annotations.Nullable;

/// All that a registration says of the site as a whole; units and devices are said apart.
///
/// @param applicationRef the installer's own number, by which a repeated submission is recognised
/// @param operator who runs the plant day by day
@Embeddable
public record Particulars(
    @Column(name = "application_ref") String applicationRef,
    ConnectionPoint connectionPoint,
    @EmbeddedColumnNaming("address_%s") Address address,
    @Nullable Location location,
    @EmbeddedColumnNaming("customer_%s") Party customer,
    @EmbeddedColumnNaming("operator_%s") Party operator,
    @EmbeddedColumnNaming("installer_%s") Party installer,
    GridConnection grid,
    @Nullable Topology topology,
    Communication communication,
    Declaration declaration) {

  void check(Findings findings, SiteRules rules) {
    findings.requireText(applicationRef, "applicationRef", 32);
    findings.inside(
        "connectionPoint", place -> connectionPoint.check(place, rules, address.isIn("US")));
    findings.inside("address", address::check);
    if (location != null) {
      findings.inside("location", location::check);
    }
    findings.inside("customer", place -> customer.check(place, rules));
    findings.inside("operator", place -> operator.check(place, rules));
    findings.inside("installer", place -> installer.checkLicensed(place, rules));
    findings.inside("grid", grid::check);
    if (topology != null) {
      findings.inside("topology", topology::check);
    }
    findings.inside("communication", communication::check);
    findings.inside("declaration", place -> declaration.check(place, rules));
  }
}
