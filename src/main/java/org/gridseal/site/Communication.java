package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/// How messages reach a site.
///
/// @param pollRateS seconds between two requests for new controls (`DERProgramList.pollRate`)
/// @param postRateS seconds between two reports (`EndDevice.postRate`)
@Embeddable
public record Communication(
    @Enumerated(EnumType.STRING) @Column(name = "comm_path") Path path,
    @Enumerated(EnumType.STRING) Wan wan,
    @Column(name = "poll_rate_s") int pollRateS,
    @Column(name = "post_rate_s") int postRateS) {
  /// Seconds, when the installer says nothing. The schema of IEEE 2030.5 would say 900.
  public static final int DEFAULT_RATE = 300;

  private static final int SHORTEST_RATE = 10;
  private static final int LONGEST_RATE = 86_400;

  /// Who speaks with the utility (CSIP 2.1 §3).
  public enum Path {
    DIRECT,
    AGGREGATOR,
    /// A generating facility's own energy management system.
    GFEMS
  }

  /// What carries the messages.
  public enum Wan {
    BROADBAND,
    LTE_M,
    NB_IOT,
    LTE,
    VSAT,
    PRIVATE_APN,
    FIBRE
  }

  void check(Findings findings) {
    checkRate(findings, "pollRateS", pollRateS);
    checkRate(findings, "postRateS", postRateS);
  }

  private static void checkRate(Findings findings, String member, int seconds) {
    findings.require(
        seconds >= SHORTEST_RATE && seconds <= LONGEST_RATE,
        member,
        "rate",
        "give 10 to 86400 seconds");
  }
}
