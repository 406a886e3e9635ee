package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Draft;
import org.gridseal.authority.RecordedDraft;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.Subject;
import org.gridseal.database.DatabaseException;
import org.gridseal.enrollment.Certificates.Keeping;
import org.gridseal.enrollment.Certificates.Progress;
import org.gridseal.enrollment.Certificates.Successor;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Database;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.testing.Keys;
import org.gridseal.testing.RegisterRows;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.SubjectKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresCertificatesTest {
  private static final String PROFILE = "ieee2030.5-device";
  private static final DeviceId DEVICE = new DeviceId(new UUID(1, 1));
  private static final Keeping KEPT = new Keeping.Kept(Optional.empty());
  private static final SiteId SITE = new SiteId(new UUID(2, 2));

  private final Database database = Database.shared();
  private final CertificationAuthority authority =
      new Authorities(new InMemoryKey(), InstantSource.fixed(Authorities.NOW)).issuing();
  private final PostgresCertificates certificates =
      new PostgresCertificates(database.application());
  private final SubjectKey key = SubjectKey.of(Keys.p256().getPublic());
  private final Draft draft = draft(key, "0a0b0c0d");

  @BeforeEach
  void beginWithOneDevice() throws SQLException {
    database.clear();
    database.asSuperuser(
        "SET session_replication_role = replica;"
            + RegisterRows.ofSite(SITE, "APPROVED")
            + """
        INSERT INTO device (id, site_id, position, released, hw_type, hw_serial, profile)
        VALUES ('%s', '%s', 0, false, '1.3.6.1.4.1.40732.99.1', '\\x0a0b0c0d', '%s')
        """
                .formatted(DEVICE.value(), SITE.value(), PROFILE));
  }

  @Test
  void keepsAnIntentAsItWasDecided() {
    intend(key, 1, draft);

    assertThat(certificates.progress(key))
        .isInstanceOfSatisfying(
            Progress.Intended.class,
            intended -> {
              Intent intent = intended.intent();
              assertThat(intent.draft().toBeSigned()).isEqualTo(draft.toBeSigned());
              assertThat(intent.profile()).isEqualTo(PROFILE);
              assertThat(intent.authority()).isEqualTo("issuing");
              assertThat(intent.device()).isEqualTo(DEVICE);
              assertThat(intent.site()).isEqualTo(SITE);
              assertThat(intent.at()).isEqualTo(Authorities.NOW);
            });
  }

  @Test
  void keepsACertificateByteForByte() throws Exception {
    intend(key, 1, draft);
    X509Certificate signed = authority.sign(draft);

    assertThat(keep(kept(signed))).containsExactly(KEPT);

    KeptCertificate found = certificates.find(draft.serialNumber()).orElseThrow();
    assertThat(found.encoded()).isEqualTo(signed.getEncoded());
    assertThat(found.profile()).isEqualTo(PROFILE);
    assertThat(certificates.of(DEVICE)).containsExactly(found);
    assertThat(certificates.progress(key)).isEqualTo(new Progress.Issued(found, 1, false));
  }

  @Test
  void keepsOneOfTwoIntentsForTheSameGenerationOfAKey() {
    assertThat(intend(key, 1, draft)).isTrue();
    assertThat(intend(key, 1, draft(key, "0a0b0c0d"))).isFalse();
    assertThat(intend(key, 2, draft(key, "0a0b0c0d"))).isTrue();
  }

  @Test
  void keepsOneOfTwoCertificatesForTheSameIntent() {
    intend(key, 1, draft);
    KeptCertificate certificate = kept(authority.sign(draft));

    assertThat(keep(certificate)).containsExactly(KEPT);
    assertThat(keep(certificate)).containsExactly(new Keeping.Late());
  }

  @Test
  void keepsTheFirstOfTwoForTheSameIntentInOneStatement() throws Exception {
    intend(key, 1, draft);
    RecordedDraft recorded = draft.record();
    KeptCertificate first = kept(authority.sign(draft));
    KeptCertificate second = kept(recorded.signed(noise(70)));

    assertThat(keep(first, second)).containsExactly(KEPT, new Keeping.Late());
    assertThat(certificates.find(draft.serialNumber())).contains(first);
  }

  @ParameterizedTest(name = "{0}: kept {1}")
  @CsvSource({"6, false", "6 8, true", "6 8 6, false", "6 1, false", "1, false"})
  void keepsWhatWasAskedForWithACertificateThatIsGoodAtLast(String reasons, boolean good)
      throws SQLException {
    intend(key, 1, draft);
    KeptCertificate shown = kept(authority.sign(draft));
    keep(shown);
    int step = 0;
    for (String reason : reasons.split(" ")) {
      step++;
      revoke(shown.serialNumber(), step, reason);
    }
    Draft next = draft(key, "0a0b0c0d");
    intend(key, 2, next);
    var successor =
        new Successor(
            kept(authority.sign(next)), Authorities.NOW, Optional.of(shown.serialNumber()));

    Keeping answer = certificates.keep(List.of(successor)).getFirst();

    if (good) {
      assertThat(answer).isInstanceOf(Keeping.Kept.class);
    } else {
      assertThat(answer).isEqualTo(new Keeping.Closed(true, true, true));
    }
    assertThat(certificates.isRevoked(shown.serialNumber())).isNotEqualTo(good);
  }

  private void revoke(SerialNumber serialNumber, int step, String reason) throws SQLException {
    database.asSuperuser(
        """
        INSERT INTO revocation (serial_number, step, reason, revoked_at, revoked_by, authority,
          bucket, not_after)
        VALUES ('\\x%s', %d, %s, now(), 'x', 'issuing', 0, now())
        """
            .formatted(serialNumber, step, reason));
  }

  @Test
  void keepsTheOthersOfAStatementInWhichOneIsClosed() throws SQLException {
    SubjectKey another = SubjectKey.of(Keys.p256().getPublic());
    Draft other = draft(another, "1a1b1c1d");
    intend(key, 1, draft);
    intend(another, 1, other);
    var open = new Successor(kept(authority.sign(draft)), Authorities.NOW, Optional.empty());
    var elsewhere = new DeviceId(new UUID(9, 9));
    KeptCertificate signed = kept(authority.sign(other));
    var closed =
        new Successor(
            new KeptCertificate(
                elsewhere,
                SITE,
                PROFILE,
                "issuing",
                Optional.empty(),
                signed.certificate(),
                signed.issuedAt()),
            Authorities.NOW,
            Optional.empty());

    assertThat(certificates.keep(List.of(closed, open)))
        .containsExactly(new Keeping.Closed(false, false, false), KEPT);
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(1).nextBytes(noise);
    return noise;
  }

  @Test
  void refusesACertificateThatNobodyIntended() {
    assertThatThrownBy(() -> keep(kept(authority.sign(draft))))
        .isInstanceOf(DatabaseException.class);
  }

  @Test
  void packsAgainstTheFirstDraftWhoeverWroteIt() {
    intend(key, 1, draft);
    var another = new PostgresCertificates(database.application());
    SubjectKey itsKey = SubjectKey.of(Keys.p256().getPublic());
    Draft its = draft(itsKey, "1a1b1c1d");
    Intent intent = intent(itsKey, 1, its);

    another.expect(intent);
    assertThat(another.intend(List.of(intent))).containsExactly(true);

    assertThat(certificates.progress(itsKey))
        .isInstanceOfSatisfying(
            Progress.Intended.class,
            intended ->
                assertThat(intended.intent().draft().toBeSigned()).isEqualTo(its.toBeSigned()));
  }

  @Test
  void refusesAnIntentWhoseFormIsGone() throws SQLException {
    Intent intent = intent(key, 1, draft);
    certificates.expect(intent);
    // As if somebody put back an older copy of the database below a service that runs.
    beginWithOneDevice();

    assertThatThrownBy(() -> certificates.intend(List.of(intent)))
        .isInstanceOf(DatabaseException.class);
    assertThat(certificates.progress(key)).isInstanceOf(Progress.None.class);
  }

  @Test
  void wantsToHearOfAProfileBeforeItsFirstIntent() {
    assertThatThrownBy(() -> certificates.intend(List.of(intent(key, 1, draft))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nobody expected");
  }

  private List<Keeping> keep(KeptCertificate... signed) {
    return certificates.keep(
        Stream.of(signed).map(it -> new Successor(it, Authorities.NOW, Optional.empty())).toList());
  }

  private boolean intend(SubjectKey subject, int generation, Draft decided) {
    Intent intent = intent(subject, generation, decided);
    certificates.expect(intent);
    return certificates.intend(List.of(intent)).getFirst();
  }

  private static Intent intent(SubjectKey subject, int generation, Draft decided) {
    return new Intent(
        DEVICE,
        SITE,
        PROFILE,
        "issuing",
        subject,
        generation,
        Optional.empty(),
        decided.record(),
        Authorities.NOW);
  }

  private static KeptCertificate kept(X509Certificate signed) {
    return new KeptCertificate(
        DEVICE, SITE, PROFILE, "issuing", Optional.empty(), signed, Authorities.NOW);
  }

  private Draft draft(SubjectKey subject, String serial) {
    return authority.prepare(
        Authorities.profile(PROFILE),
        Subject.device(new HardwareModuleName("1.3.6.1.4.1.40732.99.1", serial)),
        subject,
        Period.ofYears(2));
  }
}
