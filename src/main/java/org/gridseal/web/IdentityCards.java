package org.gridseal.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridseal.authorisation.Act;
import org.gridseal.authorisation.Authorisations;
import org.gridseal.authorisation.CertificateRegister;
import org.gridseal.authorisation.Effect;
import org.gridseal.authorisation.Holder;
import org.gridseal.authorisation.Identity;
import org.gridseal.authorisation.Intervention;
import org.gridseal.authorisation.LfdiState;
import org.gridseal.authorisation.Measure;
import org.gridseal.authorisation.Target;
import org.gridseal.authority.SerialNumber;
import org.gridseal.policy.Controls.Approval;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Sfdi;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;

/// Identities and measures in words, for one reader.
///
/// @param reader the subject of who looks, who is called "you"
/// @param decides whether this person may decide
record IdentityCards(
    Intervention intervention,
    Authorisations authorisations,
    CertificateRegister certificates,
    Instant now,
    String reader,
    boolean decides,
    IdentityTexts texts,
    IdentityWords words) {
  private static final String PATH = "/pages/identities/";

  /// What of somebody's id tells people apart.
  private static final int SHORT_ID = 8;

  IdentityCard ofCertificate(SerialNumber serialNumber, Lfdi lfdi, Instant notAfter) {
    CertificateRegister.State state = certificates.stateOf(serialNumber);
    boolean expired = now.isAfter(notAfter);
    return new IdentityCard(
        "certificate-" + serialNumber,
        texts.certificate(),
        inParts(serialNumber.toString()),
        expired ? "plain" : IdentityWords.tone(state),
        expired ? texts.expired() : words.status(state),
        List.of(
            new Fact(texts.lfdi(), lfdi.display()),
            new Fact(texts.validUntil(), Amounts.of(notAfter))),
        state == CertificateRegister.State.IRREVOCABLE ? texts.irrevocableText() : null,
        actions(new Target.OfCertificate(serialNumber)));
  }

  IdentityCard ofLfdi(Lfdi lfdi, Optional<SerialNumber> certificate, boolean registered) {
    Optional<Authorisations.Decided> last = authorisations.historyOf(lfdi).stream().findFirst();
    LfdiState state = last.map(Authorisations.Decided::state).orElse(LfdiState.ALLOWED);
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(texts.sfdi(), Sfdi.of(lfdi).display()));
    facts.add(new Fact(texts.names(), nameOf(certificate, registered)));
    last.ifPresent(
        it ->
            facts.add(
                new Fact(
                    texts.decided(),
                    texts.told(IdentityWords.inWords(it.reason()), Amounts.of(it.at())))));
    return new IdentityCard(
        "lfdi-" + lfdi,
        texts.lfdi(),
        inParts(lfdi.display()),
        IdentityWords.tone(state),
        words.status(state),
        facts,
        null,
        actions(new Target.OfLfdi(lfdi)));
  }

  IdentityCard ofDevice(Holder holder, List<Fact> facts) {
    return ofPlace(
        new Target.OfDevice(holder.device()), texts.device(), IdentityWords.stateOf(holder), facts);
  }

  IdentityCard ofSite(SiteId site, SiteState state, List<Fact> facts) {
    return ofPlace(new Target.OfSite(site), texts.site(), state, facts);
  }

  private IdentityCard ofPlace(Target target, String title, SiteState state, List<Fact> facts) {
    return new IdentityCard(
        MeasureView.kindOf(target) + "-" + target,
        title,
        inParts(target.toString()),
        IdentityWords.tone(state),
        words.status(state),
        facts,
        null,
        actions(target));
  }

  private String nameOf(Optional<SerialNumber> certificate, boolean registered) {
    return certificate
        .map(serialNumber -> texts.ours(serialNumber.toString()))
        .orElseGet(registered ? texts::factory : texts::unknown);
  }

  List<IdentityCard.Waiting> waiting() {
    return intervention.open().stream().flatMap(this::waiting).toList();
  }

  private Stream<IdentityCard.Waiting> waiting(Measure measure) {
    Optional<Effect> effect = intervention.effectOf(measure.target(), measure.act());
    return effect.map(it -> waiting(measure, it)).stream();
  }

  private IdentityCard.Waiting waiting(Measure measure, Effect effect) {
    boolean mine = measure.isAgreedBy(reader);
    Measure.Agreement first = measure.agreements().getFirst();
    String when = Amounts.of(first.at());
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(texts.reason(), IdentityWords.inWords(measure.reason())));
    facts.add(
        new Fact(
            texts.proposed(),
            first.person().equals(reader)
                ? texts.byYou(when)
                : texts.by(shortened(first.person()), when)));
    facts.add(
        new Fact(
            texts.agreed(), texts.count(measure.agreements().size(), effect.needed().persons())));
    facts.add(new Fact(texts.tier(), effect.policy().map(Needs::tier).orElse(null)));
    return new IdentityCard.Waiting(
        "measure-" + measure.id(),
        words.text(measure.target(), measure.act()),
        inParts(display(measure.target())),
        PATH + "measures/" + measure.id(),
        facts,
        effects(effect),
        mine,
        decides);
  }

  /// Only what can be done now.
  private List<IdentityCard.Action> actions(Target target) {
    return decides
        ? Arrays.stream(Act.values())
            .flatMap(act -> intervention.effectOf(target, act).stream())
            .filter(effect -> effect.objections().isEmpty())
            .map(this::action)
            .toList()
        : List.of();
  }

  private IdentityCard.Action action(Effect effect) {
    String kind = MeasureView.kindOf(effect.target());
    String act = MeasureView.nameOf(effect.act());
    String name = effect.target().toString();
    List<String> effects = new ArrayList<>(effects(effect));
    effects.add(agreementOn(effect.needed()));
    return new IdentityCard.Action(
        kind + "-" + name + "-" + act,
        words.text(effect.target(), effect.act()),
        PATH + kind + "s/" + name + "/" + act,
        effects,
        IdentityWords.reasons(effect.target(), effect.act()));
  }

  private String agreementOn(Approval needed) {
    return needed.persons() == 1 && needed.including().isEmpty()
        ? texts.effectAtOnce()
        : texts.effectWaits(words.people(needed));
  }

  private List<String> effects(Effect effect) {
    List<String> effects = new ArrayList<>();
    effects.add(words.effectOn(effect.target(), effect.act()));
    if (effect.devices() > 0) {
      effects.add(along(effect));
    }
    if (effect.act() != Act.RESTORE) {
      effects.add(texts.effectConnections(words.exact(effect.dropWithin())));
      effects.add(texts.effectOpen(effect.connections()));
      effects.add(texts.effectRequests());
      if (effect.lfdi().isPresent()) {
        effects.add(others(effect));
      }
    }
    return effects;
  }

  private String along(Effect effect) {
    long certificates =
        effect.along().stream()
            .filter(identity -> identity.notAfter().filter(now::isBefore).isPresent())
            .count();
    long factory =
        effect.along().stream().filter(identity -> identity.certificate().isEmpty()).count();
    return texts.effectAlong(effect.devices(), certificates, factory);
  }

  private String others(Effect effect) {
    String others =
        effect.others().stream()
            .filter(this::isStillGood)
            .map(identity -> identity.lfdi().display())
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? texts.effectNoOthers() : texts.effectOthers(others);
  }

  private boolean isStillGood(Identity identity) {
    return identity.state() == LfdiState.ALLOWED
        && identity.notAfter().filter(end -> !end.isAfter(now)).isEmpty()
        && identity
            .certificate()
            .map(certificates::stateOf)
            .filter(
                state ->
                    state == CertificateRegister.State.REVOKED
                        || state == CertificateRegister.State.HELD)
            .isEmpty();
  }

  private static String display(Target target) {
    return target instanceof Target.OfLfdi(Lfdi lfdi) ? lfdi.display() : target.toString();
  }

  /// Sixteen characters, with the dash after them: so much stays on one line of a phone.
  static List<String> inParts(String name) {
    return List.of(name.split("(?<=\\G.{20})"));
  }

  private static String shortened(String id) {
    return id.length() <= SHORT_ID ? id : "…" + id.substring(id.length() - SHORT_ID);
  }
}
