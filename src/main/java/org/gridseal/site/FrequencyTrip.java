package org.gridseal.site;

import jakarta.persistence.Embeddable;
import java.time.Duration;

/// At which frequency protection opens the breaker, and after how long beyond it.
@Embeddable
public record FrequencyTrip(Frequency threshold, Duration delay) {}
