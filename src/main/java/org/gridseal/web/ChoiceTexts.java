package org.gridseal.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// What can be chosen in a form, in the words of people who install things.
@MessageBundle("choice")
interface ChoiceTexts {
  @Message("Photovoltaic inverter")
  String photovoltaic();

  @Message("Photovoltaics with battery, one inverter")
  String photovoltaicAndStorage();

  @Message("Battery")
  String storage();

  @Message("Electric vehicle charger")
  String vehicleSupply();

  @Message("Electric vehicle")
  String vehicle();

  @Message("Fuel cell")
  String fuelCell();

  @Message("Engine generator")
  String engine();

  @Message("Combined heat and power")
  String heatAndPower();

  @Message("Other generation")
  String otherGeneration();

  @Message("Several kinds behind one controller")
  String mixed();

  @Message("Not applicable")
  String notApplicable();

  @Message("Directly, device to utility")
  String direct();

  @Message("Through an aggregator")
  String aggregator();

  @Message("Through the site's energy management system")
  String gfems();

  @Message("The customer's broadband")
  String broadband();

  @Message("LTE-M")
  String lteM();

  @Message("NB-IoT")
  String nbIot();

  @Message("LTE")
  String lte();

  @Message("Satellite")
  String vsat();

  @Message("Private APN")
  String privateApn();

  @Message("Fibre")
  String fibre();

  @Message("Not specified")
  String notSpecified();

  @Message("Category {name}")
  String category(String name);

  @Message("IEEE 2030.5 device")
  String device();

  @Message("CSIP aggregator")
  String csipAggregator();

  @Message("VPN gateway")
  String vpnGateway();
}
