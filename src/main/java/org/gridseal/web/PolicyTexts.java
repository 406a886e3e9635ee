package org.gridseal.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// What the page of the security policy says, and words for what a control can be; the controls
/// themselves are in [ControlTexts].
@MessageBundle("policy")
interface PolicyTexts {
  @Message("Security policy")
  String title();

  @Message(
      "What a site must meet, by its size. A larger site is never asked for less, and every decision names the version it was made by.")
  String lead();

  @Message("Version")
  String version();

  @Message("SHA-256 of the file; every decision in the log carries it.")
  String versionText();

  @Message("Another policy waits")
  String waits();

  @Message("Working out what it would change for the registered sites …")
  String working();

  @Message("It does not wait any more. Load the page again to see what is in force.")
  String gone();

  @Message(
      "The folder of policies holds another edition. It comes into force when enough different people have agreed; until then everything is decided by the one below.")
  String waitsText();

  @Message("What is different")
  String differences();

  @Message("The files say the same; only their wording, or a day to come, is different.")
  String noDifferences();

  @Message("and {count} more; ./gridseal policy diff shows all")
  String moreDifferences(int count);

  @Message("What would change")
  String changes();

  @Message("{count} registered sites were looked at.")
  String looked(String count);

  @Message("No site would be in another tier or have to do anything.")
  String noChanges();

  @Message("{count} sites move from {before} to {after}.")
  String move(String count, String before, String after);

  @Message("{control} demands more of {count} sites.")
  String tightened(String control, String count);

  @Message("{count} approvals would be missing beside those there are.")
  String moreApprovals(String count);

  @Message("{count} sites would renew their certificates before their time.")
  String earlyRenewals(String count);

  @Message("What a month would cost")
  String prices();

  @Message(
      "If all sites were on one network, with a poll every 15 minutes; networks that would cost the same are left out.")
  String pricesText();

  @Message("Network")
  String network();

  @Message("Plan")
  String plan();

  @Message("Now")
  String now();

  @Message("Then")
  String then();

  @Message("none")
  String noPrice();

  @Message("{sum}, without {count} sites that may not use it")
  String without(String sum, String count);

  @Message("{count} of {needed} people have agreed.")
  String agreed(int count, int needed);

  @Message("You have agreed; somebody else must, too.")
  String mine();

  @Message("I have read what is different and what would change")
  String read();

  @Message("Tick that you have read what is different and what would change.")
  String readFirst();

  @Message("Agree that it comes into force")
  String agree();

  @Message("You have agreed. It comes into force when enough other people have.")
  String doneAgreed();

  @Message("The policy is in force, here now and at every replica within seconds.")
  String doneEnacted();

  @Message("Who agreed, and to which edition, is in the log.")
  String doneText();

  @Message("How this replica has kept it")
  String kept();

  @Message("Since it began. Monitoring has the same of every replica.")
  String keptText();

  @Message("To enroll")
  String keptEnroll();

  @Message("To end the connections of whoever is kept out")
  String keptCutOff();

  @Message("To publish a revocation")
  String keptStatus();

  @Message("Availability")
  String keptAvailability();

  @Message("{good} of {all}")
  String keptTimes(String good, String all);

  @Message("What")
  String what();

  @Message("Tier")
  String tier();

  @Message("Promised")
  String promised();

  @Message("In time")
  String inTime();

  @Message("Longest")
  String longest();

  @Message("kept")
  String isKept();

  @Message("not kept")
  String notKept();

  @Message("This was not done")
  String refused();

  @Message("What it costs on each WAN")
  String toCosts();

  @Message("Control")
  String control();

  @Message("logged in within {time}")
  String freshLogin(String time);

  @Message("Stated, not enforced yet")
  String stated();

  @Message(
      "Where a control is marked so, sites are told of it, and this version of Gridseal does not hold them to it.")
  String statedText();

  @Message(
      "A utility, a feeder or a protocol can have rules of its own; the table shows what holds where none has.")
  String overridesText();

  @Message("up to {size}")
  String upTo(String size);

  @Message("below {size}")
  String below(String size);

  @Message("{size} and more")
  String from(String size);

  @Message("or {voltage} and more")
  String voltage(String voltage);

  @Message("{first} to {last}")
  String range(String first, String last);

  @Message("{one} or {other}")
  String either(String one, String other);

  @Message("none")
  String none();

  @Message("not at all")
  String notAtAll();

  @Message("always")
  String always();

  @Message("forbidden")
  String forbidden();

  @Message("allowed")
  String allowed();

  @Message("required")
  String required();

  @Message("verified when it is there")
  String verified();

  @Message("in the device")
  String inDevice();

  @Message("by the service")
  String byService();

  @Message("factory certificate")
  String factoryCertificate();

  @Message("factory certificate with a key that cannot leave its chip")
  String attestedCertificate();

  @Message("its current certificate of ours")
  String operatorCertificate();

  @Message("one-time code")
  String oneTimeCode();

  @Message("public Internet")
  String publicInternet();

  @Message("public Internet from listed addresses")
  String allowList();

  @Message("private access point of a mobile network")
  String privateApn();

  @Message("VPN")
  String vpn();

  @Message("VPN on a leased circuit")
  String privateCircuit();

  @Message("TLS 1.2 with CCM_8")
  String ccm8();

  @Message("TLS 1.2 with GCM")
  String gcm();

  @Message("TLS 1.3")
  String tls13();

  @Message("it stays, and an alarm is raised")
  String staleStays();

  @Message("it is cut off")
  String staleEnds();

  @Message("received")
  String received();

  @Message("viewed by a person")
  String viewed();

  @Message("acted upon")
  String acted();

  @Message("our own log")
  String evidenceLog();

  @Message("signed by the device")
  String evidenceDevice();

  @Message("signed, with a timestamp from elsewhere")
  String evidenceTimestamp();

  @Message("signed by a person")
  String evidencePerson();

  @Message("{#if n == 1}1 second{#else}{n} seconds{/if}")
  String seconds(long n);

  @Message("{name}: {keys}")
  String keysOf(String name, String keys);
}
