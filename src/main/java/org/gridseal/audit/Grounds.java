package org.gridseal.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gridseal.policy.FactsText;
import org.gridseal.policy.QuestionMembers;
import org.gridseal.policy.Ruling;
import org.gridseal.site.SiteId;

/// By what the policy decided, as it is written down: in the entry of the event what was asked, the
/// names of the rules, and the digests of the policy and of the facts; the facts themselves beside
/// the log, once for all decisions that they are the same for (docs/decisions/0041).
///
/// @param facts of the applicant, as [FactsText] writes them
/// @param digest leftmost 160 bits of the SHA-256 of the facts, 40 lower-case hexadecimal digits
record Grounds(Decided decided, String facts, String digest) {
  /// As many as name a certificate in an LFDI (IEEE 2030.5-2018 §6.3.4).
  private static final int DIGITS = 40;

  static Grounds of(Decided decided) {
    String facts = FactsText.write(decided.ruling().question().applicant());
    return new Grounds(decided, facts, digestOf(facts));
  }

  static String digestOf(String facts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] whole = sha256.digest(facts.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(whole).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  SiteId site() {
    return decided.site();
  }

  /// What the entry carries as its `decision`.
  ///
  /// @param located whether the event itself names the site
  Map<String, Object> members(boolean located) {
    Ruling ruling = decided.ruling();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("asked", QuestionMembers.of(ruling.question()));
    members.put("facts", digest);
    members.put("policy", ruling.version().toString());
    members.put("rules", ruling.rules());
    if (!located) {
      members.put("site", site().toString());
    }
    return members;
  }
}
