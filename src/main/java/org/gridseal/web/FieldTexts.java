package org.gridseal.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// A label for each field of a registration, and where an installer finds the value.
///
/// A message is named after its field's JSON pointer, without the places in lists and written as
/// one word: `/units/0/serial` is `unitsSerial`. So a violation finds the label of its field.
@MessageBundle("field")
interface FieldTexts {
  @Message("Application number")
  String applicationRef();

  @Message("From the utility's approval, or your own job number")
  String applicationRefHint();

  @Message("Kind of connection point number")
  String connectionPointScheme();

  @Message("Connection point")
  String connectionPointId();

  @Message("Also called service point; on the utility bill")
  String connectionPointIdHint();

  @Message("Service account number")
  String connectionPointServiceAccountNo();

  @Message("Meter number")
  String connectionPointMeterNo();

  @Message("Street and number")
  String addressLine();

  @Message("City")
  String addressCity();

  @Message("State or region")
  String addressRegion();

  @Message("Postcode")
  String addressPostcode();

  @Message("Country")
  String addressCountry();

  @Message("Customer's name")
  String customerName();

  @Message("Customer's e-mail")
  String customerEmail();

  @Message("Customer's phone")
  String customerPhone();

  @Message("Plant operator's name")
  String operatorName();

  @Message("Plant operator's e-mail")
  String operatorEmail();

  @Message("Plant operator's phone")
  String operatorPhone();

  @Message("Installing company")
  String installerName();

  @Message("Installer's e-mail")
  String installerEmail();

  @Message("Installer's phone")
  String installerPhone();

  @Message("Contractor licence number")
  String installerLicenceNo();

  @Message("Licence valid until")
  String installerLicenceExpires();

  @Message("Approved capacity")
  String gridApprovedCapacityVA();

  @Message("What the utility has approved for this connection")
  String gridApprovedCapacityVAHint();

  @Message("Export limit")
  String gridExportLimitW();

  @Message("Only if the approval names one")
  String gridExportLimitWHint();

  @Message("Import limit")
  String gridImportLimitW();

  @Message("Voltage")
  String gridPccVoltageV();

  @Message("Phases available")
  String gridPhasesAvailable();

  @Message("Phases used")
  String gridPhasesInstalled();

  @Message("Can the site run as an island?")
  String gridIslandable();

  @Message("A battery with a backup panel usually can")
  String gridIslandableHint();

  @Message("Size of the site")
  String sizeVA();

  @Message("Polls")
  String poll();

  @Message("Between two polls")
  String modem();

  @Message("How the site talks to the utility")
  String communicationPath();

  @Message("Over which network")
  String communicationWan();

  @Message("Kind")
  String unitsDerType();

  @Message("Serial number")
  String unitsSerial();

  @Message("On the rating label, usually after S/N")
  String unitsSerialHint();

  @Message("Manufacturer")
  String unitsManufacturer();

  @Message("Model")
  String unitsModel();

  @Message("Rated power")
  String unitsRtgMaxW();

  @Message("AC, on the label in W or kW")
  String unitsRtgMaxWHint();

  @Message("Rated apparent power")
  String unitsRtgMaxVA();

  @Message("Decides the size of the site")
  String unitsRtgMaxVAHint();

  @Message("Commissioned on")
  String unitsCommissioningDate();

  @Message("Manufacturer number")
  String unitsMfID();

  @Message("IANA private enterprise number")
  String unitsMfIDHint();

  @Message("Nominal voltage")
  String unitsRtgVNom();

  @Message("Hardware version")
  String unitsHwVer();

  @Message("Software version")
  String unitsSwVer();

  @Message("Normal category (IEEE 1547)")
  String unitsRtgNormalCategory();

  @Message("Abnormal category (IEEE 1547)")
  String unitsRtgAbnormalCategory();

  @Message("Modes supported")
  String unitsModesSupported();

  @Message("Hexadecimal, from the certification report")
  String unitsModesSupportedHint();

  @Message("Operating envelopes supported")
  String unitsDoeModesSupported();

  @Message("Hexadecimal, asked for in Australia")
  String unitsDoeModesSupportedHint();

  @Message("Usable energy")
  String unitsRtgMaxWh();

  @Message("Charging power")
  String unitsRtgMaxChargeRateW();

  @Message("Discharging power")
  String unitsRtgMaxDischargeRateW();

  @Message("Hardware type")
  String devicesHwType();

  @Message("Dotted numbers from the maker, like 1.3.6.1.4.1.40732.3.1")
  String devicesHwTypeHint();

  @Message("Hardware serial number")
  String devicesHwSerialNum();

  @Message("Letters and digits as on the label, or 0x and hex digits")
  String devicesHwSerialNumHint();

  @Message("Certificate for")
  String devicesProfile();

  @Message("LFDI")
  String devicesLfdi();

  @Message("40 hex digits, only if it came with a certificate")
  String devicesLfdiHint();

  @Message("Certificate from the maker")
  String devicesCertificatePem();

  @Message("PEM text; type and serial are read from it. Never paste a private key.")
  String devicesCertificatePemHint();

  @Message("Note")
  String note();

  @Message("Aggregator")
  String devicesManagedBy();

  @Message("Your name")
  String declarationName();

  @Message("Your role")
  String declarationRole();

  @Message("I declare that this is true")
  String declarationAccepted();

  @Message("Manufacturer")
  String name();

  @Message("Certificate")
  String pem();

  @Message("LFDI or SFDI")
  String lfdi();

  @Message("What it is for")
  String purpose();

  @Message("Its keys cannot leave their hardware")
  String attested();

  @Message("Takes over from")
  String succeeds();

  @Message("Fingerprint compared")
  String compared();

  @Message("Identity")
  String of();

  @Message("Address of the receiver")
  String url();

  @Message("Told of these changes")
  String kinds();

  @Message("Begin after")
  String after();

  @Message("Aggregator")
  String aggregator();

  @Message("Private enterprise number")
  String enterpriseNumber();
}
