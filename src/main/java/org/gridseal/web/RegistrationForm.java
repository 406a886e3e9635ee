package org.gridseal.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.gridseal.site.Address;
import org.gridseal.site.Application;
import org.gridseal.site.Communication;
import org.gridseal.site.ConnectionPoint;
import org.gridseal.site.Declaration;
import org.gridseal.site.Findings;
import org.gridseal.site.Location;
import org.gridseal.site.Particulars;
import org.gridseal.site.Party;
import org.gridseal.site.Topology;
import org.gridseal.x509.MalformedException;
import org.jspecify.annotations.Nullable;

/// A registration as it comes over the wire: in JSON, or as the fields of a browser's form.
/// Anything may be missing; [#parse] says what must not be.
@Schema(name = "Registration")
public record RegistrationForm(
    @Nullable String applicationRef,
    @Nullable ConnectionPointForm connectionPoint,
    @Nullable AddressForm address,
    @Nullable LocationForm location,
    @Nullable PartyForm customer,
    @Nullable PartyForm operator,
    @Nullable PartyForm installer,
    @Nullable GridForm grid,
    @Nullable TopologyForm topology,
    @Nullable CommunicationForm communication,
    @Nullable List<@Nullable UnitForm> units,
    @Nullable List<@Nullable DeviceForm> devices,
    @Nullable DeclarationForm declaration) {

  /// Reads a JSON body; unknown fields and values of the wrong kind are violations.
  ///
  /// @throws MalformedException if it is no JSON object
  public static RegistrationForm ofJson(byte[] body, Findings findings) throws MalformedException {
    return JsonForms.read(body, RegistrationForm.class, findings);
  }

  /// Reads the fields of a browser's form. The name of each is its JSON pointer, for example
  /// `/units/0/rtgMaxW`, so that a violation's pointer is the name of the field to mark.
  ///
  /// @throws MalformedException if a name is no such pointer
  public static RegistrationForm ofFields(Map<String, String> fields, Findings findings)
      throws MalformedException {
    return JsonForms.read(fields, RegistrationForm.class, findings);
  }

  /// Turns the form into an application, and notes all that cannot be read.
  ///
  /// Whether it is against the rules is told by [Application#check], into the same findings. The
  /// application may be used only if they are sound.
  public Application parse(Findings findings) {
    var fields = new Fields(findings);
    return new Application(
        new Particulars(
            fields.text("applicationRef", applicationRef),
            fields
                .required("connectionPoint", connectionPoint, ConnectionPointForm.EMPTY)
                .parse(fields.at("connectionPoint")),
            fields.required("address", address, AddressForm.EMPTY).parse(fields.at("address")),
            location == null ? null : location.parse(fields.at("location")),
            fields.required("customer", customer, PartyForm.EMPTY).parse(fields.at("customer")),
            fields.required("operator", operator, PartyForm.EMPTY).parse(fields.at("operator")),
            fields.required("installer", installer, PartyForm.EMPTY).parse(fields.at("installer")),
            fields.required("grid", grid, GridForm.EMPTY).parse(fields.at("grid")),
            topology == null ? null : topology.parse(),
            fields
                .required("communication", communication, CommunicationForm.EMPTY)
                .parse(fields.at("communication")),
            fields
                .required("declaration", declaration, DeclarationForm.EMPTY)
                .parse(fields.at("declaration"))),
        UnitForm.parseAll(Fields.list(units), fields.at("units")),
        DeviceForm.parseAll(Fields.list(devices), fields.at("devices")));
  }

  /// Where the site meets the grid.
  public record ConnectionPointForm(
      ConnectionPoint.@Nullable Scheme scheme,
      @Nullable String id,
      @Nullable String serviceAccountNo,
      @Nullable String meterNo) {
    static final ConnectionPointForm EMPTY = new ConnectionPointForm(null, null, null, null);

    ConnectionPoint parse(Fields fields) {
      return new ConnectionPoint(
          fields.required("scheme", scheme, ConnectionPoint.Scheme.OTHER),
          fields.text("id", id),
          Fields.optional(serviceAccountNo),
          Fields.optional(meterNo));
    }
  }

  public record AddressForm(
      @Nullable String line,
      @Nullable String city,
      @Nullable String region,
      @Nullable String postcode,
      @Schema(examples = "US") @Nullable String country) {
    static final AddressForm EMPTY = new AddressForm(null, null, null, null, null);

    Address parse(Fields fields) {
      return new Address(
          fields.text("line", line),
          fields.text("city", city),
          fields.text("region", region),
          fields.text("postcode", postcode),
          fields.text("country", country));
    }
  }

  /// WGS 84, in degrees.
  public record LocationForm(@Nullable BigDecimal lat, @Nullable BigDecimal lon) {
    Location parse(Fields fields) {
      return new Location(
          fields.required("lat", lat, BigDecimal.ZERO),
          fields.required("lon", lon, BigDecimal.ZERO));
    }
  }

  public record PartyForm(
      @Nullable String name,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String licenceNo,
      @Nullable LocalDate licenceExpires) {
    static final PartyForm EMPTY = new PartyForm(null, null, null, null, null);

    Party parse(Fields fields) {
      return new Party(
          fields.text("name", name),
          fields.text("email", email),
          fields.text("phone", phone),
          Fields.optional(licenceNo),
          licenceExpires);
    }
  }

  /// Filled in by the utility, from the top down.
  public record TopologyForm(
      @Nullable String system,
      @Nullable String subTransmission,
      @Nullable String substation,
      @Nullable String feeder,
      @Nullable String segment,
      @Nullable String transformer,
      @Nullable String servicePoint) {
    Topology parse() {
      return new Topology(
          Fields.optional(system),
          Fields.optional(subTransmission),
          Fields.optional(substation),
          Fields.optional(feeder),
          Fields.optional(segment),
          Fields.optional(transformer),
          Fields.optional(servicePoint));
    }
  }

  public record CommunicationForm(
      Communication.@Nullable Path path,
      Communication.@Nullable Wan wan,
      @Nullable BigDecimal pollRateS,
      @Nullable BigDecimal postRateS) {
    static final CommunicationForm EMPTY = new CommunicationForm(null, null, null, null);

    Communication parse(Fields fields) {
      return new Communication(
          fields.required("path", path, Communication.Path.DIRECT),
          fields.required("wan", wan, Communication.Wan.BROADBAND),
          rate(fields, "pollRateS", pollRateS),
          rate(fields, "postRateS", postRateS));
    }

    private static int rate(Fields fields, String member, @Nullable BigDecimal seconds) {
      Integer rate = fields.wholeOrNone(member, seconds, Math::toIntExact);
      return rate == null ? Communication.DEFAULT_RATE : rate;
    }
  }

  public record DeclarationForm(
      @Nullable String name,
      @Nullable String role,
      @Nullable String textVersion,
      @Nullable Instant time,
      @Nullable String signature) {
    static final DeclarationForm EMPTY = new DeclarationForm(null, null, null, null, null);

    Declaration parse(Fields fields) {
      return new Declaration(
          fields.text("name", name),
          fields.text("role", role),
          fields.text("textVersion", textVersion),
          fields.required("time", time, Instant.EPOCH),
          Fields.optional(signature));
    }
  }
}
