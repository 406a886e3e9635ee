package org.gridseal.web;

import java.util.ArrayList;
import java.util.List;
import org.gridseal.site.Application;
import org.gridseal.site.Communication;
import org.gridseal.site.ConnectionPoint;
import org.gridseal.site.Declaration;
import org.gridseal.site.DerUnit;
import org.gridseal.site.Device;
import org.gridseal.site.GridConnection;
import org.gridseal.site.HardwareSerial;
import org.gridseal.site.Particulars;
import org.gridseal.site.Party;
import org.gridseal.site.Power;
import org.gridseal.site.Site;
import org.gridseal.site.StorageRating;
import org.jspecify.annotations.Nullable;

/// All that an installer submitted, as facts under headings, in the order of the form.
final class Parts {
  private final Words words;
  private final FieldTexts field;
  private final Choices choices;

  Parts(Words words) {
    this.words = words;
    this.field = words.field();
    this.choices = new Choices(words.choice(), List.of());
  }

  List<Dossier.Part> of(Site site) {
    Application application = site.application();
    Particulars particulars = application.particulars();
    List<Dossier.Part> parts = new ArrayList<>();
    parts.add(part(words.register().site(), connectionPoint(particulars.connectionPoint())));
    parts.add(part(words.register().connection(), connection(particulars)));
    for (int i = 0; i < application.units().size(); i++) {
      parts.add(part(words.review().unit(i + 1), unit(application.units().get(i))));
    }
    for (int i = 0; i < site.devices().size(); i++) {
      parts.add(part(words.review().device(i + 1), device(site.devices().get(i))));
    }
    parts.add(part(words.register().customer(), party(particulars.customer())));
    if (!particulars.operator().equals(particulars.customer())) {
      parts.add(part(words.register().operator(), party(particulars.operator())));
    }
    parts.add(part(words.register().installer(), installer(particulars.installer())));
    parts.add(part(words.register().declaration(), declaration(particulars.declaration())));
    return parts;
  }

  private List<Fact> connectionPoint(ConnectionPoint point) {
    return List.of(
        new Fact(field.connectionPointId(), point.id()),
        new Fact(field.connectionPointServiceAccountNo(), point.serviceAccountNo()),
        new Fact(field.connectionPointMeterNo(), point.meterNo()));
  }

  private List<Fact> connection(Particulars particulars) {
    GridConnection grid = particulars.grid();
    Communication communication = particulars.communication();
    return List.of(
        new Fact(field.gridApprovedCapacityVA(), Amounts.of(grid.approvedCapacity())),
        new Fact(field.gridExportLimitW(), kilowatts(grid.exportLimit())),
        new Fact(field.gridImportLimitW(), kilowatts(grid.importLimit())),
        new Fact(field.gridPccVoltageV(), grid.pccVoltage().toString()),
        new Fact(
            field.gridPhasesInstalled(),
            words.review().approvalsOf(grid.phasesInstalled(), grid.phasesAvailable())),
        new Fact(field.gridIslandable(), yesNo(grid.islandable())),
        new Fact(field.communicationPath(), choices.of(communication.path())),
        new Fact(field.communicationWan(), choices.of(communication.wan())));
  }

  private List<Fact> unit(DerUnit unit) {
    var product = unit.product();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(field.unitsDerType(), choices.of(unit.type())));
    facts.add(new Fact(field.unitsManufacturer(), product.manufacturer()));
    facts.add(new Fact(field.unitsModel(), product.model()));
    facts.add(new Fact(field.unitsSerial(), product.serial()));
    facts.add(new Fact(field.unitsRtgMaxW(), kilowatts(unit.rating().active())));
    facts.add(new Fact(field.unitsRtgMaxVA(), Amounts.of(unit.rating().apparent())));
    addStorage(facts, unit.storageRating());
    facts.add(new Fact(field.unitsRtgVNom(), unit.voltage().nominal().toString()));
    facts.add(new Fact(field.unitsMfID(), Long.toString(product.mfId())));
    facts.add(new Fact(field.unitsHwVer(), product.hardwareVersion()));
    facts.add(new Fact(field.unitsSwVer(), product.softwareVersion()));
    facts.add(new Fact(field.unitsCommissioningDate(), product.commissioned().toString()));
    facts.add(new Fact(field.unitsRtgNormalCategory(), choices.of(unit.capability().normal())));
    facts.add(new Fact(field.unitsRtgAbnormalCategory(), choices.of(unit.capability().abnormal())));
    facts.add(new Fact(field.unitsModesSupported(), unit.capability().modes().toString()));
    return facts;
  }

  private void addStorage(List<Fact> facts, StorageRating storage) {
    if (storage.energy() != null) {
      facts.add(new Fact(field.unitsRtgMaxWh(), Amounts.kilo(storage.energy().wattHours(), "Wh")));
    }
    if (storage.charge() != null) {
      facts.add(new Fact(field.unitsRtgMaxChargeRateW(), kilowatts(storage.charge())));
    }
    if (storage.discharge() != null) {
      facts.add(new Fact(field.unitsRtgMaxDischargeRateW(), kilowatts(storage.discharge())));
    }
  }

  private List<Fact> device(Device device) {
    return List.of(
        new Fact(field.devicesHwType(), device.identity().type()),
        new Fact(field.devicesHwSerialNum(), serial(device.identity().serial())),
        new Fact(field.devicesProfile(), choices.ofProfile(device.profile())),
        new Fact(field.devicesLfdi(), device.lfdi().map(Object::toString).orElse(null)));
  }

  private List<Fact> party(Party party) {
    return List.of(
        new Fact(words.register().name(), party.name()),
        new Fact(words.register().email(), party.email()),
        new Fact(words.register().phone(), party.phone()));
  }

  private List<Fact> installer(Party party) {
    List<Fact> facts = new ArrayList<>(party(party));
    facts.add(new Fact(field.installerLicenceNo(), party.licenceNo()));
    return facts;
  }

  private List<Fact> declaration(Declaration declaration) {
    return List.of(
        new Fact(words.register().name(), declaration.name()),
        new Fact(words.register().role(), declaration.role()),
        new Fact(words.register().declaredAt(), Amounts.of(declaration.time())));
  }

  private String yesNo(boolean claim) {
    return claim ? words.shell().yes() : words.shell().no();
  }

  private static @Nullable String kilowatts(@Nullable Power power) {
    return power == null ? null : Amounts.kilo(power.watts(), "W");
  }

  /// As on the label, where it is text.
  private static String serial(HardwareSerial serial) {
    return serial.text().orElseGet(serial::toString);
  }

  private static Dossier.Part part(String title, List<Fact> facts) {
    return new Dossier.Part(title, facts);
  }
}
