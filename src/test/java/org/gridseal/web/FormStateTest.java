package org.gridseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gridseal.site.Violation;
import org.junit.jupiter.api.Test;

class FormStateTest {
  @Test
  void saysTheSameAboveTheFormAndBesideTheField() {
    FormState form = state(Map.of(), "/units/1/serial", "fill in this field");

    FormState.Problem problem = form.problems().getFirst();

    FormState.Field field = form.field("/units/1", "serial");
    assertThat(problem.sentence()).isEqualTo(field.error()).isEqualTo("Fill in this field");
    assertThat(problem.id()).isEqualTo(field.id());
    assertThat(problem.ordinal()).isEqualTo(2);
  }

  @Test
  void namesEachLabelAfterItsPointer() {
    FormState form = new FormState(Map.of(), List.of());

    assertThat(form.field("/connectionPoint", "meterNo").label())
        .isEqualTo("connectionPointMeterNo");
    assertThat(form.field("/units/12", "rtgMaxVA").label()).isEqualTo("unitsRtgMaxVA");
    assertThat(form.field("", "applicationRef").label()).isEqualTo("applicationRef");
  }

  @Test
  void hasALabelForEverythingInTheFormOfDefaults() {
    FormState form = new FormState(Refill.DEFAULTS, List.of());
    List<String> labels =
        Arrays.stream(FieldTexts.class.getDeclaredMethods())
            .map(method -> method.getName())
            .toList();

    assertThat(Refill.DEFAULTS.keySet())
        .allSatisfy(
            pointer -> assertThat(labels).contains(form.field("", pointer.substring(1)).label()));
  }

  @Test
  void keepsAsManyGroupsAsWereFilledInAndAlwaysOne() {
    assertThat(new FormState(Map.of(), List.of()).groups("/units")).hasSize(1);
    assertThat(new FormState(Map.of("/units/2/model", "X"), List.of()).groups("/units"))
        .extracting(FormState.Group::ordinal)
        .containsExactly(1, 2, 3);
  }

  @Test
  void opensAFoldThatWouldHideAnErrorOrAValue() {
    FormState form = state(Map.of("/units/2/rtgMaxW", "5"), "/units/0/rtgMaxWh", "give a number");

    assertThat(form.shows("/units/0", "rtgMaxW rtgMaxWh")).isTrue();
    assertThat(form.shows("/units/1", "rtgMaxW rtgMaxWh")).isFalse();
    assertThat(form.shows("/units/2", "rtgMaxW rtgMaxWh")).isTrue();
  }

  private static FormState state(Map<String, String> values, String pointer, String sentence) {
    return new FormState(values, List.of(new Violation(pointer, "rule", sentence)));
  }
}
