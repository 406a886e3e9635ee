package org.gridseal.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// What the page of the manufacturers' roots says.
@MessageBundle("manufacturer")
interface ManufacturerTexts {
  @Message("Manufacturers")
  String title();

  @Message(
      "A device whose certificate leads to one of these roots is believed to be the hardware that it names. One person adds a root, another confirms it.")
  String lead();

  @Message("No manufacturer is trusted")
  String empty();

  @Message("New devices can enroll with one-time codes only, and only where the policy takes them.")
  String emptyText();

  @Message("Waits for a second person")
  String proposed();

  @Message("Trusted")
  String trusted();

  @Message("Retired")
  String retired();

  @Message("Turned down")
  String declined();

  @Message("Retired roots")
  String past();

  @Message("Fingerprint (SHA-256)")
  String fingerprint();

  @Message("Subject")
  String subject();

  @Message("Signed by")
  String signedBy();

  @Message("itself")
  String itself();

  @Message("Key")
  String key();

  @Message("Valid")
  String valid();

  @Message("{from} to {until}")
  String period(String from, String until);

  @Message("from {from}, without end")
  String endless(String from);

  @Message("Vouches for")
  String vouches();

  @Message("the hardware, and that its keys cannot leave it")
  String attested();

  @Message("the hardware")
  String plain();

  @Message("Takes over from")
  String succeeds();

  @Message("Its successor")
  String successor();

  @Message("Added")
  String added();

  @Message("Confirmed")
  String confirmed();

  @Message("Ended")
  String ended();

  @Message("by you, {when}")
  String byYou(String when);

  @Message("by {who}, {when}")
  String by(String who, String when);

  @Message("Confirm")
  String confirm();

  @Message(
      "Ask the manufacturer for the fingerprint yourself, by a way of your own, and compare it to the last digit. From then on its devices can enroll at every approved site, within seconds.")
  String confirmText();

  @Message("I have compared the fingerprint with what the manufacturer told me")
  String compared();

  @Message("compare the fingerprint first, and say so")
  String compareFirst();

  @Message("A different person confirms it")
  String mine();

  @Message("You have added this root. It vouches for nobody until somebody else has confirmed it.")
  String mineText();

  @Message("Retire this root")
  String retire();

  @Message("Turn it down")
  String decline();

  @Message("What this does")
  String effect();

  @Message(
      "Within seconds, no device can enroll with a factory certificate below this root any more, at any site.")
  String effectNew();

  @Message(
      "Devices that hold a certificate of ours keep it, and renew with it. To end those, revoke them.")
  String effectOld();

  @Message("Its successor is trusted: devices with certificates below that one go on enrolling.")
  String effectSuccessor();

  @Message(
      "No successor is trusted: new devices of this manufacturer have no way in but a one-time code, and none where the policy takes no codes.")
  String effectAlone();

  @Message("To trust it again takes two people, as for a new one.")
  String effectBack();

  @Message("Add a root")
  String add();

  @Message("The root certificate of a manufacturer, or the one that takes over from another.")
  String addLead();

  @Message("As people call it")
  String nameHint();

  @Message("PEM. Never a private key")
  String pemHint();

  @Message("or from a file (PEM or ASN.1 DER)")
  String file();

  @Message(
      "This holds a private key. It was not sent, and does not belong here; whoever gave it to you must replace it.")
  String secret();

  @Message("This file is too large to be a certificate.")
  String large();

  @Message(
      "Only if the manufacturer vouches for it in writing. The policy may demand it for the largest plants.")
  String attestedHint();

  @Message("Both are trusted until you retire the old one.")
  String succeedsHint();

  @Message("None; it is a new one")
  String noPredecessor();

  @Message("Add; somebody else confirms")
  String submit();

  @Message("The root is added. Somebody else must confirm it now.")
  String doneAdded();

  @Message("The root is trusted")
  String doneTrusted();

  @Message("The root vouches for nobody any more")
  String doneRetired();

  @Message("It is in the log, with who did it.")
  String doneText();
}
