package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.OcspQuestion;
import org.gridseal.authority.OcspRequest;
import org.gridseal.authority.OcspResponder;
import org.gridseal.authority.OcspResponder.Answer;
import org.gridseal.authority.OcspResponder.Status;
import org.gridseal.authority.SerialNumber;
import org.gridseal.revocation.AnswerMemory.Remembered;
import org.gridseal.revocation.Revocations.Named;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Responders;
import org.junit.jupiter.api.Test;

class AnswerMemoryTest {
  private static final Instant NOW = Authorities.NOW;

  private final CertificationAuthority issuing = Authorities.established().issuing();
  private final OcspResponder responder = Responders.of(issuing);
  private final AnswerMemory memory = new AnswerMemory(100_000);

  @Test
  void keepsNothingThatWasReadBeforeAChange() throws Exception {
    Remembered answer = answer(1);
    long before = memory.changes();

    memory.forget(List.of(named(1)));
    memory.keep(named(1), answer, before);

    assertThat(memory.find(named(1), answer.question())).isEmpty();
  }

  @Test
  void forgetsWhatChangedAndNothingElse() throws Exception {
    Remembered first = answer(1);
    Remembered second = answer(2);
    memory.keep(named(1), first, memory.changes());
    memory.keep(named(2), second, memory.changes());

    memory.forget(List.of(named(1)));

    assertThat(memory.find(named(1), first.question())).isEmpty();
    assertThat(memory.find(named(2), second.question())).contains(second);
  }

  @Test
  void holdsAsMuchAsItMayAndWhatIsAskedForLongest() throws Exception {
    Remembered often = answer(0);
    memory.keep(named(0), often, memory.changes());
    int held = 0;
    for (int number = 1; number <= 1_000; number++) {
      memory.keep(named(number), answer(number), memory.changes());
      assertThat(memory.find(named(0), often.question())).isPresent();
    }
    for (int number = 1; number <= 1_000; number++) {
      Optional<Remembered> found = memory.find(named(number), answer(number).question());
      held += found.isPresent() ? 1 : 0;
    }

    // 100,000 octets, and about 900 an answer.
    assertThat(held).isBetween(50, 150);
  }

  private static Named named(int number) {
    return new Named("issuing", serial(number));
  }

  private static SerialNumber serial(int number) {
    return new SerialNumber(BigInteger.valueOf(number + 1L));
  }

  private Remembered answer(int number) throws Exception {
    var id =
        new CertificateID(
            new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
            new JcaX509CertificateHolder(issuing.certificate()),
            serial(number).value());
    byte[] encoded = new OCSPReqBuilder().addRequest(id).build().getEncoded();
    OcspQuestion question = OcspRequest.parse(encoded).questions().getFirst();
    Status good = new Status.Good();
    return new Remembered(
        question,
        new RegisteredStatus(good, Instant.MAX),
        responder.sign(
            List.of(new Answer(question, good, Optional.empty())),
            OcspRequest.about(question),
            NOW,
            NOW,
            NOW.plusSeconds(60)));
  }
}
