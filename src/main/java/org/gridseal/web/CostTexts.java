package org.gridseal.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// What is said about the price of security: on its own page, and on the card that a registration
/// shows.
@MessageBundle("cost")
interface CostTexts {
  @Message("What security costs")
  String title();

  @Message(
      "Sessions are set up again for the sake of security, and somebody pays for the bytes and waits for the answer. For a site of your size, the cheapest sessions that its policy allows, on each network.")
  String lead();

  @Message("The nameplates of all units, added up")
  String sizeHint();

  @Message("How often the device asks for news")
  String pollHint();

  @Message("What its modem does in between; leaving saves power, and some bill each return")
  String modemHint();

  @Message("{#if n == 1}every minute{#else}every {n} minutes{/if}")
  String everyMinutes(long n);

  @Message("It stays connected")
  String stays();

  @Message("It leaves the network")
  String leaves();

  @Message("Work it out")
  String submit();

  @Message("give a size in kVA, such as 7.6")
  String noSize();

  @Message("choose one of these")
  String notOffered();

  @Message("{size}: {tier}")
  String resultTitle(String size, String tier);

  @Message("A month of 30 days")
  String month();

  @Message("Price a month")
  String price();

  @Message("First answer after")
  String firstByte();

  @Message("Price a month, in {currency}")
  String priceChart(String currency);

  @Message("Time until the first octet of an answer, in seconds")
  String firstByteChart();

  @Message("as proposed")
  String asProposed();

  @Message("full handshake each time")
  String withFull();

  @Message("Price, full handshakes")
  String priceFull();

  @Message("First answer, full handshakes")
  String firstByteFull();

  @Message("Plans in another currency are in the table alone: no rate of exchange is kept here.")
  String otherCurrency();

  @Message("Network and price plan")
  String network();

  @Message("Sessions proposed")
  String sessions();

  @Message("Data a month")
  String volume();

  @Message("Full handshakes")
  String full();

  @Message("price read {day}")
  String read(String day);

  @Message("its source")
  String source();

  @Message("not accepted for a site of this size")
  String notAccepted();

  @Message("no charge")
  String noCharge();

  @Message("no price for so much")
  String noPrice();

  @Message("{price}, first answer in {time}")
  String inShort(String price, String time);

  @Message("{words}, through a VPN")
  String throughVpn(String words);

  @Message("{one} or {other}")
  String either(String one, String other);

  @Message("full handshake each time")
  String modeFull();

  @Message("session taken up again")
  String modeResumed();

  @Message("connection kept open")
  String modeKept();

  @Message("{suite}, {mode}")
  String plan(String suite, String mode);

  @Message("TLS 1.2 with CCM_8")
  String ccm8();

  @Message("TLS 1.2 with GCM")
  String gcm();

  @Message("TLS 1.2 with ChaCha20")
  String chacha();

  @Message("TLS 1.3")
  String tls13();

  @Message("{n} ms")
  String milliseconds(long n);

  @Message("{n} s")
  String seconds(String n);

  @Message("{n} MB")
  String megabytes(String n);

  @Message("No prices here")
  String noPrices();

  @Message("This installation has no wan.yaml among its policies, so nothing can be worked out.")
  String noPricesText();

  @Message(
      "Calculated from what the protocols send, and measured on lines like these; how, and how well, is in docs/cost.md. A price is what somebody published on the day beside it, and no offer.")
  String basis();

  @Message("Approved so far")
  String past();

  @Message("none of this size yet")
  String pastNone();

  @Message("{#if n == 1}the last one after {time}{#else}half of the last {n} within {time}{/if}")
  String pastWithin(int n, String time);

  @Message("What it costs to stay in touch")
  String cardTitle();

  @Message(
      "For a month in which the device asks every {poll}, with the cheapest sessions that the policy allows.")
  String cardText(String poll);

  @Message("Compare the networks")
  String compare();
}
