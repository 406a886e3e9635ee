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
import org.gridseal.authorisation.Target;
import org.gridseal.authority.SerialNumber;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.jspecify.annotations.Nullable;

/// Finds a device by anything that it is known by, and shows its identities to whoever asks.
@RequestScoped
class DeviceIdentities {
  private final Identities identities;
  private final PolicyBook policies;
  private final IdentityCards cards;
  private final IdentityTexts texts;
  private final IdentityWords words;

  DeviceIdentities(
      Identities identities,
      Intervention intervention,
      Authorisations authorisations,
      CertificateRegister certificates,
      PolicyBook policies,
      InstantSource time,
      Visitor visitor,
      Words words) {
    this.identities = identities;
    this.policies = policies;
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

  /// A device and what it can be known by.
  ///
  /// @param facts about the device; empty for an LFDI that nothing in the register has
  /// @param site the way to its registration
  public record Shown(
      List<Fact> facts,
      @Nullable String site,
      List<IdentityCard> certificates,
      List<IdentityCard> lfdis) {}

  List<IdentityCard.Waiting> waiting() {
    return cards.waiting();
  }

  /// @param of an LFDI, the serial number of a certificate of ours, or a device's id
  /// @return empty if it is none of these; an LFDI need not be known
  Optional<Shown> find(String of) {
    String text = of.strip();
    return read(text, DeviceId::fromString)
        .flatMap(this::ofDevice)
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
    List<Identity> all = identities.of(device);
    return all.stream()
        .findFirst()
        .flatMap(identity -> identities.holderOf(new Target.OfLfdi(identity.lfdi())))
        .map(holder -> of(holder, all));
  }

  private Optional<Shown> ofCertificate(SerialNumber serialNumber) {
    return identities
        .holderOf(new Target.OfCertificate(serialNumber))
        .map(holder -> of(holder, identities.of(holder.device())));
  }

  private Shown ofLfdi(Lfdi lfdi) {
    return identities
        .holderOf(new Target.OfLfdi(lfdi))
        .map(holder -> of(holder, identities.of(holder.device())))
        .orElseGet(
            () ->
                new Shown(
                    List.of(),
                    null,
                    List.of(),
                    List.of(cards.ofLfdi(lfdi, Optional.empty(), false))));
  }

  private Shown of(Holder holder, List<Identity> all) {
    List<IdentityCard> ours = new ArrayList<>();
    List<IdentityCard> lfdis = new ArrayList<>();
    for (Identity identity : all) {
      identity
          .certificate()
          .ifPresent(
              serialNumber ->
                  ours.add(
                      cards.ofCertificate(
                          serialNumber, identity.lfdi(), identity.notAfter().orElseThrow())));
      lfdis.add(cards.ofLfdi(identity.lfdi(), identity.certificate(), true));
    }
    return new Shown(facts(holder), "/registrations/" + holder.site(), ours, lfdis);
  }

  private List<Fact> facts(Holder holder) {
    SecurityPolicy policy = policies.policyFor(holder.connection());
    return List.of(
        new Fact(texts.deviceId(), holder.device().toString()),
        new Fact(texts.hardware(), holder.hardware().type() + ", " + holder.hardware().serial()),
        new Fact(texts.tier(), Needs.tier(policy)),
        new Fact(texts.back(), words.people(policy.approvals().restore())));
  }
}
