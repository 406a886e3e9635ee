package org.gridseal.headend;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.gridseal.audit.Event;
import org.gridseal.audit.PlacedEvent;
import org.gridseal.audit.PlacedEvents;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.Sql;
import org.gridseal.headend.Change.Kind;
import org.gridseal.headend.ChangeRows.Due;
import org.gridseal.headend.ChangeRows.Ended;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;

/// Makes changes from the audit log (docs/decisions/0032), a piece at a time, each in one
/// transaction of the caller: the changes, their places, and how far the log has been read.
///
/// So nobody who does something has to tell head-ends of it, nothing that happened goes untold, and
/// nothing is told twice, whenever a replica dies. Of several replicas one works at a time; the
/// others find the row taken, and nothing to do.
final class Derivation {
  private static final String TAKE =
      """
      SELECT log_place, last_change, ended_due, ended_place FROM head_end_progress
      FOR UPDATE SKIP LOCKED
      """;

  private static final String MOVE =
      """
      UPDATE head_end_progress
      SET log_place = ?, last_change = ?, ended_due = ?, ended_place = ?
      """;

  private final Sql sql;
  private final PlacedEvents log;
  private final Subjects subjects;
  private final ChangeRows rows;

  /// @param database whose connections take part in the transaction of the calling thread
  Derivation(DataSource database) {
    this.sql = new Sql(database);
    this.log = new PlacedEvents(database);
    this.subjects = new Subjects(sql);
    this.rows = new ChangeRows(sql);
  }

  /// Tells what has come into the log, up to 256 events of it, and which overlaps are over.
  ///
  /// @return whether there may be more to tell
  boolean step(Instant now) {
    Optional<Progress> taken = sql.first(TAKE, Progress::of);
    if (taken.isEmpty()) {
      return false;
    }
    Progress before = taken.get();
    List<PlacedEvent> events = log.from(before.logPlace());
    List<Change> changes = new ArrayList<>(changes(events));
    List<Ended> ended = rows.ended(before.ended(), now);
    ended.forEach(end -> changes.add(end.change()));
    if (events.isEmpty() && changes.isEmpty()) {
      return false;
    }
    Due reached = ended.isEmpty() ? before.ended() : ended.getLast().due();
    rows.write(changes, before.lastChange(), reached);
    sql.write(
        MOVE,
        before.logPlace() + events.size(),
        before.lastChange() + changes.size(),
        reached.at(),
        reached.place());
    return true;
  }

  private List<Change> changes(List<PlacedEvent> events) {
    Map<SerialNumber, Subject> certificates =
        subjects.certificates(
            events.stream().flatMap(event -> serialOf(event.event()).stream()).distinct().toList());
    Set<Told> told = new HashSet<>();
    return events.stream()
        .flatMap(event -> changes(event, certificates))
        // Of a device that was given an identity and approved in the same piece.
        .filter(change -> change.kind() != Kind.AUTHORISED || told.add(Told.of(change)))
        .toList();
  }

  private static Optional<SerialNumber> serialOf(Event event) {
    return switch (event) {
      case Event.CertificateIssued issued -> Optional.of(issued.serialNumber());
      case Event.CertificateRevoked revoked -> Optional.of(revoked.serialNumber());
      case Event.CertificateHeld held -> Optional.of(held.serialNumber());
      case Event.CertificateReleased released -> Optional.of(released.serialNumber());
      default -> Optional.empty();
    };
  }

  /// The one place that knows which events head-ends care about: a new kind of event is refused by
  /// the compiler until it stands here.
  private Stream<Change> changes(PlacedEvent placed, Map<SerialNumber, Subject> certificates) {
    Instant at = placed.at();
    return switch (placed.event()) {
      case Event.CertificateIssued issued ->
          of(certificates, issued.serialNumber(), subject -> subject.issued(at));
      case Event.CertificateRevoked revoked ->
          of(
              certificates,
              revoked.serialNumber(),
              subject -> subject.became(Kind.REVOKED, at, Optional.of(revoked.reason().name())));
      case Event.CertificateHeld held ->
          of(certificates, held.serialNumber(), subject -> subject.became(Kind.SUSPENDED, at));
      case Event.CertificateReleased released ->
          of(certificates, released.serialNumber(), subject -> subject.became(Kind.RESTORED, at))
              .filter(this::isLetIn);
      case Event.LfdiDecided decided -> decided(decided, at);
      case Event.SiteDecided decided ->
          decided(subjects.heldAt(decided.site(), at), decided.state(), decided.reason(), at);
      case Event.DeviceDecided decided ->
          decided(subjects.heldBy(decided.device(), at), decided.state(), decided.reason(), at);
      case Event.SiteApproved approved ->
          subjects.registeredAt(approved.site()).stream().map(subject -> subject.issued(at));
      case Event.VirtualIdentityAssigned assigned ->
          subjects.registeredAs(assigned.device()).stream().map(subject -> subject.issued(at));
      case Event.AuthorityEstablished _,
          Event.CeremonyHeld _,
          Event.ResponderIntended _,
          Event.ResponderCertified _,
          Event.ManufacturerProposed _,
          Event.ManufacturerSuccessorProposed _,
          Event.ManufacturerTrusted _,
          Event.ManufacturerDeclined _,
          Event.ManufacturerRetired _,
          Event.PolicyKept _,
          Event.PolicyProposed _,
          Event.PolicyAgreed _,
          Event.PolicyEnacted _,
          Event.RegistrationSubmitted _,
          Event.ReviewApproved _,
          Event.RegistrationReturned _,
          Event.RegistrationRefused _,
          Event.OneTimeCodeIssued _,
          Event.OneTimeCodeWithdrawn _,
          Event.EnrollmentRefused _,
          Event.IssuanceIntended _,
          Event.MeasureProposed _,
          Event.MeasureAgreed _,
          Event.MeasureDropped _,
          // Nobody in the register has it, so no head-end was told to let it in.
          Event.StrangerDecided _,
          Event.WebhookAdded _,
          Event.WebhookRemoved _,
          Event.WebhookReplayed _,
          Event.WebhookSecretRotated _,
          Event.EnterpriseNumberAssigned _,
          Event.RevocationListIssued _ ->
          Stream.empty();
    };
  }

  /// What people decided about an LFDI. One that is allowed again may be kept out for another
  /// reason, which was told when it came.
  private Stream<Change> decided(Event.LfdiDecided decided, Instant at) {
    Kind kind = kindOf(decided.state());
    return subjects
        .decided(decided.measure(), decided.device())
        .map(subject -> subject.became(kind, at, Optional.of(decided.reason())))
        .filter(change -> kind != Kind.RESTORED || isLetIn(change))
        .stream();
  }

  private boolean isLetIn(Change change) {
    return !subjects.isKeptOut(change.lfdi()) && !subjects.isClosed(change.device());
  }

  /// What people decided about a site or a device. Its certificates were revoked, held and released
  /// with it, which their own events tell; this is about its other identities.
  private Stream<Change> decided(
      List<Subject> identities, String state, String reason, Instant at) {
    Kind kind = kindOf(state);
    return identities.stream()
        .filter(subject -> !subjects.isKeptOut(subject.lfdi()))
        .map(subject -> subject.became(kind, at, Optional.of(reason)))
        .filter(change -> kind != Kind.RESTORED || isLetIn(change));
  }

  private static Kind kindOf(String state) {
    return switch (state) {
      case "ALLOWED", "APPROVED" -> Kind.RESTORED;
      case "SUSPENDED" -> Kind.SUSPENDED;
      case "DENIED" -> Kind.DENIED;
      case "RETIRED" -> Kind.RETIRED;
      default -> throw new IllegalStateException("the log has an unknown state of an identity");
    };
  }

  private static Stream<Change> of(
      Map<SerialNumber, Subject> certificates,
      SerialNumber serialNumber,
      Function<Subject, Change> change) {
    return Optional.ofNullable(certificates.get(serialNumber)).map(change).stream();
  }

  private record Told(DeviceId device, Lfdi lfdi) {
    static Told of(Change change) {
      return new Told(change.device(), change.lfdi());
    }
  }

  private record Progress(long logPlace, long lastChange, Due ended) {
    static Progress of(ResultSet row) throws SQLException {
      return new Progress(
          row.getLong(1), row.getLong(2), new Due(Sql.instant(row, 3), row.getLong(4)));
    }
  }
}
