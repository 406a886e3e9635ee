package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridseal.testing.RegisterRows.lfdi;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Draft;
import org.gridseal.authority.Subject;
import org.gridseal.enrollment.Certificates.Keeping;
import org.gridseal.enrollment.Certificates.Successor;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Database;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.testing.Keys;
import org.gridseal.testing.RegisterRows;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.SubjectKey;
import org.junit.jupiter.api.Test;

class PostgresSuccessionsTest {
  private static final Duration OVERLAP = Duration.ofDays(30);
  private static final Instant START = Authorities.NOW;
  private static final Instant LATER = START.plus(Duration.ofDays(300));

  private Instant now = START;

  private final Database database = Database.shared();
  private final RegisterRows rows = new RegisterRows(database);
  private final PostgresCertificates certificates =
      new PostgresCertificates(database.application());
  private final PostgresSuccessions successions = new PostgresSuccessions(database.application());
  private final CertificationAuthority authority =
      new Authorities(new InMemoryKey(), () -> now).issuing();
  private final SiteId site = rows.site("APPROVED");
  private final DeviceId device = rows.device(site);

  @Test
  void linksNothingToTheFirstCertificate() {
    KeptCertificate first = intended(device, START);

    assertThat(keep(first)).isEmpty();
    assertThat(successions.chainOf(first.lfdi())).isEmpty();
  }

  @Test
  void linksARenewalToTheCertificateBefore() {
    KeptCertificate first = intended(device, START);
    keep(first);
    KeptCertificate second = intended(device, LATER);

    Succession link = keep(second).orElseThrow();

    assertThat(link)
        .isEqualTo(
            new Succession(
                device,
                RegisterRows.PROFILE,
                1,
                first.lfdi(),
                Optional.of(first.serialNumber()),
                second.lfdi(),
                second.serialNumber(),
                LATER,
                LATER.plus(OVERLAP)));
    assertThat(successions.chainOf(first.lfdi())).containsExactly(link);
    assertThat(successions.chainOf(second.lfdi())).containsExactly(link);
  }

  @Test
  void endsTheOverlapWithTheCertificateBefore() {
    KeptCertificate first = intended(device, START, RegisterRows.PROFILE, Period.ofDays(303));
    keep(first);

    assertThat(keep(intended(device, LATER)).map(Succession::overlapUntil))
        .contains(first.notAfter());
  }

  @Test
  void knowsNoOverlapWithACertificateThatHadExpired() {
    keep(intended(device, START, RegisterRows.PROFILE, Period.ofDays(299)));

    assertThat(keep(intended(device, LATER)).map(Succession::overlapUntil)).contains(LATER);
  }

  @Test
  void linksTheFirstCertificateToThatOfTheFactory() {
    DeviceId born = rows.device(site, lfdi("factory"));

    Succession link = keep(intended(born, START)).orElseThrow();

    assertThat(link.predecessor()).isEqualTo(lfdi("factory"));
    assertThat(link.predecessorSerial()).isEmpty();
    assertThat(link.overlapUntil()).isEqualTo(START.plus(OVERLAP));
  }

  @Test
  void keepsOneChainForEachProfile() {
    keep(intended(device, START));

    assertThat(keep(intended(device, LATER, "vpn-gateway", Period.ofDays(100)))).isEmpty();
  }

  @Test
  void tellsTheWholeChainFromAnyOfItsIdentities() {
    DeviceId born = rows.device(site, lfdi("factory"));
    List<KeptCertificate> all =
        List.of(intended(born, START), intended(born, LATER), intended(born, LATER.plusSeconds(1)));
    all.forEach(this::keep);
    Lfdi[] own = all.stream().map(KeptCertificate::lfdi).toArray(Lfdi[]::new);

    for (Lfdi any : List.of(lfdi("factory"), own[0], own[1], own[2])) {
      assertThat(successions.chainOf(any)).map(Succession::successor).containsExactly(own);
      assertThat(successions.chainOf(any)).map(Succession::ordinal).containsExactly(1, 2, 3);
    }
  }

  @Test
  void linksTheOneToTheOtherWhenTwoAreKeptTogether() {
    KeptCertificate first = intended(device, START);
    KeptCertificate second = intended(device, LATER);
    KeptCertificate third = intended(device, LATER);
    keep(first);

    List<Keeping> answers = certificates.keep(List.of(successor(second), successor(third)));

    assertThat(answers)
        .map(PostgresSuccessionsTest::linkOf)
        .map(Optional::orElseThrow)
        .map(Succession::predecessor)
        .containsExactly(first.lfdi(), second.lfdi());
  }

  @Test
  void linksWhatWasIntendedEarlierToWhatWasKeptEarlier() {
    KeptCertificate delayed = intended(device, START);
    KeptCertificate first = intended(device, LATER);
    keep(first);

    assertThat(keep(delayed).map(Succession::predecessor)).contains(first.lfdi());
    assertThat(keep(intended(device, LATER)).map(Succession::predecessor)).contains(delayed.lfdi());
  }

  @Test
  void linksNothingAnewThatWasKeptBefore() {
    KeptCertificate first = intended(device, START);
    keep(first);
    keep(intended(device, LATER));

    assertThat(certificates.keep(List.of(successor(first)))).containsExactly(new Keeping.Late());
    assertThat(successions.chainOf(first.lfdi())).hasSize(1);
  }

  @Test
  void nobodyTakesALinkBack() {
    keep(intended(device, START));
    keep(intended(device, LATER));

    for (String change : List.of("UPDATE certificate SET ordinal = 9", "DELETE FROM certificate")) {
      assertThatThrownBy(
              () -> {
                try (var connection = database.owner().getConnection();
                    var statement = connection.createStatement()) {
                  statement.execute(change);
                }
              })
          .hasMessageContaining("written once");
    }
  }

  private KeptCertificate intended(DeviceId whose, Instant at) {
    return intended(whose, at, RegisterRows.PROFILE, Period.ofYears(2));
  }

  /// Signed, and its intent in the register.
  private KeptCertificate intended(DeviceId whose, Instant at, String profile, Period lifetime) {
    now = at;
    SubjectKey key = SubjectKey.of(Keys.p256().getPublic());
    Draft draft =
        authority.prepare(
            Authorities.profile(RegisterRows.PROFILE),
            Subject.device(new HardwareModuleName("1.3.6.1.4.1.40732.99.1", "0a0b0c0d")),
            key,
            lifetime);
    Intent intent =
        new Intent(whose, site, profile, "issuing", key, 1, Optional.empty(), draft.record(), at);
    certificates.expect(intent);
    assertThat(certificates.intend(List.of(intent))).containsExactly(true);
    return new KeptCertificate(
        whose, site, profile, "issuing", Optional.empty(), authority.sign(draft), at);
  }

  private Optional<Succession> keep(KeptCertificate certificate) {
    return linkOf(certificates.keep(List.of(successor(certificate))).getFirst());
  }

  private static Optional<Succession> linkOf(Keeping answer) {
    return ((Keeping.Kept) answer).link();
  }

  private static Successor successor(KeptCertificate certificate) {
    return new Successor(certificate, certificate.issuedAt().plus(OVERLAP), Optional.empty());
  }
}
