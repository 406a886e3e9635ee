package org.gridseal.policy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.gridseal.site.ApparentPower;

/// The security policy of `sites.yaml`: every site, of any size, is in exactly one tier.
///
/// Immutable and pure: the same bytes and the same question give the same answer for ever, so a
/// recorded decision can be repeated from the file with the recorded digest.
public final class PolicyBook {
  private final List<SizeClass> classes;
  private final Tier minimumForAggregators;
  private final byte[] digest;

  private PolicyBook(BookFile file, byte[] digest) {
    this.classes = file.tiers();
    this.minimumForAggregators = file.aggregators().minimumTier();
    this.digest = digest;
  }

  /// Reads `sites.yaml`.
  ///
  /// @throws BrokenDocumentException if the file does not conform to `sites.schema.json`, if its
  ///   tiers leave a gap or overlap, or if controls contradict each other; it names line and path
  public static PolicyBook parse(byte[] yaml) {
    return new PolicyBook(BookFile.parse(yaml), sha256(yaml));
  }

  /// SHA-256 over the file's bytes, by which a decision names the policy that made it.
  public byte[] digest() {
    return digest.clone();
  }

  /// What a site connected at low voltage must meet.
  public SecurityPolicy policyFor(ApparentPower size) {
    return policyFor(Connection.atLowVoltage(size));
  }

  public SecurityPolicy policyFor(Connection site) {
    List<String> rules = new ArrayList<>();
    return policyOf(tierOf(site, "size", rules), rules);
  }

  /// What an aggregator must meet: the tier of the sum of all it manages, but never a lower one
  /// than that of any of its sites, nor than the book's minimum for aggregators.
  ///
  /// @param sites all that it manages; none at the start
  public SecurityPolicy policyForAggregator(Collection<Connection> sites) {
    List<String> rules = new ArrayList<>();
    ApparentPower sum = ApparentPower.sum(sites.stream().map(Connection::size).toList());
    Tier tier = tierOf(Connection.atLowVoltage(sum), "aggregate-size", rules);
    for (Connection site : sites) {
      tier = raise(tier, tierOf(site, "size", new ArrayList<>()), "largest-site", rules);
    }
    tier = raise(tier, minimumForAggregators, "aggregator-minimum", rules);
    return policyOf(tier, rules);
  }

  /// Decides whether a device of a site may have a certificate.
  public Decision decideEnrollment(Connection site, Proposal proposal) {
    return policyFor(site).decideEnrollment(proposal);
  }

  /// What each tier demands, from T1 up.
  public List<Controls> controls() {
    return classes.stream().map(SizeClass::controls).toList();
  }

  /// What each tier accepts at enrollment, from T1 up.
  public List<Controls.Enrollment> enrollments() {
    return controls().stream().map(Controls::enrollment).toList();
  }

  private Tier tierOf(Connection site, String rule, List<String> rules) {
    Tier tier = classOf(site.size()).tier();
    rules.add(rule + "-" + tier.suffix());
    for (SizeClass entry : classes) {
      if (entry.demandedBy(site.voltage())) {
        tier = raise(tier, entry.tier(), "voltage", rules);
      }
    }
    return tier;
  }

  private static Tier raise(Tier tier, Tier least, String rule, List<String> rules) {
    if (tier.compareTo(least) >= 0) {
      return tier;
    }
    rules.add(rule + "-" + least.suffix());
    return least;
  }

  private SizeClass classOf(ApparentPower size) {
    return classes.stream().filter(entry -> entry.holds(size)).findFirst().orElseThrow();
  }

  private SecurityPolicy policyOf(Tier tier, List<String> rules) {
    SizeClass entry = classes.stream().filter(of -> of.tier() == tier).findFirst().orElseThrow();
    return new SecurityPolicy(tier, entry.title(), rules, entry.controls());
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
