package org.gridseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.gridseal.authority.CertificateProfile.Attribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What no certificate can hold is not taken for a subject.
class SubjectTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"C, USA", "C, us", "CN, ''", "serialNumber, ''"})
  void refusesWhatItsAttributeCannotSay(Attribute attribute, String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> subject(attribute, value));
  }

  @Test
  void takesNamesOf64CharactersAndNoMore() {
    assertThat(subject(Attribute.CN, "\u00e9".repeat(64)).value(Attribute.CN)).hasSize(64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> subject(Attribute.O, "x".repeat(65)))
        .withMessage("the organisation is longer than 64 characters");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "g\u00e4teway.example", "host example", "https://host"})
  void refusesAHostNameThatDnsDoesNotHave(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new AlternativeName.Host(name));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "192.0.2.0/24", "2001:db8::/32", "host"})
  void refusesARangeForAnAddress(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new AlternativeName.Address(text));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "der.example", "inverter7@", "inverter7@der.example/roof"})
  void refusesAnXmppAddressThatIsNotBare(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> new AlternativeName.Xmpp(address));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {-32_769, 32_768})
  void refusesARoleOfMoreThan16Bits(int number) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Role.Utility(List.of(number), "feeder 12", 0));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {-1, 256})
  void refusesARevisionOfMoreThanOneOctet(int revision) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Role.Utility(List.of(1), "feeder 12", revision));
  }

  private static Subject subject(Attribute attribute, String value) {
    return new Subject(Map.of(attribute, value), List.of(), List.of());
  }
}
