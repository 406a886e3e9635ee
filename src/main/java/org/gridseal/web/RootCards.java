package org.gridseal.web;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gridseal.enrollment.ManufacturerRoot;
import org.gridseal.enrollment.ManufacturerRoot.Act;
import org.gridseal.enrollment.ManufacturerRoot.State;
import org.gridseal.enrollment.TrustedManufacturers;

/// The manufacturers' roots in words, for one reader.
///
/// @param all every root, for the names of predecessors and successors
/// @param reader the subject of who looks, who is called "you"
/// @param decides whether this person may confirm and retire
record RootCards(
    List<ManufacturerRoot> all, String reader, boolean decides, ManufacturerTexts texts) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /// What stands for "never" (RFC 5280 §4.1.2.5).
  private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

  /// What of somebody's id tells people apart.
  private static final int SHORT_ID = 8;

  List<RootCard> in(State state) {
    return all.stream().filter(root -> root.state() == state).map(this::card).toList();
  }

  /// Those that a new root can take over from.
  List<Choices.Option> predecessors() {
    List<Choices.Option> options = new ArrayList<>();
    options.add(new Choices.Option("", texts.noPredecessor()));
    all.stream()
        .filter(root -> root.state() == State.TRUSTED)
        .map(root -> new Choices.Option(root.fingerprint().toString(), label(root)))
        .forEach(options::add);
    return options;
  }

  private RootCard card(ManufacturerRoot root) {
    boolean mine = root.isAddedBy(reader);
    boolean waits = root.state() == State.PROPOSED;
    return new RootCard(
        "root-" + root.fingerprint(),
        "/pages/manufacturers/" + root.fingerprint(),
        root.root().name(),
        tone(root.state()),
        status(root),
        inParts(root.fingerprint().display()),
        facts(root),
        decides && waits && mine,
        decides && waits && !mine,
        decides && root.state() != State.RETIRED ? retire(root) : null,
        effects(root));
  }

  /// Eight octets, with the colon after them: so much stays on one line of a phone.
  private static List<String> inParts(String fingerprint) {
    return List.of(fingerprint.split("(?<=\\G.{24})"));
  }

  private static String tone(State state) {
    return switch (state) {
      case PROPOSED -> "turn";
      case TRUSTED -> "good";
      case RETIRED -> "plain";
    };
  }

  private String status(ManufacturerRoot root) {
    return switch (root.state()) {
      case PROPOSED -> texts.proposed();
      case TRUSTED -> texts.trusted();
      case RETIRED -> root.confirmed().isPresent() ? texts.retired() : texts.declined();
    };
  }

  private String retire(ManufacturerRoot root) {
    return root.state() == State.PROPOSED ? texts.decline() : texts.retire();
  }

  private List<Fact> facts(ManufacturerRoot root) {
    X509Certificate certificate = root.root().certificate();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(texts.subject(), certificate.getSubjectX500Principal().toString()));
    facts.add(new Fact(texts.signedBy(), signer(certificate)));
    facts.add(new Fact(texts.key(), KeyText.of(certificate.getPublicKey())));
    facts.add(new Fact(texts.valid(), validity(certificate)));
    facts.add(new Fact(texts.vouches(), root.root().attested() ? texts.attested() : texts.plain()));
    predecessorOf(root).ifPresent(old -> facts.add(new Fact(texts.succeeds(), label(old))));
    successorOf(root).ifPresent(next -> facts.add(new Fact(texts.successor(), label(next))));
    facts.add(new Fact(texts.added(), told(root.added())));
    root.confirmed().ifPresent(act -> facts.add(new Fact(texts.confirmed(), told(act))));
    root.retired().ifPresent(act -> facts.add(new Fact(texts.ended(), told(act))));
    return facts;
  }

  private String signer(X509Certificate certificate) {
    return TrustedManufacturers.isSelfSigned(certificate)
        ? texts.itself()
        : certificate.getIssuerX500Principal().toString();
  }

  private String validity(X509Certificate certificate) {
    String from = DAY.format(certificate.getNotBefore().toInstant());
    Instant end = certificate.getNotAfter().toInstant();
    return end.equals(NEVER) ? texts.endless(from) : texts.period(from, DAY.format(end));
  }

  private List<String> effects(ManufacturerRoot root) {
    if (root.state() != State.TRUSTED) {
      return List.of();
    }
    boolean succeeded = successorOf(root).isPresent();
    return List.of(
        texts.effectNew(),
        succeeded ? texts.effectSuccessor() : texts.effectAlone(),
        texts.effectOld(),
        texts.effectBack());
  }

  private Optional<ManufacturerRoot> predecessorOf(ManufacturerRoot root) {
    return root.succeeds()
        .flatMap(old -> all.stream().filter(other -> other.fingerprint().equals(old)).findFirst());
  }

  private Optional<ManufacturerRoot> successorOf(ManufacturerRoot root) {
    return all.stream()
        .filter(other -> other.state() == State.TRUSTED)
        .filter(other -> other.succeeds().filter(root.fingerprint()::equals).isPresent())
        .findFirst();
  }

  /// `Example Power, 3E:4F:45:AB…`.
  private static String label(ManufacturerRoot root) {
    return root.root().name() + ", " + root.fingerprint().display().substring(0, 11) + "…";
  }

  private String told(Act act) {
    String when = Amounts.of(act.at());
    return act.by().equals(reader) ? texts.byYou(when) : texts.by(shortened(act.by()), when);
  }

  /// The end of an id: ids that sort by time begin alike.
  private static String shortened(String id) {
    return id.length() <= SHORT_ID ? id : "…" + id.substring(id.length() - SHORT_ID);
  }
}
