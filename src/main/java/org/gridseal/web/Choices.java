package org.gridseal.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gridseal.site.AbnormalCategory;
import org.gridseal.site.Communication;
import org.gridseal.site.DerType;
import org.gridseal.site.NormalCategory;

/// What can be chosen in the fields of a registration, the most frequent first.
///
/// @param profiles the certificate profiles that the policy offers
public record Choices(ChoiceTexts texts, List<String> profiles) {
  /// Most sites by far, so they stand before the order of the standard.
  private static final List<DerType> FREQUENT =
      List.of(
          DerType.PHOTOVOLTAIC,
          DerType.PHOTOVOLTAIC_AND_STORAGE,
          DerType.OTHER_STORAGE,
          DerType.ELECTRIC_VEHICLE_SUPPLY);

  private static final List<String> HOME_COUNTRIES = List.of("US", "AU");

  /// One choice.
  ///
  /// @param value as the document has it
  public record Option(String value, String text) {}

  public List<Option> derTypes() {
    Stream<DerType> others =
        Arrays.stream(DerType.values()).filter(type -> !FREQUENT.contains(type));
    return Stream.concat(FREQUENT.stream(), others)
        .map(type -> new Option(Integer.toString(type.code()), of(type)))
        .toList();
  }

  public List<Option> phases() {
    return IntStream.rangeClosed(1, 3)
        .mapToObj(Integer::toString)
        .map(count -> new Option(count, count))
        .toList();
  }

  public List<Option> paths() {
    return options(Communication.Path.values(), this::of);
  }

  public List<Option> wans() {
    return options(Communication.Wan.values(), this::of);
  }

  public List<Option> normalCategories() {
    return Arrays.stream(NormalCategory.values())
        .map(category -> new Option(Integer.toString(category.code()), of(category)))
        .toList();
  }

  public List<Option> abnormalCategories() {
    return Arrays.stream(AbnormalCategory.values())
        .map(category -> new Option(Integer.toString(category.code()), of(category)))
        .toList();
  }

  /// All countries by name, those at home first.
  public List<Option> countries() {
    Stream<Option> others =
        Stream.of(Locale.getISOCountries())
            .filter(code -> !HOME_COUNTRIES.contains(code))
            .map(Choices::country)
            .sorted((one, other) -> one.text().compareTo(other.text()));
    return Stream.concat(HOME_COUNTRIES.stream().map(Choices::country), others).toList();
  }

  public List<Option> certificates() {
    return profiles.stream().map(profile -> new Option(profile, ofProfile(profile))).toList();
  }

  String of(DerType type) {
    return switch (type) {
      case NOT_APPLICABLE -> texts.notApplicable();
      case VIRTUAL_OR_MIXED -> texts.mixed();
      case RECIPROCATING_ENGINE -> texts.engine();
      case FUEL_CELL -> texts.fuelCell();
      case PHOTOVOLTAIC -> texts.photovoltaic();
      case COMBINED_HEAT_AND_POWER -> texts.heatAndPower();
      case OTHER_GENERATION -> texts.otherGeneration();
      case OTHER_STORAGE -> texts.storage();
      case ELECTRIC_VEHICLE -> texts.vehicle();
      case ELECTRIC_VEHICLE_SUPPLY -> texts.vehicleSupply();
      case PHOTOVOLTAIC_AND_STORAGE -> texts.photovoltaicAndStorage();
    };
  }

  String of(Communication.Path path) {
    return switch (path) {
      case DIRECT -> texts.direct();
      case AGGREGATOR -> texts.aggregator();
      case GFEMS -> texts.gfems();
    };
  }

  String of(Communication.Wan wan) {
    return switch (wan) {
      case BROADBAND -> texts.broadband();
      case LTE_M -> texts.lteM();
      case NB_IOT -> texts.nbIot();
      case LTE -> texts.lte();
      case VSAT -> texts.vsat();
      case PRIVATE_APN -> texts.privateApn();
      case FIBRE -> texts.fibre();
    };
  }

  String of(NormalCategory category) {
    return category == NormalCategory.NOT_SPECIFIED
        ? texts.notSpecified()
        : texts.category(category.name());
  }

  String of(AbnormalCategory category) {
    return category == AbnormalCategory.NOT_SPECIFIED
        ? texts.notSpecified()
        : texts.category(category.name());
  }

  /// A profile that nobody here has a word for keeps its name.
  String ofProfile(String name) {
    return switch (name) {
      case Needs.DEVICE_PROFILE -> texts.device();
      case "csip-aggregator" -> texts.csipAggregator();
      case "vpn-gateway" -> texts.vpnGateway();
      default -> name;
    };
  }

  private static <T extends Enum<T>> List<Option> options(T[] values, Function<T, String> text) {
    return Arrays.stream(values).map(value -> new Option(value.name(), text.apply(value))).toList();
  }

  private static Option country(String code) {
    return new Option(code, Locale.of("", code).getDisplayCountry(Locale.ENGLISH));
  }
}
