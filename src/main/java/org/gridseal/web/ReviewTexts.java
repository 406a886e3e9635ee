package org.gridseal.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// What the queue, a registration and the decision about it say.
@MessageBundle("review")
interface ReviewTexts {
  @Message("Approvals")
  String queue();

  @Message("My registrations")
  String myRegistrations();

  @Message("All registrations")
  String allRegistrations();

  @Message(
      "{#if n == 0}Nothing waits for a decision.{#else if n == 1}One registration waits for a decision.{#else}{n} registrations wait for a decision, the longest first.{/if}")
  String queueLead(int n);

  @Message("The newest first. A returned registration waits for you.")
  String mineLead();

  @Message("Nothing waits for a decision")
  String queueEmpty();

  @Message("New registrations appear here, the longest waiting first.")
  String queueEmptyText();

  @Message("No registrations yet")
  String mineEmpty();

  @Message("What your organisation registers appears here, with its status and whose turn it is.")
  String mineEmptyText();

  @Message("Older registrations")
  String older();

  @Message("Register a site")
  String registerSite();

  @Message("Reference")
  String reference();

  @Message("Registration")
  String registration();

  @Message("Site")
  String site();

  @Message("Size")
  String size();

  @Message("Policy")
  String tier();

  @Message("Installer")
  String installer();

  @Message("Waiting")
  String waiting();

  @Message("Status")
  String status();

  @Message("Whose turn")
  String turn();

  @Message("The utility")
  String utility();

  @Message("The installer")
  String theInstaller();

  @Message("The devices: they can enroll now")
  String devices();

  @Message("Nobody")
  String nobody();

  @Message("Ready for review")
  String ready();

  @Message("Approval {next} of {needed}")
  String partly(int next, int needed);

  @Message("Returned")
  String returned();

  @Message("Approved")
  String approved();

  @Message("Refused")
  String refused();

  @Message("Suspended")
  String suspended();

  @Message("Retired")
  String retired();

  @Message("{given} of {needed}")
  String approvalsOf(int given, int needed);

  @Message(
      "{#if n == 1}One person{#else if n == 2}Two different people{#else}{n} different people{/if}")
  String people(int n);

  @Message("{people}, one of them: {roles}")
  String including(String people, String roles);

  @Message("just now")
  String now();

  @Message("{#if n == 1}1 minute{#else}{n} minutes{/if}")
  String minutes(long n);

  @Message("{#if n == 1}1 hour{#else}{n} hours{/if}")
  String hours(long n);

  @Message("{#if n == 1}1 day{#else}{n} days{/if}")
  String days(long n);

  @Message("{#if n == 1}1 month{#else}{n} months{/if}")
  String months(long n);

  @Message("{#if n == 1}1 year{#else}{n} years{/if}")
  String years(long n);

  @Message("History")
  String history();

  @Message("{#if revision == 1}Submitted{#else}Submitted again{/if}")
  String submitted(int revision);

  @Message("Approval {ordinal}")
  String approval(int ordinal);

  @Message("Approval {ordinal}, by another person")
  String nextApproval(int ordinal);

  @Message("Changes by the installer")
  String nextChanges();

  @Message("You")
  String you();

  @Message("A reviewer")
  String reviewer();

  @Message("What a reviewer should look at")
  String lookAt();

  @Message("Your decision")
  String decision();

  @Message(
      "{#if needed == 1}A site of this size needs one approval. Yours approves it, and its devices can enroll at once.{#else if next == needed}This is approval {next} of {needed}. Yours approves the site, and its devices can enroll at once.{#else}This is approval {next} of {needed}. A second, different person must agree before devices can enroll.{/if}")
  String decisionText(int next, int needed);

  @Message("{#if needed == 1}Approve{#else}Give approval {next} of {needed}{/if}")
  String approve(int next, int needed);

  @Message("Note")
  String note();

  @Message("The installer reads it. Needed to return or to refuse.")
  String noteHint();

  @Message("say what must change, or why, so that the installer knows")
  String noteNeeded();

  @Message(
      "somebody has changed this registration while you read it; look at it again, then decide")
  String changedMeanwhile();

  @Message("Return for changes")
  String sendBack();

  @Message("Refuse")
  String refuse();

  @Message("A different person decides next")
  String mine();

  @Message(
      "You submitted this registration or have approved it already. It stays in the queue until somebody else decides.")
  String mineText();

  @Message("The site is approved")
  String doneApproved();

  @Message("Your approval is recorded")
  String doneCounted();

  @Message("The registration is back with its installer")
  String doneReturned();

  @Message("The registration is refused")
  String doneRefused();

  @Message("Back to what waits")
  String backToQueue();

  @Message("Change and submit again")
  String change();

  @Message("Unit {n}")
  String unit(int n);

  @Message("Device {n}")
  String device(int n);
}
