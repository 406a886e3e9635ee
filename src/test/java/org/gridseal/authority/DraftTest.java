package org.gridseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridseal.testing.Authorities.profile;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.Period;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Keys;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.SubjectKey;
import org.junit.jupiter.api.Test;

class DraftTest {
  private static final Period TWO_YEARS = Period.ofYears(2);
  private static final HardwareModuleName HARDWARE =
      new HardwareModuleName("1.3.6.1.4.1.37250.13.1", "ff150032");

  private final CertificationAuthority issuing = Authorities.established().issuing();

  @Test
  void signsADraftOnce() {
    Draft draft = draft(issuing, SubjectKey.of(Keys.p256().getPublic()), TWO_YEARS);
    issuing.sign(draft);

    assertThatThrownBy(() -> issuing.sign(draft)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void signsTheSameContentAgainWhenADraftIsTakenUp() throws GeneralSecurityException {
    SubjectKey subjectKey = SubjectKey.of(Keys.p256().getPublic());
    Draft draft = draft(issuing, subjectKey, TWO_YEARS);

    Optional<Draft> resumed = resume(subjectKey, draft.record());

    assertThat(issuing.sign(resumed.orElseThrow()).getTBSCertificate())
        .isEqualTo(draft.toBeSigned());
  }

  @Test
  void takesUpNoRecordOfWhichAnythingButADateHasChanged() {
    SubjectKey subjectKey = SubjectKey.of(Keys.p256().getPublic());
    Draft draft = draft(issuing, subjectKey, TWO_YEARS);
    byte[] content = draft.toBeSigned();

    for (int at = 0; at < content.length; at++) {
      byte[] changed = content.clone();
      changed[at] ^= 1;
      Optional<Draft> resumed =
          resume(subjectKey, new RecordedDraft(draft.serialNumber(), changed));
      // Another date within the profile's bounds is what the authority might have written.
      assertThat(resumed.isEmpty() || differInTheirDates(content, changed)).as("" + at).isTrue();
    }
  }

  private static boolean differInTheirDates(byte[] one, byte[] other) {
    TBSCertificate first = TBSCertificate.getInstance(one);
    TBSCertificate second = TBSCertificate.getInstance(other);
    return !first.getStartDate().equals(second.getStartDate())
        || !first.getEndDate().equals(second.getEndDate());
  }

  @Test
  void takesUpNoNonsenseAndNoOtherSerialNumber() {
    SubjectKey subjectKey = SubjectKey.of(Keys.p256().getPublic());
    Draft draft = draft(issuing, subjectKey, TWO_YEARS);
    var other = new SerialNumber(BigInteger.TWO);

    assertThat(resume(subjectKey, new RecordedDraft(other, draft.toBeSigned()))).isEmpty();
    for (int length = 0; length < draft.toBeSigned().length; length++) {
      byte[] cut = Arrays.copyOf(draft.toBeSigned(), length);
      assertThat(resume(subjectKey, new RecordedDraft(draft.serialNumber(), cut))).isEmpty();
    }
  }

  @Test
  void takesUpNoRecordOfAnotherAuthorityOrForAnotherKey() {
    SubjectKey subjectKey = SubjectKey.of(Keys.p256().getPublic());
    Draft foreign = draft(Authorities.established().issuing(), subjectKey, TWO_YEARS);
    Draft own = draft(issuing, subjectKey, TWO_YEARS);

    assertThat(resume(subjectKey, foreign.record())).isEmpty();
    assertThat(resume(SubjectKey.of(Keys.p256().getPublic()), own.record())).isEmpty();
  }

  private static Draft draft(
      CertificationAuthority authority, SubjectKey subjectKey, Period validity) {
    return authority.prepare(
        profile("ieee2030.5-device"), Subject.device(HARDWARE), subjectKey, validity);
  }

  private Optional<Draft> resume(SubjectKey subjectKey, RecordedDraft record) {
    return issuing.resume(
        profile("ieee2030.5-device"), Subject.device(HARDWARE), subjectKey, record);
  }
}
