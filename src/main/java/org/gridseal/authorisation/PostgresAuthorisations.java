package org.gridseal.authorisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.gridseal.authorisation.Identities.Shown;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.Sql;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;

/// What was decided about LFDIs, in PostgreSQL, insert-only; and what else changed.
public final class PostgresAuthorisations implements Authorisations {
  /// The eight letters of "lfdimove", as a number nobody else will lock.
  private static final long LOCK = 0x6c6664696d6f7665L;

  /// Held until the commit, so that positions are seen in their order.
  private static final String ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(" + LOCK + ")";

  private static final String DECIDE =
      """
      INSERT INTO lfdi_authorisation (lfdi, step, state, reason, measure, decided_by, decided_at)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;

  private static final String HISTORY =
      """
      SELECT step, state, reason, measure, decided_by, decided_at FROM lfdi_authorisation
      WHERE lfdi = ? ORDER BY step DESC LIMIT 100
      """;

  private static final String AT =
      """
      SELECT state FROM lfdi_authorisation
      WHERE lfdi = ? AND decided_at <= ? ORDER BY step DESC LIMIT 1
      """;

  private static final int HOLD = 6;

  private static final int RELEASE = 8;

  private static final String KEPT_BY_DECISION =
      """
      SELECT lfdi, state FROM (
        SELECT DISTINCT ON (lfdi) lfdi, state FROM lfdi_authorisation
        WHERE lfdi = ANY (?::bytea[]) ORDER BY lfdi, step DESC) last
      WHERE state <> 'ALLOWED'
      """;

  /// 8 is the release of a hold (RFC 5280 §5.3.1, removeFromCRL).
  private static final String KEPT_BY_CERTIFICATE =
      """
      SELECT c.lfdi, r.reason FROM certificate c
      JOIN LATERAL last_revocation(c.serial_number) r ON r.reason <> 8
      WHERE c.lfdi = ANY (?::bytea[])
      """;

  private static final String HEAD =
      """
      SELECT coalesce((SELECT max(position) FROM revocation), 0),
        coalesce((SELECT max(position) FROM lfdi_authorisation), 0),
        coalesce((SELECT max(position) FROM site_change), 0)
      """;

  private static final String LFDIS_SINCE =
      """
      SELECT position, decided_at, lfdi, state FROM lfdi_authorisation
      WHERE position > ? ORDER BY position LIMIT ?
      """;

  private static final String CERTIFICATES_SINCE =
      """
      SELECT r.position, r.revoked_at, c.lfdi, r.serial_number, r.reason FROM (
        SELECT * FROM revocation WHERE position > ? ORDER BY position LIMIT ?) r
      JOIN certificate c ON c.serial_number = r.serial_number ORDER BY r.position
      """;

  private static final String SITES_SINCE =
      """
      SELECT c.position, c.changed_at, c.site_id, s.state, d.id, d.suspended OR d.released FROM (
        SELECT * FROM site_change WHERE position > ? ORDER BY position LIMIT ?) c
      JOIN site s ON s.id = c.site_id LEFT JOIN device d ON d.id = c.device_id
      ORDER BY c.position
      """;

  private final Sql sql;
  private final Identities identities;

  /// @param database whose connections take part in the transaction of the calling thread
  public PostgresAuthorisations(DataSource database, Identities identities) {
    this.sql = new Sql(database);
    this.identities = identities;
  }

  @Override
  public LfdiState stateOf(Lfdi lfdi, Instant at) {
    return sql.first(AT, row -> LfdiState.valueOf(row.getString(1)), lfdi.bytes(), at)
        .orElse(LfdiState.ALLOWED);
  }

  @Override
  public List<Decided> historyOf(Lfdi lfdi) {
    return sql.all(HISTORY, PostgresAuthorisations::decided, (Object) lfdi.bytes());
  }

  @Override
  public boolean decide(Lfdi lfdi, Decided decision) {
    // A statement of its own: the next one then sees what whoever held the lock has committed.
    sql.first(ONE_AT_A_TIME, row -> true);
    return sql.write(
            DECIDE,
            lfdi.bytes(),
            decision.step(),
            decision.state().name(),
            decision.reason(),
            decision.measure(),
            decision.by(),
            decision.at())
        == 1;
  }

  @Override
  public Map<Lfdi, Standing> standingsOf(Collection<Shown> shown) {
    Sql.Column lfdis = Sql.column("bytea", List.copyOf(shown), one -> one.lfdi().bytes());
    Map<Lfdi, Why> whys = new HashMap<>();
    sql.all(KEPT_BY_CERTIFICATE, PostgresAuthorisations::keptByCertificate, lfdis)
        .forEach(one -> whys.put(one.getKey(), one.getValue()));
    // Over those, because what people decided about the LFDI comes first.
    sql.all(KEPT_BY_DECISION, PostgresAuthorisations::keptByDecision, lfdis)
        .forEach(one -> whys.put(one.getKey(), one.getValue()));
    Map<Lfdi, Holder> holders = identities.holdersOf(shown);
    Map<Lfdi, Standing> standings = new HashMap<>();
    shown.forEach(
        one ->
            standings.put(
                one.lfdi(),
                standing(
                    Optional.ofNullable(holders.get(one.lfdi())),
                    Optional.ofNullable(whys.get(one.lfdi())))));
    return standings;
  }

  private static Standing standing(Optional<Holder> holder, Optional<Why> why) {
    return why.or(() -> holder.filter(it -> !it.isLetIn()).map(it -> Why.SITE_CLOSED))
        .<Standing>map(it -> new Standing.KeptOut(holder, it))
        .orElseGet(
            () -> holder.<Standing>map(Standing.Authorised::new).orElseGet(Standing.Stranger::new));
  }

  private static Map.Entry<Lfdi, Why> keptByDecision(ResultSet row) throws SQLException {
    return Map.entry(
        Lfdi.of(row.getBytes(1)),
        LfdiState.valueOf(row.getString(2)) == LfdiState.DENIED
            ? Why.LFDI_DENIED
            : Why.LFDI_SUSPENDED);
  }

  private static Map.Entry<Lfdi, Why> keptByCertificate(ResultSet row) throws SQLException {
    return Map.entry(
        Lfdi.of(row.getBytes(1)),
        row.getInt(2) == HOLD ? Why.CERTIFICATE_HELD : Why.CERTIFICATE_REVOKED);
  }

  @Override
  public Cursor head() {
    return sql.first(HEAD, row -> new Cursor(row.getLong(1), row.getLong(2), row.getLong(3)))
        .orElseThrow();
  }

  @Override
  public Changes since(Cursor cursor, int limit) {
    List<At> certificates =
        sql.all(
            CERTIFICATES_SINCE, PostgresAuthorisations::certificate, cursor.certificates(), limit);
    List<At> lfdis = sql.all(LFDIS_SINCE, PostgresAuthorisations::lfdi, cursor.lfdis(), limit);
    List<At> sites = sql.all(SITES_SINCE, PostgresAuthorisations::site, cursor.sites(), limit);
    List<Change> changes = new ArrayList<>();
    List.of(certificates, lfdis, sites)
        .forEach(all -> all.forEach(one -> changes.add(one.change())));
    var next =
        new Cursor(
            last(certificates, cursor, Cursor::certificates),
            last(lfdis, cursor, Cursor::lfdis),
            last(sites, cursor, Cursor::sites));
    boolean more = certificates.size() == limit || lfdis.size() == limit || sites.size() == limit;
    return new Changes(changes, next, more);
  }

  private static long last(List<At> read, Cursor before, ToLongFunction<Cursor> position) {
    return read.isEmpty() ? position.applyAsLong(before) : read.getLast().position();
  }

  /// A change and its place in its history.
  private record At(long position, Change change) {}

  private static At lfdi(ResultSet row) throws SQLException {
    return new At(
        row.getLong(1),
        new Change.OfLfdi(
            Lfdi.of(row.getBytes(3)), LfdiState.valueOf(row.getString(4)), Sql.instant(row, 2)));
  }

  private static At certificate(ResultSet row) throws SQLException {
    return new At(
        row.getLong(1),
        new Change.OfCertificate(
            SerialNumber.ofOctets(row.getBytes(4)),
            Lfdi.of(row.getBytes(3)),
            row.getInt(5) == RELEASE,
            Sql.instant(row, 2)));
  }

  private static At site(ResultSet row) throws SQLException {
    Instant at = Sql.instant(row, 2);
    UUID device = row.getObject(5, UUID.class);
    Change change =
        device == null
            ? new Change.OfSite(
                new SiteId(row.getObject(3, UUID.class)),
                SiteState.valueOf(row.getString(4)) == SiteState.APPROVED,
                at)
            : new Change.OfDevice(new DeviceId(device), !row.getBoolean(6), at);
    return new At(row.getLong(1), change);
  }

  private static Decided decided(ResultSet row) throws SQLException {
    return new Decided(
        row.getInt(1),
        LfdiState.valueOf(row.getString(2)),
        row.getString(3),
        row.getObject(4, UUID.class),
        row.getString(5),
        Sql.instant(row, 6));
  }
}
