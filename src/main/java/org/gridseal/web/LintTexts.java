package org.gridseal.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// What the page that explains certificates says.
@MessageBundle("lint")
interface LintTexts {
  @Message("Check a certificate")
  String title();

  @Message(
      "Says in plain words what a certificate or a chain is, what is wrong with it, and why an LFDI does not match. Nothing of it is kept.")
  String lead();

  @Message(
      "PEM, or base64. The device's first, then its issuers, if you have them. Never a private key")
  String pemHint();

  @Message("or from a file (PEM or ASN.1 DER)")
  String file();

  @Message(
      "This holds a private key. It was not sent, and does not belong here; whoever gave it to you must replace it.")
  String secret();

  @Message("This file is too large to be a certificate.")
  String large();

  @Message(
      "As you were given it; the answer says whether it is this certificate's, and if not, why")
  String lfdiHint();

  @Message("For OpenADR, Modbus or a VPN gateway choose the last one")
  String purposeHint();

  @Message("Find out by itself")
  String purposeGuessed();

  @Message("An IEEE 2030.5 device")
  String purposeDevice();

  @Message("An aggregator or a utility server")
  String purposeService();

  @Message("Something outside IEEE 2030.5")
  String purposeOther();

  @Message("Check")
  String submit();

  @Message("Nothing is wrong with it")
  String fine();

  @Message("It works, and not everywhere: {count} to look at")
  String careful(long count);

  @Message("Something is wrong: {count} to mend")
  String wrong(long count);

  @Message(
      "Whether it is revoked was not looked up, and a root is not trusted because it was brought.")
  String limits();

  @Message("The LFDI or SFDI is this certificate's")
  String matches();

  @Message("The LFDI or SFDI is not this certificate's")
  String matchesNot();

  @Message("Wrong")
  String error();

  @Message("Careful")
  String warning();

  @Message("Good to know")
  String notice();

  @Message("Nothing to say against it.")
  String nothing();

  @Message("Names")
  String who();

  @Message("Issued by")
  String issuer();

  @Message("Says that it is")
  String says();

  @Message("Key")
  String key();

  @Message("Valid")
  String valid();

  @Message("from {from}, until {until}")
  String period(String from, String until);

  @Message("Serial number")
  String serialNumber();

  @Message("LFDI")
  String lfdi();

  @Message("SFDI")
  String sfdi();
}
