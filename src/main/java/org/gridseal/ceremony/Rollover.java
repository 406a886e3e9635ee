package org.gridseal.ceremony;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.AuthorityRequest;
import org.gridseal.authority.CertificateProfile.Attribute;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.Stage;
import org.gridseal.authority.Subject;
import org.gridseal.ceremony.CeremonyRecord.Act;
import org.gridseal.ceremony.CeremonyRecord.Reached;
import org.gridseal.ceremony.Records.MadeCertificate;

/// One generation takes over from another: a new root beside the old, the switch, the end. The new
/// generation of a CA below a root is begun like the first one, with a request.
public final class Rollover {
  private final Means means;
  private final Records records;
  private final AuthorityFolder folder;

  public Rollover(Ceremonies ceremonies) {
    this.means = ceremonies.means();
    this.records = new Records(means);
    this.folder = ceremonies.folder();
  }

  /// Makes the next root and what leads from either to the other (NewWithOld and OldWithNew, RFC
  /// 4210 §4.4.1). It signs nothing else yet. Its name has the next number: where two roots share a
  /// name, the platform's path builder loses its way between them (docs/decisions/0024).
  ///
  /// @throws RefusedCeremonyException if there is no root whose key is here, or a next one is
  ///   prepared already
  public SignedRecord startRoot(SignatureAlgorithm algorithm, Statement statement) {
    try (var change = folder.begin()) {
      FolderState state = folder.state();
      CertificationAuthority old = means.issuing(state, Ceremonies.ROOT);
      if (state.at(Ceremonies.ROOT, Stage.prepared).isPresent()) {
        throw new RefusedCeremonyException("the next root is prepared already; switch to it first");
      }
      AuthorityName name = state.next(Ceremonies.ROOT);
      CertificationAuthority root =
          means.newRoot(name, numbered(name, old.certificate()), algorithm);
      var oldName = AuthorityName.parse(old.shortName());
      List<MadeCertificate> made =
          List.of(
              Records.made(name, root.certificate()),
              new MadeCertificate(
                  new CrossName(name, oldName).toString(), old.certifyRoot(root.certificate())),
              new MadeCertificate(
                  new CrossName(oldName, name).toString(), root.certifyRoot(old.certificate())));
      means.attach(root);
      made.forEach(each -> change.put(each.name(), each.certificate()));
      SignedRecord record =
          records.signed(
              state,
              Act.established,
              root,
              statement,
              List.of(),
              List.of(new Reached(name.toString(), Stage.prepared)),
              made);
      FolderState next =
          state
              .with(name, Stage.prepared, record.record().at())
              .withCross(made.stream().skip(1).map(MadeCertificate::name).toList());
      change.commit(records.recorded(next, record, change));
      return record;
    }
  }

  private static Subject numbered(AuthorityName name, X509Certificate old) {
    Map<Attribute, String> attributes = AuthorityRequest.subjectOf(old).attributes();
    return Subject.authority(
        attributes.getOrDefault(Attribute.O, ""),
        attributes.getOrDefault(Attribute.CN, ""),
        Integer.toString(name.generation()));
  }

  /// From now on the prepared generation of a line signs, and the one before answers only.
  ///
  /// @throws RefusedCeremonyException if none is prepared, or its key is not here
  public SignedRecord switchOver(String line, Statement statement) {
    try (var change = folder.begin()) {
      FolderState state = folder.state();
      AuthorityName next =
          state
              .at(line, Stage.prepared)
              .map(FolderState.Generation::authority)
              .orElseThrow(
                  () -> new RefusedCeremonyException("no generation of " + line + " is prepared"));
      List<Reached> stages = new ArrayList<>();
      stages.add(new Reached(next.toString(), Stage.issuing));
      state.at(line, Stage.issuing).ifPresent(old -> stages.add(retiring(old.name())));
      SignedRecord record =
          records.signed(
              state,
              Act.switched,
              means.open(next),
              statement,
              List.of(),
              stages,
              List.of(Records.made(next, folder.certificate(next))));
      change.commit(records.recorded(reached(state, record.record()), record, change));
      return record;
    }
  }

  private static Reached retiring(String name) {
    return new Reached(name, Stage.retiring);
  }

  /// The state after what a record says was reached.
  static FolderState reached(FolderState state, CeremonyRecord record) {
    FolderState next = state;
    for (Reached each : record.stages()) {
      AuthorityName name = AuthorityName.parse(each.name());
      next = next.with(name, each.stage(), record.at());
      if (each.stage() == Stage.retired) {
        next = next.withoutCross(name);
      }
    }
    return next;
  }

  /// Ends the oldest generation of a line that does not sign any more: nobody is to trust it, and
  /// it answers for nothing.
  ///
  /// @param anyway though certificates of it may still be good; whoever has one is cut off
  /// @throws RefusedCeremonyException if none is retiring, or certificates of it may still be good
  public SignedRecord retire(String line, boolean anyway, Statement statement) {
    try (var change = folder.begin()) {
      FolderState state = folder.state();
      FolderState.Generation old =
          state.line(line).stream()
              .filter(each -> each.stage() == Stage.retiring)
              .findFirst()
              .orElseThrow(
                  () -> new RefusedCeremonyException("no generation of " + line + " is retiring"));
      requireEnd(state, old, anyway);
      SignedRecord record =
          records.signed(
              state,
              Act.retired,
              means.issuing(state, line),
              statement,
              List.of(),
              List.of(new Reached(old.name(), Stage.retired)),
              List.of(Records.made(old.authority(), folder.certificate(old.authority()))));
      change.commit(records.recorded(reached(state, record.record()), record, change));
      return record;
    }
  }

  private void requireEnd(FolderState state, FolderState.Generation old, boolean anyway) {
    X509Certificate certificate = folder.certificate(old.authority());
    List<String> below =
        old.authority().line().equals(Ceremonies.ROOT)
            ? Acceptance.dependingOn(certificate, folder, state)
            : List.of();
    if (!below.isEmpty()) {
      throw new RefusedCeremonyException(
          "%s has certified %s; that ends first".formatted(old.name(), String.join(", ", below)));
    }
    Instant end = lastEnd(old);
    if (!anyway && end.isAfter(means.now())) {
      throw new RefusedCeremonyException(
          "certificates of %s may be good until %s; wait, or cut them off knowingly"
              .formatted(old.name(), end));
    }
  }

  /// When the last certificate that a generation can have signed runs out, by the longest life that
  /// a profile of its line allows.
  ///
  /// @param generation one that signs no more
  public Instant lastEnd(FolderState.Generation generation) {
    Instant own = folder.certificate(generation.authority()).getNotAfter().toInstant();
    Instant last =
        means.issuedBy(generation.authority().line()).stream()
            .filter(profile -> !profile.isAuthority())
            .map(profile -> after(generation.since(), profile.validity().maximum()))
            .max(Instant::compareTo)
            .orElse(generation.since());
    return last.isBefore(own) ? last : own;
  }

  private static Instant after(Instant from, Period life) {
    return from.atOffset(ZoneOffset.UTC).plus(life).toInstant();
  }
}
