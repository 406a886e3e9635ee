package org.gridseal.site;

import jakarta.persistence.Embeddable;
import java.time.Duration;

/// At which voltage protection opens the breaker, and after how long beyond it.
@Embeddable
public record VoltageTrip(Voltage threshold, Duration delay) {}
