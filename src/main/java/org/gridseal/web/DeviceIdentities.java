package org.gridseal.web;

import jakarta.enterprise.context.RequestScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gridseal.authorisation.Authorisations;
import org.gridseal.authorisation.CertificateRegister;
import org.gridseal.authorisation.Holder;
import org.gridseal.authorisation.Identities;
import org.gridseal.authorisation.Identity;
import org.gridseal.authorisation.Intervention;
import org.gridseal.authority.SerialNumber;
import org.gridseal.policy.Connection;
import org.gridseal.policy.Policies;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.registration.Registration;
import org.gridseal.site.Application;
import org.gridseal.site.DeviceId;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Site;
import org.gridseal.site.SiteId;
import org.jspecify.annotations.Nullable;

/// Finds a device by anything that it is known by, or a site, and shows what can be taken from it
/// to whoever asks.
@RequestScoped
class DeviceIdentities {
  private static final String PATH = "/identities/";

  private final Identities identities;
  private final Registration registration;
  private final Policies policies;
  private final Visitor visitor;
  private final IdentityCards cards;
  private final IdentityTexts texts;
  private final IdentityWords words;

  DeviceIdentities(
      Identities identities,
      Registration registration,
      Intervention intervention,
      Authorisations authorisations,
      CertificateRegister certificates,
      Policies policies,
      InstantSource time,
      Visitor visitor,
      Words words) {
    this.identities = identities;
    this.registration = registration;
    this.policies = policies;
    this.visitor = visitor;
    this.texts = words.identity();
    this.words = new IdentityWords(texts, words.review());
    this.cards =
        new IdentityCards(
            intervention,
            authorisations,
            certificates,
            time.instant(),
            visitor.actor().subject(),
            visitor.reviews(),
            texts,
            this.words);
  }

  /// A site, or a device and what it can be known by.
  ///
  /// @param place the device or the site itself, null for an LFDI that nothing in the register has
  /// @param registration the way to it
  /// @param site the way to the site of a device
  /// @param devices the ways to those of a site
  /// @param known whether certificates and LFDIs belong to it
  public record Shown(
      @Nullable IdentityCard place,
      @Nullable String registration,
      @Nullable String site,
      List<WhoPage.Place> devices,
      boolean known,
      List<IdentityCard> certificates,
      List<IdentityCard> lfdis) {}

  List<IdentityCard.Waiting> waiting() {
    return cards.waiting();
  }

  /// @param of an LFDI, the serial number of a certificate of ours, or the id of a device or site
  /// @return empty if it is none of these; an LFDI need not be known
  Optional<Shown> find(String of) {
    String text = of.strip();
    return read(text, DeviceId::fromString)
        .flatMap(this::ofDevice)
        .or(() -> read(text, SiteId::fromString).flatMap(this::ofSite))
        .or(() -> read(text, SerialNumber::fromString).flatMap(this::ofCertificate))
        .or(() -> read(text, Lfdi::fromString).map(this::ofLfdi));
  }

  private static <T> Optional<T> read(String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (RuntimeException e) {
      // It is something else, or nothing.
      return Optional.empty();
    }
  }

  private Optional<Shown> ofDevice(DeviceId device) {
    return identities.holderOf(device).map(this::of);
  }

  private Optional<Shown> ofCertificate(SerialNumber serialNumber) {
    return identities.holderOf(serialNumber).map(this::of);
  }

  private Shown ofLfdi(Lfdi lfdi) {
    return identities.holderOf(lfdi).map(this::of).orElseGet(() -> ofStranger(lfdi));
  }

  private Shown ofStranger(Lfdi lfdi) {
    IdentityCard card = cards.ofLfdi(lfdi, Optional.empty(), false);
    return new Shown(null, null, null, List.of(), true, List.of(), List.of(card));
  }

  private Optional<Shown> ofSite(SiteId id) {
    return registration.find(visitor.actor(), id).map(this::of);
  }

  private Shown of(Site site) {
    List<WhoPage.Place> devices =
        site.devices().stream()
            .map(device -> new WhoPage.Place(PATH + device.id(), nameOf(device.identity())))
            .toList();
    Application application = site.application();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(texts.customer(), application.particulars().customer().name()));
    facts.addAll(facts(Connection.of(application)));
    return new Shown(
        cards.ofSite(site.id(), site.state(), facts),
        Dossier.pathOf(site),
        null,
        devices,
        false,
        List.of(),
        List.of());
  }

  private Shown of(Holder holder) {
    List<IdentityCard> ours = new ArrayList<>();
    List<IdentityCard> lfdis = new ArrayList<>();
    for (Identity identity : identities.of(holder.device())) {
      identity
          .certificate()
          .ifPresent(
              serialNumber ->
                  ours.add(
                      cards.ofCertificate(
                          serialNumber, identity.lfdi(), identity.notAfter().orElseThrow())));
      lfdis.add(cards.ofLfdi(identity.lfdi(), identity.certificate(), true));
    }
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(texts.hardware(), nameOf(holder.hardware())));
    facts.addAll(facts(holder.connection()));
    return new Shown(
        cards.ofDevice(holder, facts),
        "/registrations/" + holder.site(),
        PATH + holder.site(),
        List.of(),
        true,
        ours,
        lfdis);
  }

  private static String nameOf(HardwareIdentity hardware) {
    return hardware.type() + ", " + hardware.serial();
  }

  private List<Fact> facts(Connection connection) {
    SecurityPolicy policy = policies.inForce().policyFor(connection);
    return List.of(
        new Fact(texts.tier(), Needs.tier(policy)),
        new Fact(texts.back(), words.people(policy.approvals().restore())));
  }
}
