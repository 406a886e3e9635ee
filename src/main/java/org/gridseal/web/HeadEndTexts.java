package org.gridseal.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// What the page of head-end connections says.
@MessageBundle("headend")
interface HeadEndTexts {
  @Message("Head-end connections")
  String title();

  @Message("Who is told which devices to let in, and how that goes.")
  String lead();

  @Message("The feed")
  String feed();

  @Message("Changes so far")
  String changes();

  @Message("Cursor of the newest")
  String cursor();

  @Message("LFDIs in the list now")
  String identities();

  @Message(
      "A server that would rather ask reads the list and then the feed; nothing has to be set up here for that.")
  String feedText();

  @Message("Webhooks")
  String webhooks();

  @Message("No webhooks yet")
  String empty();

  @Message("A receiver that is added here is told of every change from then on.")
  String emptyText();

  @Message("Up to date")
  String current();

  @Message("{#if n == 1}1 change behind{#else}{n} changes behind{/if}")
  String behind(long n);

  @Message("Is tried again")
  String failing();

  @Message("Receiver is gone")
  String gone();

  @Message("Told of")
  String kinds();

  @Message("every change")
  String everyKind();

  @Message("Last attempt")
  String last();

  @Message("none yet")
  String none();

  @Message("{outcome}, {when}")
  String outcome(String outcome, String when);

  @Message("Next attempt")
  String next();

  @Message("Last taken")
  String delivered();

  @Message("Settled up to")
  String position();

  @Message("change {place} of {last}")
  String placeOf(long place, long last);

  @Message("Given up")
  String givenUp();

  @Message("{#if n == 100}the last 100{#else}{n}{/if}, the newest {when}: {outcome}")
  String givenUpOf(int n, String when, String outcome);

  @Message("Secret since")
  String secretSince();

  @Message("The secret before it still signs as well, until {until}.")
  String bothUntil(String until);

  @Message(
      "The receiver answered that it is not there any more, so nothing is sent until somebody replays.")
  String goneText();

  @Message("Send a test")
  String test();

  @Message("Replay")
  String replay();

  @Message(
      "Everything after a place is told once more, in the order of the feed. A receiver knows what it has by the id of each message.")
  String replayText();

  @Message("A cursor of the feed. Leave it empty to begin with the first change that ever was.")
  String replayHint();

  @Message("Make a new secret")
  String rotate();

  @Message(
      "The new secret is shown once, here. For 24 hours each message is signed with both, so that the receiver can change over; then with the new one alone.")
  String rotateText();

  @Message("Remove")
  String remove();

  @Message("Nobody is told under it any more. Its secret and what was given up are forgotten.")
  String removeText();

  @Message("Its secret")
  String secret();

  @Message("Copy it into the receiver now: it is shown this once and kept nowhere.")
  String secretText();

  @Message("Add a receiver")
  String add();

  @Message("It gets signed CloudEvents (Standard Webhooks), one for each change.")
  String addLead();

  @Message("https, and reachable from here. It must answer within 15 seconds.")
  String urlHint();

  @Message("Told of these changes; of all, if none is ticked")
  String kindsLegend();

  @Message("Aggregators")
  String aggregators();

  @Message(
      "An aggregator's private enterprise number ends the LFDIs of devices that have no certificate of their own.")
  String aggregatorsText();

  @Message("No aggregator is registered.")
  String noAggregators();

  @Message("Aggregator")
  String aggregator();

  @Message("Organisation")
  String organisation();

  @Message("Own LFDI")
  String lfdi();

  @Message("Enterprise number")
  String number();

  @Message("Give a number")
  String assign();

  @Message("Assigned by IANA. It can be corrected until the first LFDI was formed with it.")
  String numberHint();

  @Message("Active")
  String active();

  @Message("Not active")
  String inactive();

  @Message("The receiver is added")
  String doneAdded();

  @Message("The receiver is removed")
  String doneRemoved();

  @Message("A new secret signs from now on")
  String doneRotated();

  @Message("It is told once more from there")
  String doneReplayed();

  @Message("The receiver took the test: {outcome}")
  String doneTested(String outcome);

  @Message("the receiver did not take the test: {outcome}")
  String testFailed(String outcome);

  @Message("The number is the aggregator's")
  String doneAssigned();

  @Message("It is in the log, with who did it.")
  String doneText();

  @Message("there are {n} receivers, which is as many as can be; remove one first")
  String tooMany(int n);

  @Message("send a cursor of the feed of this installation")
  String notReached();

  @Message("somebody else made a new secret at the same moment; look again")
  String rotatedMeanwhile();

  @Message("give a number from 1 to 4294967295")
  String noNumber();
}
