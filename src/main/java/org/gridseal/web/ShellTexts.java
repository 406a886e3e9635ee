package org.gridseal.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// What the pages' frame says: header, landing, and what can go wrong on the way.
@MessageBundle("shell")
interface ShellTexts {
  @Message("Registration and certificates for distributed energy")
  String description();

  @Message("Skip to the content")
  String skip();

  @Message("Main")
  String navigation();

  @Message("Switch between light and dark")
  String theme();

  @Message("Loading")
  String loading();

  @Message(
      "Gridseal signs you in with JavaScript and keeps nothing on your computer. Please allow it for this site.")
  String noScript();

  @Message("No cookies here: the token that signs you in never leaves this tab.")
  String footer();

  @Message("Every site on the grid, registered, certified and on record.")
  String promise();

  @Message(
      "Register a solar, storage or charging site, see at once what it needs, and follow whose turn it is until its devices hold their certificates.")
  String promiseText();

  @Message("Installers")
  String forInstallers();

  @Message("Register a site from the roof. One form, in the words of the rating label.")
  String forInstallersText();

  @Message("Operators")
  String forOperators();

  @Message("Review what waits, longest first. Large sites ask for two different people.")
  String forOperatorsText();

  @Message("Auditors")
  String forAuditors();

  @Message("Every step stands in a log that nobody can rewrite, and that anybody can check.")
  String forAuditorsText();

  @Message("Sign in")
  String signIn();

  @Message("Sign out")
  String signOut();

  @Message("You can:")
  String youMay();

  @Message("You cannot:")
  String youMayNot();

  @Message("Register sites")
  String registerSites();

  @Message("Review, return and refuse registrations")
  String reviewRegistrations();

  @Message("See every registration")
  String seeEverything();

  @Message("Register a site")
  String toRegister();

  @Message("My registrations")
  String toMine();

  @Message("All registrations")
  String toAll();

  @Message("Approvals")
  String toQueue();

  @Message("Manufacturers")
  String toManufacturers();

  @Message("Check a certificate")
  String toLint();

  @Message("Identities")
  String toIdentities();

  @Message("Head-end")
  String toHeadEnd();

  @Message("Policy")
  String toPolicy();

  @Message("Suspend, revoke and restore identities of devices")
  String decideOnIdentities();

  @Message("Add, confirm and retire manufacturers' roots")
  String decideOnManufacturers();

  @Message("Copy")
  String copy();

  @Message("Copied")
  String copied();

  @Message("Go to my start page")
  String home();

  @Message("Sign-in did not work")
  String signInFailed();

  @Message(
      "The sign-in service did not answer as it should, or the answer came too late. Nothing was lost; please try again.")
  String signInFailedText();

  @Message("This page is not for you")
  String forbidden();

  @Message(
      "Your account does not have the right to see it. Open your name above to see what you can do, or ask your administrator.")
  String forbiddenText();

  @Message("There is no such page")
  String notFound();

  @Message("It may have moved, or belong to another organisation.")
  String notFoundText();

  @Message("That did not work")
  String broken();

  @Message(
      "Something went wrong on our side, and nothing was changed. What you typed is still here; please try again in a minute.")
  String brokenText();

  @Message("Somebody else was faster")
  String changed();

  @Message(
      "It was changed while you worked on it, and nothing of yours was saved. Reload the page to see it as it is.")
  String changedText();

  @Message("No answer from the network")
  String unreachable();

  @Message("What you typed is still here. Please try again when you have coverage.")
  String unreachableText();

  @Message("You are signed out")
  String signedOut();

  @Message(
      "What you typed is still here. Sign in again in another tab, then reload this page last.")
  String signedOutText();

  @Message("This needs a fresh login")
  String freshLogin();

  @Message("Log in again")
  String logInAgain();

  @Message(
      "At a site of this size your word counts for a few minutes after a login. Nothing was saved; press the button once more when you are back.")
  String freshLoginText();

  @Message("Please press the button once more")
  String retry();

  @Message("Your sign-in had to be renewed first. That is done now.")
  String retryText();

  @Message("There is a problem")
  String thereIsAProblem();

  @Message("Error")
  String errorTitle();

  @Message("Error:")
  String error();

  @Message("(optional)")
  String optional();

  @Message("Yes")
  String yes();

  @Message("No")
  String no();

  @Message("not given")
  String notGiven();
}
