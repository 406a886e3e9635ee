package org.gridseal.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// A name and a sentence for each control of the security policy.
@MessageBundle("control")
interface ControlTexts {
  @Message("People")
  String people();

  @Message("To approve a site")
  String issueName();

  @Message("Different people who must agree before its devices may enroll.")
  String issueText();

  @Message("To take an identity away")
  String revokeName();

  @Message("Different people who must agree before a certificate is revoked or an LFDI denied.")
  String revokeText();

  @Message("To give it back")
  String restoreName();

  @Message("Different people who must agree before somebody who was kept out is let in again.")
  String restoreText();

  @Message("Devices and keys")
  String devices();

  @Message("How a device shows who it is")
  String identitiesName();

  @Message("Any one of these is accepted when it asks for a certificate.")
  String identitiesText();

  @Message("Where its key is made")
  String originsName();

  @Message("A key that was made in the device was never anywhere else.")
  String originsText();

  @Message("Request tied to its connection")
  String linkingName();

  @Message(
      "A request that carries the binding of its TLS connection cannot have been taken from another one.")
  String linkingText();

  @Message("Certificates and keys")
  String keysName();

  @Message(
      "The certificate profiles that such a site may ask for, and the keys accepted with each.")
  String keysText();

  @Message("Certificates")
  String certificate();

  @Message("Lifetime")
  String lifetimeName();

  @Message("The longest validity; a profile may ask for less.")
  String lifetimeText();

  @Message("Renewal window")
  String renewalName();

  @Message("How long before its end a certificate is meant to be renewed.")
  String renewalText();

  @Message("Two LFDIs at once")
  String overlapName();

  @Message("A renewed certificate has another LFDI; so long the one before stays authorised.")
  String overlapText();

  @Message("Renewal after expiry")
  String graceName();

  @Message("How long a device that was switched off may still renew by itself.")
  String graceText();

  @Message("The way to us")
  String way();

  @Message("Certificates on both sides")
  String mutualName();

  @Message(
      "Once a device has a certificate, it and the service show theirs; this cannot be switched off.")
  String mutualText();

  @Message("Networks")
  String pathsName();

  @Message("Any one of these is enough.")
  String pathsText();

  @Message("TLS")
  String acceptedName();

  @Message("What is accepted over any of these networks.")
  String acceptedText();

  @Message("TLS inside a VPN only")
  String tunneledName();

  @Message("What is accepted where a VPN carries it, and nowhere else.")
  String tunneledText();

  @Message("Offered first")
  String preferredName();

  @Message("What a server of ours chooses when the device can do several.")
  String preferredText();

  @Message("Sessions")
  String sessions();

  @Message("Longest connection")
  String ageName();

  @Message("It is closed then, whatever goes on in it; the device comes back by itself.")
  String ageText();

  @Message("Session taken up again")
  String resumptionName();

  @Message("How long after a full handshake it may be left out, which saves bytes and waiting.")
  String resumptionText();

  @Message("New session keys")
  String updateName();

  @Message(
      "A connection is closed when its keys are that old; the device comes back with new ones.")
  String updateText();

  @Message("Early data (0-RTT)")
  String earlyName();

  @Message("It saves a round trip, and whoever recorded it can send it again.")
  String earlyText();

  @Message("Cookies")
  String cookiesName();

  @Message("At the listeners for devices; no page of ours sets any, either.")
  String cookiesText();

  @Message("When trust ends")
  String revocation();

  @Message("How new a status must be")
  String freshnessName();

  @Message("The greatest age of what is known about a device before it counts as unknown.")
  String freshnessText();

  @Message("When nothing new can be had")
  String staleName();

  @Message("Whether a device stays connected though nobody can say if it is still trusted.")
  String staleText();

  @Message("Connections end within")
  String dropName();

  @Message("From the decision to revoke until the device's last connection is closed.")
  String dropText();

  @Message("Acknowledgement")
  String acknowledgement();

  @Message("What must come back")
  String receiptsName();

  @Message("For each notice that is sent to the site.")
  String receiptsText();

  @Message("How it is proved")
  String evidenceName();

  @Message("The forms of evidence that count for it.")
  String evidenceText();

  @Message("What a site may expect of us")
  String performance();

  @Message("To enroll")
  String enrollName();

  @Message("From a whole request, when no person must decide, to the certificate.")
  String enrollText();

  @Message("To publish a revocation")
  String statusName();

  @Message("From the decision to the first answer about status that shows it.")
  String statusText();

  @Message("To acknowledge")
  String acknowledgeName();

  @Message("From a notice to the last receipt that must come back.")
  String acknowledgeText();

  @Message("Availability")
  String availabilityName();

  @Message("How many of the devices' requests are served.")
  String availabilityText();

  @Message("Records")
  String records();

  @Message("Kept at least")
  String retentionName();

  @Message("What was recorded about the site, and the proofs of it.")
  String retentionText();
}
