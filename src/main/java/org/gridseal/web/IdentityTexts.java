package org.gridseal.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// What the page of identities says.
@MessageBundle("identity")
interface IdentityTexts {
  @Message("Identities")
  String title();

  @Message(
      "A site or a device is taken out with all that it can be known by. One of its identities can be taken alone, and there are two kinds, which are not the same.")
  String lead();

  @Message("Certificate")
  String certificate();

  @Message(
      "We issued it, so we can revoke it: CRL and OCSP tell everybody who checks it, and it cannot be undone.")
  String certificateSentence();

  @Message("LFDI")
  String lfdi();

  @Message(
      "Whoever issued it, we can deny it: this utility's own doors and head-end keep it out, and nobody else hears of it.")
  String lfdiSentence();

  @Message("LFDI, serial number, or id of a device or site")
  String ofHint();

  @Message("Find")
  String find();

  @Message(
      "Give an LFDI (40 digits), the serial number of a certificate of ours, or the id of a device or site.")
  String ofUnknown();

  @Message("Waits for somebody to agree")
  String waiting();

  @Message("Device")
  String device();

  @Message("Nothing in the register has this LFDI")
  String stranger();

  @Message(
      "It can be kept out all the same: whoever comes with it later is refused. It is treated as strictly as the largest site.")
  String strangerText();

  @Message("Suspend, bring back or retire")
  String toMeasures();

  @Message("Its devices")
  String devices();

  @Message("Registration")
  String registration();

  @Message("See the site, suspend or retire it")
  String toSite();

  @Message("Hardware")
  String hardware();

  @Message("Site")
  String site();

  @Message("Customer")
  String customer();

  @Message("Tier")
  String tier();

  @Message("To give back")
  String back();

  @Message("Certificates of ours")
  String certificates();

  @Message("We have issued no certificate to this device.")
  String noCertificates();

  @Message("LFDIs, whoever issued them")
  String lfdis();

  @Message("Serial number")
  String serialNumber();

  @Message("Valid until")
  String validUntil();

  @Message("SFDI")
  String sfdi();

  @Message("Names")
  String names();

  @Message("the factory certificate")
  String factory();

  @Message("a certificate that nobody here knows")
  String unknown();

  @Message("our certificate {serialNumber}")
  String ours(String serialNumber);

  @Message("Last decision")
  String decided();

  @Message("{reason}, {when}")
  String told(String reason, String when);

  @Message("Good")
  String good();

  @Message("Suspended")
  String suspended();

  @Message("Revoked")
  String revoked();

  @Message("Cannot be revoked")
  String irrevocable();

  @Message(
      "Whoever checks this certificate asks nobody whether it is revoked (noRevAvail), so to revoke it would change nothing. Deny its LFDI instead, below.")
  String irrevocableText();

  @Message("Allowed")
  String allowed();

  @Message("Denied")
  String denied();

  @Message("Expired")
  String expired();

  @Message("Suspend the certificate")
  String suspendCertificate();

  @Message("Revoke the certificate")
  String withdrawCertificate();

  @Message("Release the certificate")
  String restoreCertificate();

  @Message("Suspend the device")
  String suspendDevice();

  @Message("Retire the device")
  String withdrawDevice();

  @Message("Bring the device back")
  String restoreDevice();

  @Message("Suspend the site")
  String suspendSite();

  @Message("Retire the site")
  String withdrawSite();

  @Message("Bring the site back")
  String restoreSite();

  @Message("Suspend the LFDI")
  String suspendLfdi();

  @Message("Deny the LFDI")
  String withdrawLfdi();

  @Message("Allow the LFDI")
  String restoreLfdi();

  @Message("Reason")
  String reason();

  @Message("What this does")
  String effect();

  @Message("OCSP says so at once, the CRL within a minute. It cannot be undone.")
  String effectRevoke();

  @Message("OCSP says so at once, the CRL within a minute, until it is released or revoked.")
  String effectHold();

  @Message("OCSP says so at once, the CRL within a minute. The device may use it again.")
  String effectRelease();

  @Message("Both device listeners refuse it by name, and the head-end is told. No CRL lists it.")
  String effectKeepOut();

  @Message("Both device listeners let it in again, if its certificate and its site are good.")
  String effectAllow();

  @Message(
      "Its certificates of ours are revoked, which cannot be undone, and the head-end is told. Its hardware may be registered again, elsewhere.")
  String effectRetire();

  @Message(
      "Its certificates of ours are put on hold, it cannot enroll, and the head-end is told, until it is brought back.")
  String effectSuspend();

  @Message(
      "The certificates that were put on hold with it are released, and no others. It may enroll again, and the head-end is told.")
  String effectBringBack();

  @Message(
      "It takes along: {#if devices == 1}1 device{#else}{devices} devices{/if}, {#if certificates == 1}1 certificate{#else}{certificates} certificates{/if} of ours, {#if factory == 1}1 factory certificate{#else}{factory} factory certificates{/if}.")
  String effectAlong(int devices, long certificates, long factory);

  @Message(
      "Its connections end within seconds, at every replica, and their sessions are not resumed; the tier demands it within {within}.")
  String effectConnections(String within);

  @Message(
      "{#if open == 0}None of them is open{#else if open == 1}One of them is open{#else}{open} of them are open{/if} at this replica now. What others have open is not counted here.")
  String effectOpen(long open);

  @Message("Requests under way are answered first.")
  String effectRequests();

  @Message("The device can still come with: {others}.")
  String effectOthers(String others);

  @Message("The device has no other identity that is let in.")
  String effectNoOthers();

  @Message("It takes effect at once.")
  String effectAtOnce();

  @Message("It waits until {people} agree, you among them.")
  String effectWaits(String people);

  @Message("You have agreed already; somebody else must, too.")
  String mine();

  @Message("Agree")
  String agree();

  @Message("Take it back")
  String drop();

  @Message("Proposed")
  String proposed();

  @Message("Agreed")
  String agreed();

  @Message("{given} of {needed}")
  String count(int given, int needed);

  @Message("one of them: {roles}")
  String including(String roles);

  @Message("by you, {when}")
  String byYou(String when);

  @Message("by {who}, {when}")
  String by(String who, String when);

  @Message("It is done")
  String doneTaken();

  @Message("It waits for somebody else to agree")
  String doneWaiting();

  @Message("It is taken back; nothing has changed")
  String doneDropped();

  @Message("It is in the log, with who did it.")
  String doneText();
}
