package org.gridseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedHashMap;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gridseal.site.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedFormTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  @ParameterizedTest(name = "{1} in {0} is {2}")
  @CsvSource({
    "/units/0/rtgMaxVA, 7.6, 7600",
    "/units/0/rtgMaxW, '0,5', 500",
    "/units/0/rtgMaxWh, 13.5, 13500",
    "/grid/approvedCapacityVA, 1200, 1200000",
    "/grid/pccVoltageV, 240, 240",
    "/units/0/rtgVNom, 240.5, 240.5",
    "/units/0/mfID, 40732, 40732"
  })
  void turnsKilowattsIntoWattsAndNothingElse(String pointer, String typed, String sent) {
    assertThat(form(Map.of(pointer, typed)).fields()).containsEntry(pointer, sent);
  }

  @ParameterizedTest
  @CsvSource({"/units/0/rtgMaxVA, 7600", "/grid/pccVoltageV, 240", "/units/0/rtgMaxWh, 13500"})
  void showsAgainWhatWasTyped(String pointer, BigDecimal sent) {
    String shown = TypedForm.shown(pointer, sent);

    assertThat(new BigDecimal(form(Map.of(pointer, shown)).fields().get(pointer)))
        .isEqualByComparingTo(sent);
  }

  @Test
  void objectsToWhatIsNoNumberAndKeepsItInTheField() {
    TypedForm form = form(Map.of("/units/0/rtgMaxVA", "7.6 kVA"));

    FormState state = form.against(List.of(violation("/units/0/rtgMaxVA", "fill in this field")));

    FormState.Field field = state.field("/units/0", "rtgMaxVA");
    assertThat(field.value()).isEqualTo("7.6 kVA");
    assertThat(field.error()).isEqualTo("Give a number such as 7.6");
    assertThat(form.fields()).isEmpty();
  }

  @Test
  void letsTheCustomerRunThePlantUnlessSomebodyElseIsNamed() {
    TypedForm form = form(Map.of("/customer/name", "A customer"));

    assertThat(Completion.of(form, NOW)).containsEntry("/operator/name", "A customer");
    assertThat(Completion.blamed(form, List.of(violation("/operator/email", "give one"))))
        .isEmpty();
  }

  @Test
  void encodesWhatALabelSaysAndTakesBinarySerialsInHexadecimal() {
    TypedForm form =
        form(Map.of("/devices/0/hwSerialNum", "SN42", "/devices/1/hwSerialNum", "0x00ff"));

    assertThat(Completion.of(form, NOW))
        .containsEntry("/devices/0/hwSerialNum", "534e3432")
        .containsEntry("/devices/1/hwSerialNum", "00ff");
  }

  @Test
  void blamesFieldsInTheOrderOfTheFormAndNoGroupBesideItsFields() {
    List<Violation> found =
        List.of(
            violation("/declaration/name", "c"),
            violation("/customer", "x"),
            violation("/customer/email", "b"),
            violation("/applicationRef", "a"));

    assertThat(Completion.blamed(form(Map.of("/operator/name", "Other")), found))
        .extracting(Violation::sentence)
        .containsExactly("a", "b", "c");
  }

  private static TypedForm form(Map<String, String> typed) {
    var sent = new MultivaluedHashMap<String, String>();
    typed.forEach(sent::putSingle);
    return TypedForm.of(sent);
  }

  private static Violation violation(String pointer, String sentence) {
    return new Violation(pointer, "rule", sentence);
  }
}
