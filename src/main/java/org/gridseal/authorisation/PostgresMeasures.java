package org.gridseal.authorisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.gridseal.authorisation.Measure.Agreement;
import org.gridseal.authorisation.Measure.End;
import org.gridseal.authorisation.Measure.Outcome;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.Sql;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;

/// Measures in PostgreSQL, insert-only.
public final class PostgresMeasures implements Measures {
  /// The four letters of "take", as one half of a number nobody else will lock.
  private static final int LOCK = 0x74616b65;

  private static final int MOST = 100;

  private static final String ADD =
      """
      INSERT INTO measure (id, %s, act, reason, proposed_by, proposed_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """;

  private static final String AGREE =
      """
      INSERT INTO measure_agreement (measure, ordinal, person, roles, agreed_at)
      VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;

  private static final String END =
      """
      INSERT INTO measure_end (measure, outcome, ended_by, ended_at)
      VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;

  /// A row for each agreement; those of one measure stand together, in their order.
  private static final String SELECT =
      """
      SELECT m.id, m.serial_number, m.lfdi, m.act, m.reason, m.proposed_at, a.person, a.roles,
        a.agreed_at, e.outcome, e.ended_by, e.ended_at, m.device_id, m.site_id
      FROM (SELECT * FROM measure WHERE %s ORDER BY id DESC LIMIT %d) m
      JOIN measure_agreement a ON a.measure = m.id
      LEFT JOIN measure_end e ON e.measure = m.id
      ORDER BY m.id DESC, a.ordinal
      """;

  private static final String ONE = SELECT.formatted("id = ?", 1);

  private static final String OPEN =
      SELECT.formatted(
          "NOT EXISTS (SELECT FROM measure_end WHERE measure_end.measure = measure.id)", MOST);

  private final Sql sql;

  /// @param database whose connections take part in the transaction of the calling thread
  public PostgresMeasures(DataSource database) {
    this.sql = new Sql(database);
  }

  /// Two targets may have the same 32 bits; they then wait for each other, and that is all.
  @Override
  public void lock(Target target) {
    sql.first(
        "SELECT pg_advisory_xact_lock(?, ?)", row -> true, LOCK, target.toString().hashCode());
  }

  private static Key keyOf(Target target) {
    return switch (target) {
      case Target.OfCertificate(SerialNumber serialNumber) ->
          new Key("serial_number", serialNumber.octets());
      case Target.OfLfdi(Lfdi lfdi) -> new Key("lfdi", lfdi.bytes());
      case Target.OfDevice(DeviceId device) -> new Key("device_id", device.value());
      case Target.OfSite(SiteId site) -> new Key("site_id", site.value());
    };
  }

  /// The column that names a target, and what stands there.
  private record Key(String column, Object value) {}

  @Override
  public void add(Measure measure) {
    Key key = keyOf(measure.target());
    sql.write(
        ADD.formatted(key.column()),
        measure.id(),
        key.value(),
        measure.act().name(),
        measure.reason(),
        measure.proposedBy(),
        measure.proposedAt());
    agree(measure.id(), 1, measure.agreements().getFirst());
  }

  @Override
  public boolean agree(UUID measure, int ordinal, Agreement agreement) {
    String roles = agreement.roles().stream().sorted().collect(Collectors.joining(" "));
    return sql.write(AGREE, measure, ordinal, agreement.person(), roles, agreement.at()) == 1;
  }

  @Override
  public boolean end(UUID measure, End end) {
    return sql.write(END, measure, end.outcome().name(), end.by(), end.at()) == 1;
  }

  @Override
  public Optional<Measure> find(UUID id) {
    return gathered(sql.all(ONE, PostgresMeasures::read, id)).stream().findFirst();
  }

  @Override
  public List<Measure> open() {
    return gathered(sql.all(OPEN, PostgresMeasures::read));
  }

  @Override
  public List<Measure> about(Target target) {
    Key key = keyOf(target);
    String query = SELECT.formatted(key.column() + " = ?", MOST);
    return gathered(sql.all(query, PostgresMeasures::read, key.value()));
  }

  private static List<Measure> gathered(List<Measure> rows) {
    Map<UUID, Measure> all = new LinkedHashMap<>();
    rows.forEach(
        row -> all.merge(row.id(), row, (one, other) -> one.with(other.agreements().getFirst())));
    return List.copyOf(all.values());
  }

  /// A measure with one of its agreements.
  private static Measure read(ResultSet row) throws SQLException {
    return new Measure(
        row.getObject(1, UUID.class),
        targetOf(row),
        Act.valueOf(row.getString(4)),
        row.getString(5),
        Sql.instant(row, 6),
        List.of(new Agreement(row.getString(7), rolesIn(row.getString(8)), Sql.instant(row, 9))),
        endOf(row));
  }

  private static Target targetOf(ResultSet row) throws SQLException {
    byte[] serialNumber = row.getBytes(2);
    if (serialNumber != null) {
      return new Target.OfCertificate(SerialNumber.ofOctets(serialNumber));
    }
    byte[] lfdi = row.getBytes(3);
    if (lfdi != null) {
      return new Target.OfLfdi(Lfdi.of(lfdi));
    }
    UUID device = row.getObject(13, UUID.class);
    return device == null
        ? new Target.OfSite(new SiteId(row.getObject(14, UUID.class)))
        : new Target.OfDevice(new DeviceId(device));
  }

  private static Set<String> rolesIn(String text) {
    return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
  }

  private static Optional<End> endOf(ResultSet row) throws SQLException {
    String outcome = row.getString(10);
    if (outcome == null) {
      return Optional.empty();
    }
    Instant at = Sql.instant(row, 12);
    return Optional.of(new End(Outcome.valueOf(outcome), row.getString(11), at));
  }
}
