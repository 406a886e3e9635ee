package org.gridseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WanCostTest {
  @Test
  void putsTheCurrencyOfMostPlansFirst() {
    List<WanCost> rows = List.of(in("EUR"), in("USD"), in("USD"));

    assertThat(WanCost.currencies(rows)).containsExactly("USD", "EUR");
  }

  @Test
  void countsNoNetworkThatIsNotAccepted() {
    List<WanCost> rows = List.of(new WanCost("LTE", "plan", "2026-11-23", null, null, null));

    assertThat(WanCost.currencies(rows)).isEmpty();
  }

  private static WanCost in(String currency) {
    var session =
        new WanCost.Session("full", "1.0 MB", currency + " 1.00", "1.0 s", currency, "1", "1.0");
    return new WanCost("LTE", "plan", "2026-11-23", null, session, session);
  }
}
