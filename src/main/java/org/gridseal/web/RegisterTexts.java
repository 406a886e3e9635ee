package org.gridseal.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// What the page says that registers a site; its fields are in [FieldTexts].
@MessageBundle("register")
interface RegisterTexts {
  @Message("Register a site")
  String title();

  @Message(
      "About five minutes, with the utility's approval and the rating label at hand. All fields are needed unless they say optional.")
  String lead();

  @Message("The site")
  String site();

  @Message("Customer")
  String customer();

  @Message("Somebody else runs the plant")
  String otherOperator();

  @Message("Leave this empty when the customer does.")
  String otherOperatorHint();

  @Message("Plant operator")
  String operator();

  @Message("Name")
  String name();

  @Message("E-mail")
  String email();

  @Message("Phone")
  String phone();

  @Message("Role")
  String role();

  @Message("Declared at")
  String declaredAt();

  @Message("Installer")
  String installer();

  @Message("The connection")
  String connection();

  @Message("Inverters and other units")
  String units();

  @Message("One entry for each unit with its own rating label: inverter, battery, charger.")
  String unitsHint();

  @Message("Unit")
  String unit();

  @Message("Add another unit")
  String anotherUnit();

  @Message("Remove")
  String remove();

  @Message("From the data sheet")
  String dataSheet();

  @Message("Storage: energy, charging and discharging power")
  String storage();

  @Message("Devices that talk")
  String devices();

  @Message(
      "Each device with a key of its own gets its own certificate. Often that is the inverter itself, or one gateway for all units.")
  String devicesHint();

  @Message("Device")
  String device();

  @Message("Add another device")
  String anotherDevice();

  @Message("Declaration")
  String declaration();

  @Message(
      "The site was installed as described here, by people licensed to do so, and meets the rules of its interconnection agreement.")
  String declarationText();

  @Message("confirm the declaration by ticking the box")
  String acceptNeeded();

  @Message("Submit the registration")
  String submit();

  @Message("What a {size} site needs")
  String needsTitle(String size);

  @Message("Security policy")
  String needsTier();

  @Message("Approvals")
  String needsApprovals();

  @Message("Certificate lifetime")
  String needsLifetime();

  @Message("Device key")
  String needsKey();

  @Message("What this site needs")
  String needsNothing();

  @Message("Enter the rated apparent power of the units, and the policy's answer appears here.")
  String needsNothingText();

  @Message("Registration received")
  String done();

  @Message("Keep the reference. Everything that happens next is on the registration's page.")
  String doneText();

  @Message("See the registration")
  String see();

  @Message("Register another site")
  String another();
}
