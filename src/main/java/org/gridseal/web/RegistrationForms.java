package org.gridseal.web;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.gridseal.site.Address;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.Application;
import org.gridseal.site.Capability;
import org.gridseal.site.Communication;
import org.gridseal.site.ConnectionPoint;
import org.gridseal.site.Declaration;
import org.gridseal.site.DerUnit;
import org.gridseal.site.DeviceClaim;
import org.gridseal.site.Excitation;
import org.gridseal.site.Frequency;
import org.gridseal.site.GridConnection;
import org.gridseal.site.Location;
import org.gridseal.site.Particulars;
import org.gridseal.site.Party;
import org.gridseal.site.Power;
import org.gridseal.site.PowerFactor;
import org.gridseal.site.Product;
import org.gridseal.site.Protection;
import org.gridseal.site.Rating;
import org.gridseal.site.ReactivePower;
import org.gridseal.site.StorageRating;
import org.gridseal.site.Topology;
import org.gridseal.site.Voltage;
import org.gridseal.site.VoltageRating;
import org.gridseal.site.VoltageTrip;
import org.jspecify.annotations.Nullable;

/// Fills in forms from what was registered: what was parsed from a form gives a form that parses to
/// the same, except for secrets.
public final class RegistrationForms {
  private RegistrationForms() {}

  /// A form with everything of an application in it, fit to be corrected and submitted anew.
  public static RegistrationForm of(Application application) {
    Particulars site = application.particulars();
    return new RegistrationForm(
        site.applicationRef(),
        connectionPoint(site.connectionPoint()),
        address(site.address()),
        location(site.location()),
        party(site.customer()),
        party(site.operator()),
        party(site.installer()),
        grid(site.grid()),
        topology(site.topology()),
        communication(site.communication()),
        application.units().stream().<@Nullable UnitForm>map(RegistrationForms::unit).toList(),
        application.devices().stream()
            .<@Nullable DeviceForm>map(RegistrationForms::device)
            .toList(),
        declaration(site.declaration()));
  }

  private static RegistrationForm.ConnectionPointForm connectionPoint(ConnectionPoint point) {
    return new RegistrationForm.ConnectionPointForm(
        point.scheme(), point.id(), point.serviceAccountNo(), point.meterNo());
  }

  private static RegistrationForm.AddressForm address(Address address) {
    return new RegistrationForm.AddressForm(
        address.line(), address.city(), address.region(), address.postcode(), address.country());
  }

  private static RegistrationForm.@Nullable LocationForm location(@Nullable Location location) {
    return location == null
        ? null
        : new RegistrationForm.LocationForm(location.lat(), location.lon());
  }

  private static RegistrationForm.PartyForm party(Party party) {
    return new RegistrationForm.PartyForm(
        party.name(), party.email(), party.phone(), party.licenceNo(), party.licenceExpires());
  }

  private static GridForm grid(GridConnection grid) {
    return new GridForm(
        scaled(grid.pccVoltage(), Voltage::decivolts, 1),
        BigDecimal.valueOf(grid.phasesAvailable()),
        BigDecimal.valueOf(grid.phasesInstalled()),
        whole(grid.approvedCapacity(), ApparentPower::voltAmperes),
        whole(grid.exportLimit(), Power::watts),
        whole(grid.importLimit(), Power::watts),
        grid.islandable(),
        grid.centralProtection(),
        protection(grid.protection()));
  }

  private static GridForm.@Nullable ProtectionForm protection(@Nullable Protection settings) {
    if (settings == null) {
      return null;
    }
    VoltageTrip sustained = settings.sustainedOverVoltage();
    Integer shift = settings.vectorShift();
    return new GridForm.ProtectionForm(
        scaled(settings.nominalFrequency(), Frequency::millihertz, 3),
        scaled(settings.underFrequency().threshold(), Frequency::millihertz, 3),
        scaled(settings.underFrequency().delay(), Duration::toMillis, 3),
        scaled(settings.overFrequency().threshold(), Frequency::millihertz, 3),
        scaled(settings.overFrequency().delay(), Duration::toMillis, 3),
        scaled(settings.underVoltage().threshold(), Voltage::decivolts, 1),
        scaled(settings.underVoltage().delay(), Duration::toMillis, 3),
        scaled(settings.overVoltage().threshold(), Voltage::decivolts, 1),
        scaled(settings.overVoltage().delay(), Duration::toMillis, 3),
        sustained == null ? null : scaled(sustained.threshold(), Voltage::decivolts, 1),
        sustained == null ? null : scaled(sustained.delay(), Duration::toMillis, 3),
        scaled(settings.rateOfChange(), Frequency::millihertz, 3),
        scaled(shift, Integer::longValue, 3),
        settings.interTrip(),
        scaled(settings.neutralDisplacement(), Voltage::decivolts, 1));
  }

  private static RegistrationForm.@Nullable TopologyForm topology(@Nullable Topology topology) {
    return topology == null
        ? null
        : new RegistrationForm.TopologyForm(
            topology.system(),
            topology.subTransmission(),
            topology.substation(),
            topology.feeder(),
            topology.segment(),
            topology.transformer(),
            topology.servicePoint());
  }

  private static RegistrationForm.CommunicationForm communication(Communication communication) {
    return new RegistrationForm.CommunicationForm(
        communication.path(),
        communication.wan(),
        BigDecimal.valueOf(communication.pollRateS()),
        BigDecimal.valueOf(communication.postRateS()));
  }

  private static RegistrationForm.DeclarationForm declaration(Declaration declaration) {
    return new RegistrationForm.DeclarationForm(
        declaration.name(),
        declaration.role(),
        declaration.textVersion(),
        declaration.time(),
        declaration.signature());
  }

  private static DeviceForm device(DeviceClaim device) {
    UUID managedBy = device.managedBy();
    return new DeviceForm(
        device.profile(),
        null,
        text(device.lfdi()),
        null,
        null,
        device.identity().type(),
        device.identity().serial().toString(),
        managedBy);
  }

  private static UnitForm unit(DerUnit unit) {
    Product product = unit.product();
    Rating rating = unit.rating();
    StorageRating storage = unit.storageRating();
    VoltageRating voltage = unit.voltage();
    Excitation limits = unit.excitationLimits();
    Capability capability = unit.capability();
    return new UnitForm(
        BigDecimal.valueOf(unit.type().code()),
        BigDecimal.valueOf(product.mfId()),
        product.manufacturer(),
        product.model(),
        product.serial(),
        product.hardwareVersion(),
        product.softwareVersion(),
        product.manufactured(),
        product.commissioned(),
        whole(rating.active(), Power::watts),
        whole(rating.apparent(), ApparentPower::voltAmperes),
        whole(rating.injected(), ReactivePower::vars),
        whole(rating.absorbed(), ReactivePower::vars),
        whole(storage.charge(), Power::watts),
        whole(storage.chargeApparent(), ApparentPower::voltAmperes),
        whole(storage.discharge(), Power::watts),
        whole(storage.dischargeApparent(), ApparentPower::voltAmperes),
        whole(storage.energy(), energy -> energy.wattHours()),
        whole(storage.quantity(), charge -> charge.ampereHours()),
        scaled(voltage.nominal(), Voltage::decivolts, 1),
        scaled(voltage.highest(), Voltage::decivolts, 1),
        scaled(voltage.lowest(), Voltage::decivolts, 1),
        scaled(voltage.current(), current -> current.milliamperes(), 3),
        whole(limits.overExcited(), Power::watts),
        scaled(limits.overExcitedFactor(), PowerFactor::thousandths, 3),
        whole(limits.underExcited(), Power::watts),
        scaled(limits.underExcitedFactor(), PowerFactor::thousandths, 3),
        scaled(limits.lowestOverExcited(), PowerFactor::thousandths, 3),
        scaled(limits.lowestUnderExcited(), PowerFactor::thousandths, 3),
        BigDecimal.valueOf(capability.normal().code()),
        BigDecimal.valueOf(capability.abnormal().code()),
        capability.modes().toString(),
        text(capability.operatingEnvelopes()),
        text(capability.deviceCategory()));
  }

  private static <T> @Nullable BigDecimal whole(@Nullable T value, ToLongFunction<T> number) {
    return scaled(value, number, 0);
  }

  private static <T> @Nullable BigDecimal scaled(
      @Nullable T value, ToLongFunction<T> number, int decimals) {
    return value == null ? null : BigDecimal.valueOf(number.applyAsLong(value), decimals);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : Objects.toString(value);
  }
}
