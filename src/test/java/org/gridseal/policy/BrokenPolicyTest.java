package org.gridseal.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.document.BrokenDocumentException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `sites.yaml` with one thing wrong in it.
class BrokenPolicyTest {
  private final String yaml;

  BrokenPolicyTest() throws IOException {
    yaml = Files.readString(Path.of("policies/sites.yaml"));
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          above: 30 kVA         | above: 31 kVA          | sizes from 30001 VA to below 31001 VA are in no tier
          above: 30 kVA         | above: 29 kVA          | sizes from 29001 VA on are in the tier before, too
          below: 20000 kVA      | below: 20001 kVA       | sizes from 20000000 VA on are in the tier before, too
          below: 20000 kVA      | below: 10 kVA          | no size is in this tier
          from: 0 VA            | from: 1 VA             | sizes from 0 VA to below 1 VA are in no tier
          tier: T2              | tier: T3               | tiers must ascend from T1 to T5, each once
          renewalWindow: P60D   | renewalWindow: P3Y     | the renewal window is longer than the certificate's lifetime
          lfdiOverlap: P14D     | lfdiOverlap: P61D      | the old LFDI outlives the renewal window
          onlyInsideVpn: [tls12-ccm8 | onlyInsideVpn: [tls13 | a protection is both accepted everywhere and accepted only inside a VPN
          accepted: [tls13]     | accepted: []           | must have at least 1 items but found 0
          resumption: PT12H     | resumption: PT25H      | sessions may be resumed for 24 hours at most (RFC 5246 §F.1.4)
          keyUpdate: PT15M      | keyUpdate: PT2H        | keys are updated later than the session ends
          lifetime: P3Y         | lifetime: P6Y          | T2: certificate.lifetime is weaker than at the tier before
          renewalWindow: P30D   | renewalWindow: P61D    | T4: certificate.renewalWindow is weaker
          lfdiOverlap: P14D     | lfdiOverlap: P31D      | T3: certificate.lfdiOverlap is weaker
          graceAfterExpiry: P7D | graceAfterExpiry: P31D | T3: certificate.graceAfterExpiry is weaker
          paths: [vpn-on-private-circuit] | paths: [public-internet] | T5: wan.paths is weaker
          accepted: [tls13]     | accepted: [tls13, tls12-none] | does not have a value in the enumeration
          maximumAge: PT12H     | maximumAge: PT25H      | T3: sessions.maximumAge is weaker
          resumption: PT12H     | resumption: PT5H       | T3: sessions.resumption is weaker
          keyUpdate: PT15M      | keyUpdate: PT61M       | keys are updated later than the session ends
          freshness: PT8H       | freshness: P2D         | T3: revocation.freshness is weaker
          dropSessionsWithin: PT5M | dropSessionsWithin: PT16M | T4: revocation.dropSessionsWithin is weaker
          receipts: [received, acted] | receipts: [acted] | T3: acknowledgement.receipts is weaker
          evidence: [E2, E3]    | evidence: [E1]         | T5: acknowledgement.evidence is weaker
          enroll: PT30S         | enroll: PT2M           | T3: performance.enroll is weaker
          publishStatus: PT1M   | publishStatus: PT6M    | T4: performance.publishStatus is weaker
          acknowledge: P7D      | acknowledge: P15D      | T3: performance.acknowledge is weaker
          availability: 99.9 %  | availability: 99.4 %   | T4: performance.availability is weaker
          availability: 99.9 %  | availability: 101 %    | an availability is 0 % to 100 %
          retention: P6Y        | retention: P2Y         | T4: retention is weaker
          dropSessionsWithin: PT1M | dropSessionsWithin: PT2H | a revoked device keeps its session for longer than any session lives
          """)
  void saysWhatIsWrong(String right, String wrong, String sentence) {
    assertThat(yaml).contains(right);

    List<Problem> problems = problemsOf(replaceFirst(right, wrong));

    assertThat(problems).extracting(Problem::sentence).anyMatch(text -> text.contains(sentence));
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mutualTls: true       | mutualTls: false
          earlyData: false      | earlyData: true
          cookies: false        | cookies: true
          persons: 1            | persons: 0
          minimumTier: T3       | minimumTier: T6
          retention: P1Y        | retention: 1 year
          whenStale: permit     | whenStale: ignore
          size: { from: 0 VA,   | size: { from: 0,
          identities: [         | identities: [none,
          lifetime: P5Y,        | lifetime: P5Y, extra: 1,
          """)
  void namesTheLine(String right, String wrong) {
    int line = yaml.substring(0, yaml.indexOf(right)).split("\n", -1).length;

    List<Problem> problems = problemsOf(replaceFirst(right, wrong));

    assertThat(problems).extracting(Problem::line).contains(line);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          T1 | issue: { persons: 1, including: [] }    | issue: { persons: 2, including: [] } | T2: approvals.issue
          T1 | issue: { persons: 1, including: [] }    | issue: { persons: 1, including: [approver] } | T2: approvals.issue
          T2 | revoke: { persons: 1, including: [] }   | revoke: { persons: 2, including: [] } | T3: approvals.revoke
          T4 | freshLogin: PT15M                       | freshLogin: PT1M                           | T5: approvals.issue
          T3 | issue: { persons: 2, including: [] }    | issue: { persons: 2, including: [], freshLogin: PT1M } | T4: approvals.issue
          T4 | restore: { persons: 2, including: [], freshLogin: PT15M } | restore: { persons: 3, including: [], freshLogin: PT15M } | T5: approvals.restore
          T3 | identities: [factory-certificate, attested-factory-certificate, operator-certificate] | identities: [one-time-code] | T4: enrollment.identities
          T3 | keyOrigins: [device]                    | keyOrigins: [server] | T4: enrollment.keyOrigins
          T4 | linking: required                       | linking: optional | T4: enrollment.linking
          T3 | vpn-gateway: [P-256, P-384]             | vpn-gateway: [P-384] | T4: enrollment.keys.vpn-gateway
          T3 | whenStale: permit                       | whenStale: refuse | T4: revocation.whenStale
          T3 | accepted: [tls12-ccm8, tls12-gcm, tls13] | accepted: [tls13] | T4: tls.accepted
          T4 | accepted: [tls12-ccm8, tls12-gcm, tls13] | accepted: [tls13] | T5: tls.onlyInsideVpn
          """)
  void refusesAWeakerControlAtALargerTier(String tier, String right, String wrong, String control) {
    int begin = yaml.indexOf("tier: " + tier);
    int at = yaml.indexOf(right, begin);
    assertThat(at).isPositive();
    String broken = yaml.substring(0, at) + wrong + yaml.substring(at + right.length());

    List<Problem> problems = problemsOf(broken);

    assertThat(problems)
        .extracting(Problem::sentence)
        .anyMatch(text -> text.startsWith(control + " is weaker than at the tier before"));
  }

  @Test
  void namesThePath() {
    List<Problem> problems = problemsOf(replaceFirst("retention: P3Y", "retention: soon"));

    assertThat(problems)
        .extracting(Problem::pointer)
        .containsExactly("/tiers/2/controls/retention");
  }

  @Test
  void refusesAKeyGivenTwice() {
    List<Problem> problems = problemsOf(replaceFirst("version: 1", "version: 1\nversion: 1"));

    assertThat(problems).singleElement().asString().contains("Duplicate").contains("version");
  }

  @Test
  void refusesWhatIsNoYaml() {
    assertThat(problemsOf("tiers: [")).singleElement().asString().startsWith("line ");
    assertThat(problemsOf("")).isNotEmpty();
    assertThat(problemsOf("just words")).isNotEmpty();
  }

  private static List<Problem> problemsOf(String broken) {
    return catchThrowableOfType(
            BrokenDocumentException.class, () -> PolicyBook.parse(broken.getBytes(UTF_8)))
        .problems();
  }

  private String replaceFirst(String right, String wrong) {
    int at = yaml.indexOf(right);
    return yaml.substring(0, at) + wrong + yaml.substring(at + right.length());
  }
}
