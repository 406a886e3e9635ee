package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/// Active power and power factor at the limits of excitation (IEEE 2030.5-2018, `DERCapability`).
/// Every part is optional.
@Embeddable
public record Excitation(
    @Nullable @Column(name = "rtg_over_excited_w") Power overExcited,
    @Nullable @Column(name = "rtg_over_excited_pf") PowerFactor overExcitedFactor,
    @Nullable @Column(name = "rtg_under_excited_w") Power underExcited,
    @Nullable @Column(name = "rtg_under_excited_pf") PowerFactor underExcitedFactor,
    @Nullable @Column(name = "rtg_min_pf_over_excited") PowerFactor lowestOverExcited,
    @Nullable @Column(name = "rtg_min_pf_under_excited") PowerFactor lowestUnderExcited) {
  public static final Excitation NONE = new Excitation(null, null, null, null, null, null);
}
