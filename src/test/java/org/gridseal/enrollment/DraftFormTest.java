package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.time.Period;
import java.util.Arrays;
import java.util.Random;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.RecordedDraft;
import org.gridseal.authority.Subject;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.testing.Keys;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.SubjectKey;
import org.junit.jupiter.api.Test;

class DraftFormTest {
  private final CertificationAuthority authority =
      new Authorities(new InMemoryKey(), InstantSource.fixed(Authorities.NOW)).issuing();
  private final RecordedDraft model = draft("ieee2030.5-device", "0a0b0c0d");
  private final DraftForm form = new DraftForm((short) 1, model.toBeSigned());

  @Test
  void givesBackTheVeryBytes() {
    RecordedDraft draft = draft("ieee2030.5-device", "1122334455667788");

    RecordedDraft unpacked = form.unpack(draft.serialNumber(), form.pack(draft));

    assertThat(unpacked.toBeSigned()).isEqualTo(draft.toBeSigned());
    assertThat(unpacked.serialNumber()).isEqualTo(draft.serialNumber());
  }

  @Test
  void keepsADraftThatIsLikeItInAThirdOfTheRoom() {
    RecordedDraft draft = draft("ieee2030.5-device", "1122334455667788");

    assertThat(form.pack(draft)).hasSizeLessThan(draft.toBeSigned().length / 3);
  }

  @Test
  void givesBackWhatIsNothingLikeIt() {
    byte[] other = Keys.rsa().getPublic().getEncoded();
    var draft = new RecordedDraft(model.serialNumber(), other);

    assertThat(form.unpack(draft.serialNumber(), form.pack(draft)).toBeSigned()).isEqualTo(other);
  }

  @Test
  void refusesWhatWasCutOff() {
    byte[] packed = form.pack(draft("ieee2030.5-device", "1122334455667788"));

    assertThatThrownBy(
            () -> form.unpack(model.serialNumber(), Arrays.copyOf(packed, packed.length - 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cut off");
  }

  @Test
  void refusesADraftThatTheRegisterHasNoRoomFor() {
    byte[] noise = new byte[9000];
    new Random(1).nextBytes(noise);
    var draft = new RecordedDraft(model.serialNumber(), noise);

    assertThatThrownBy(() -> form.pack(draft)).isInstanceOf(IllegalArgumentException.class);
  }

  private RecordedDraft draft(String profile, String serial) {
    return authority
        .prepare(
            Authorities.profile(profile),
            Subject.device(new HardwareModuleName("1.3.6.1.4.1.40732.99.1", serial)),
            SubjectKey.of(Keys.p256().getPublic()),
            Period.ofYears(2))
        .record();
  }
}
