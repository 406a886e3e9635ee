package org.gridseal.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// What is said about one-time codes.
@MessageBundle("code")
interface CodeTexts {
  @Message("First enrollment")
  String title();

  @Message(
      "A device with a certificate of its manufacturer needs nothing from you. Any other enrolls once with a code.")
  String lead();

  @Message("Device {serial}")
  String device(String serial);

  @Message("No code has been made.")
  String none();

  @Message("A code is open until {when}. Only whoever made it has seen it.")
  String open(String when);

  @Message("The last code was used. The device renews with its own certificate.")
  String spent();

  @Message("The last code was withdrawn.")
  String withdrawn();

  @Message("The last code expired on {when}.")
  String expired(String when);

  @Message("One-time code")
  String make();

  @Message("Make another code")
  String another();

  @Message("The code before it opens nothing any more.")
  String anotherHint();

  @Message("Withdraw the code")
  String withdraw();

  @Message("Your code for device {serial}")
  String yours(String serial);

  @Message("It is shown this once. It is good for one certificate, until {when}.")
  String once(String when);

  @Message("Code")
  String code();

  @Message("User name (the device's id)")
  String username();

  @Message("EST address")
  String address();

  @Message("QR code for a commissioning app: address, user name and code")
  String picture();

  @Message("Scan it with the app that commissions the device.")
  String scan();
}
