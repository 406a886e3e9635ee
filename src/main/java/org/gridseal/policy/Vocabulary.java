package org.gridseal.policy;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.Voltage;

/// The words that conditions are made of: typed facts, and quantities that cannot be compared with
/// bare numbers. A question knows only what is a fact when it is asked, and a condition that needs
/// more does not compile.
final class Vocabulary {
  private static final OpaqueType POWER = OpaqueType.create("power");
  private static final OpaqueType VOLTAGE = OpaqueType.create("voltage");
  private static final ListType TEXTS = ListType.create(SimpleType.STRING);

  private static final StructType SITE =
      struct(
          "Site",
          ImmutableMap.of(
              "size", POWER,
              "voltage", VOLTAGE,
              "utility", SimpleType.STRING,
              "feeder", SimpleType.STRING,
              "profiles", TEXTS,
              "protocols", TEXTS));

  private static final StructType UNIT =
      struct(
          "Unit",
          ImmutableMap.of("type", SimpleType.STRING, "size", POWER, "storage", SimpleType.BOOL));

  private static final StructType DEVICE =
      struct(
          "Device",
          ImmutableMap.of(
              "key", SimpleType.STRING,
              "keyOrigin", SimpleType.STRING,
              "profile", SimpleType.STRING,
              "identity", SimpleType.STRING,
              "expiredFor", SimpleType.DURATION,
              "validFor", SimpleType.DURATION));

  private static final StructType CHANNEL =
      struct(
          "Channel",
          ImmutableMap.of(
              "linked", SimpleType.BOOL, "paths", TEXTS, "protection", SimpleType.STRING));

  private static final StructType PERSON =
      struct("Person", ImmutableMap.of("roles", TEXTS, "organisation", SimpleType.STRING));

  /// Steps of one condition: far more than 500 units looked at once, far less than a pause.
  private static final int MOST_STEPS = 5_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .comprehensionMaxIterations(MOST_STEPS)
          .maxParseRecursionDepth(32)
          .populateMacroCalls(true)
          .build();

  private static final Map<BookRule.Subject, CelCompiler> COMPILERS = compilers();

  static final CelRuntime RUNTIME = runtime();

  private Vocabulary() {}

  static CelCompiler of(BookRule.Subject subject) {
    return Objects.requireNonNull(COMPILERS.get(subject), "each subject has one");
  }

  private static Map<BookRule.Subject, CelCompiler> compilers() {
    Map<BookRule.Subject, CelCompiler> all = new EnumMap<>(BookRule.Subject.class);
    for (BookRule.Subject subject : BookRule.Subject.values()) {
      all.put(subject, compiler(subject));
    }
    return all;
  }

  private static CelCompiler compiler(BookRule.Subject subject) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(new Types(ImmutableList.of(SITE, UNIT, DEVICE, CHANNEL, PERSON)))
            .addFunctionDeclarations(functions())
            .setResultType(SimpleType.BOOL)
            .addVar("site", SITE)
            .addVar("units", ListType.create(UNIT));
    return switch (subject) {
      case TIER -> builder.build();
      case ENROLLMENT ->
          builder
              .addVar("device", DEVICE)
              .addVar("channel", CHANNEL)
              .addVar("time", SimpleType.TIMESTAMP)
              .build();
      case APPROVAL ->
          builder.addVar("person", PERSON).addVar("time", SimpleType.TIMESTAMP).build();
    };
  }

  private static List<CelFunctionDecl> functions() {
    List<CelFunctionDecl> all = new ArrayList<>();
    for (OpaqueType quantity : List.of(POWER, VOLTAGE)) {
      all.add(
          CelFunctionDecl.newFunctionDeclaration(
              quantity.name(),
              CelOverloadDecl.newGlobalOverload(
                  "of_" + quantity.name(), quantity, SimpleType.STRING)));
    }
    for (Comparison comparison : Comparison.values()) {
      all.add(
          CelFunctionDecl.newFunctionDeclaration(
              comparison.operator,
              Stream.of(POWER, VOLTAGE)
                  .map(
                      type ->
                          CelOverloadDecl.newGlobalOverload(
                              comparison.idOf(type), SimpleType.BOOL, type, type))
                  .toList()));
    }
    return all;
  }

  private static CelRuntime runtime() {
    List<CelFunctionBinding> bindings = new ArrayList<>();
    bindings.add(
        CelFunctionBinding.from("of_power", String.class, text -> ApparentPower.fromString(text)));
    bindings.add(CelFunctionBinding.from("of_voltage", String.class, Voltage::fromString));
    for (Comparison comparison : Comparison.values()) {
      bindings.add(
          CelFunctionBinding.from(
              comparison.idOf(POWER),
              ApparentPower.class,
              ApparentPower.class,
              (one, other) -> comparison.holds(one.compareTo(other))));
      bindings.add(
          CelFunctionBinding.from(
              comparison.idOf(VOLTAGE),
              Voltage.class,
              Voltage.class,
              (one, other) -> comparison.holds(one.compareTo(other))));
    }
    return CelRuntimeFactory.plannerRuntimeBuilder()
        .setOptions(OPTIONS)
        .addFunctionBindings(bindings)
        .build();
  }

  private static StructType struct(String name, ImmutableMap<String, CelType> fields) {
    return StructType.create(
        name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
  }

  /// How quantities of one kind compare; that they are equal, CEL knows.
  private enum Comparison {
    LESS("_<_"),
    AT_MOST("_<=_"),
    GREATER("_>_"),
    AT_LEAST("_>=_");

    private final String operator;

    Comparison(String operator) {
      this.operator = operator;
    }

    /// @param sign of what `compareTo` says
    boolean holds(int sign) {
      return switch (this) {
        case LESS -> sign < 0;
        case AT_MOST -> sign <= 0;
        case GREATER -> sign > 0;
        case AT_LEAST -> sign >= 0;
      };
    }

    String idOf(OpaqueType type) {
      return name().toLowerCase(Locale.ROOT) + "_" + type.name();
    }
  }

  private record Types(ImmutableList<StructType> all) implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return ImmutableList.copyOf(all);
    }

    @Override
    public Optional<CelType> findType(String name) {
      return all.stream()
          .filter(type -> type.name().equals(name))
          .<CelType>map(it -> it)
          .findFirst();
    }
  }
}
