package org.gridseal.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridseal.document.Document;
import org.gridseal.policy.Controls.Tls.Protection;
import org.gridseal.policy.Controls.Wan.Path;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DerType;
import org.gridseal.site.Violation;
import org.gridseal.site.Voltage;
import org.jspecify.annotations.Nullable;

/// One question to the policy and the answer its author expects, from `policies/decisions/`.
///
/// @param site the site that asks, unless an aggregator does
/// @param aggregator the sites of the aggregator that asks
/// @param linked whether the request is tied to its connection; it is, unless the case says no
/// @param keyOrigin where the key was made; in the device, unless the case says otherwise
/// @param expiredFor how long ago the operator certificate shown has expired; not at all, unless
///   said
/// @param validFor how long it is still good; it ends now, unless the case says otherwise
/// @param protection of the connection; TLS 1.3, unless the case says otherwise
/// @param paths of the WAN that the connection may count as; all of them, unless the case says some
/// @param at when it is asked, for rules that look at the time
/// @param key name of the key's algorithm; it may be one that no policy knows
public record DecisionCase(
    String name,
    @Nullable Site site,
    @Nullable List<Site> aggregator,
    String key,
    String profile,
    DeviceIdentityKind identity,
    @Nullable Boolean linked,
    @Nullable KeyOrigin keyOrigin,
    @Nullable Duration expiredFor,
    @Nullable Period validFor,
    @Nullable Protection protection,
    @Nullable Set<Path> paths,
    @Nullable Instant at,
    @JsonProperty("expect") Expectation expectation) {

  /// One site, or several alike.
  ///
  /// @param voltage at the point of common coupling; low voltage when not given
  /// @param units none when not given
  public record Site(
      ApparentPower size,
      @Nullable Voltage voltage,
      @Nullable String utility,
      @Nullable String feeder,
      @Nullable List<Unit> units,
      @Nullable Integer count) {
    private Connection connection(String profile) {
      return new Connection(
          size,
          voltage == null ? Connection.LOW : voltage,
          new Setting(
              Objects.requireNonNullElse(utility, ""),
              Objects.requireNonNullElse(feeder, ""),
              List.of(profile),
              Stream.ofNullable(units).flatMap(List::stream).map(Unit::facts).toList()));
    }

    private Stream<Connection> connections(String profile) {
      return Collections.nCopies(count == null ? 1 : count, connection(profile)).stream();
    }
  }

  /// @param type as in conditions, such as `photovoltaic`
  public record Unit(String type, ApparentPower size) {
    private UnitFacts facts() {
      return new UnitFacts(DerType.valueOf(type.toUpperCase(Locale.ROOT).replace('-', '_')), size);
    }
  }

  /// @param refused rules that stand against it, in any order; none when it is permitted
  /// @param approvals people who must agree to issue, when the case is about that
  /// @param lifetime longest validity of a certificate, when the case is about that
  /// @param revoke people who must agree to revoke or deny, when the case is about that
  /// @param restore people who must agree to release or allow again, when the case is about that
  /// @param dropSessionsWithin of a revocation or denial, when the case is about that
  public record Expectation(
      Tier tier,
      Set<String> refused,
      @Nullable Integer approvals,
      @Nullable Period lifetime,
      @Nullable Integer revoke,
      @Nullable Integer restore,
      @Nullable Duration dropSessionsWithin) {
    public Expectation {
      refused = Set.copyOf(refused);
    }
  }

  private record CaseFile(List<DecisionCase> cases) {}

  /// Reads a file of `policies/decisions/`.
  ///
  /// @throws BrokenDocumentException if it does not conform to `decisions.schema.json`
  public static List<DecisionCase> parse(byte[] yaml) {
    return Document.read(yaml, "decisions.schema.json").as(CaseFile.class).cases();
  }

  /// Puts the question.
  ///
  /// @return how the answer differs from the expected one; empty when it does not
  public List<String> deviations(PolicyBook book) {
    Ruling ruling = book.answer(new Question.Enrollment(applicant(book), proposal(), asked()));
    SecurityPolicy policy = ruling.policy();
    List<String> found = new ArrayList<>();
    compare("tier", expectation.tier(), policy.tier()).ifPresent(found::add);
    compare("refused by", expectation.refused(), rulesAgainst(ruling)).ifPresent(found::add);
    compare("approvals", expectation.approvals(), policy.approvals().issue().persons())
        .ifPresent(found::add);
    compare("lifetime", expectation.lifetime(), policy.certificate().lifetime())
        .ifPresent(found::add);
    compare("revoke", expectation.revoke(), policy.approvals().revoke().persons())
        .ifPresent(found::add);
    compare("restore", expectation.restore(), policy.approvals().restore().persons())
        .ifPresent(found::add);
    compare(
            "drop sessions within",
            expectation.dropSessionsWithin(),
            policy.controls().revocation().dropSessionsWithin())
        .ifPresent(found::add);
    return found;
  }

  private Instant asked() {
    return Objects.requireNonNullElse(at, Instant.EPOCH);
  }

  private Proposal proposal() {
    return new Proposal(
        KeyAlgorithm.named(key),
        Objects.requireNonNullElse(keyOrigin, KeyOrigin.DEVICE),
        profile,
        identity,
        !Boolean.FALSE.equals(linked),
        identity == DeviceIdentityKind.OPERATOR_CERTIFICATE
            ? Optional.of(new Proposal.Current(profile, end()))
            : Optional.empty(),
        Optional.of(Objects.requireNonNullElse(protection, Protection.TLS13)),
        Objects.requireNonNullElse(paths, Set.of(Path.values())));
  }

  /// Of the certificate shown.
  private Instant end() {
    return asked()
        .atOffset(ZoneOffset.UTC)
        .plus(Objects.requireNonNullElse(validFor, Period.ZERO))
        .minus(Objects.requireNonNullElse(expiredFor, Duration.ZERO))
        .toInstant();
  }

  private Applicant applicant(PolicyBook book) {
    return site == null
        ? new Applicant(
            Connection.atLowVoltage(ApparentPower.ofKilovoltAmperes(0)),
            Optional.of(
                book.fleetOf(
                    Objects.requireNonNull(aggregator).stream()
                        .flatMap(it -> it.connections(profile))
                        .toList())))
        : Applicant.site(site.connection(profile));
  }

  private static Set<String> rulesAgainst(Ruling ruling) {
    return ruling.violations().stream().map(Violation::rule).collect(Collectors.toSet());
  }

  private static Optional<String> compare(String what, @Nullable Object expected, Object actual) {
    return expected == null || expected.equals(actual)
        ? Optional.empty()
        : Optional.of("%s is %s, expected %s".formatted(what, actual, expected));
  }
}
