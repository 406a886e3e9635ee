package org.gridseal.site;

import java.util.Arrays;
import java.util.Optional;

/// What a unit is (IEEE 2030.5-2018, schema type `DERType`).
public enum DerType {
  NOT_APPLICABLE(0),
  VIRTUAL_OR_MIXED(1),
  RECIPROCATING_ENGINE(2),
  FUEL_CELL(3),
  PHOTOVOLTAIC(4),
  COMBINED_HEAT_AND_POWER(5),
  OTHER_GENERATION(6),
  OTHER_STORAGE(80),
  ELECTRIC_VEHICLE(81),
  ELECTRIC_VEHICLE_SUPPLY(82),
  PHOTOVOLTAIC_AND_STORAGE(83);

  private final int code;

  DerType(int code) {
    this.code = code;
  }

  public static Optional<DerType> ofCode(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /// The number that goes over the wire.
  public int code() {
    return code;
  }

  /// Whether it can take energy from the grid and keep it.
  public boolean isStorage() {
    return switch (this) {
      case OTHER_STORAGE, ELECTRIC_VEHICLE, ELECTRIC_VEHICLE_SUPPLY, PHOTOVOLTAIC_AND_STORAGE ->
          true;
      case NOT_APPLICABLE,
          VIRTUAL_OR_MIXED,
          RECIPROCATING_ENGINE,
          FUEL_CELL,
          PHOTOVOLTAIC,
          COMBINED_HEAT_AND_POWER,
          OTHER_GENERATION ->
          false;
    };
  }

  /// Whether it meets the grid through an inverter, to which the categories of IEEE 1547 apply.
  public boolean isInverter() {
    return isStorage() || this == PHOTOVOLTAIC || this == FUEL_CELL;
  }
}
