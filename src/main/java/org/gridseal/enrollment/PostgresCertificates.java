package org.gridseal.enrollment;

import static org.gridseal.database.Sql.column;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.gridseal.authority.RecordedDraft;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.Sql;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.gridseal.x509.SubjectKey;
import org.jspecify.annotations.Nullable;

/// Certificates in PostgreSQL, insert-only; a method is one round trip, however many it writes, and
/// keeping certificates two.
public final class PostgresCertificates implements Certificates {
  private static final String COLUMNS =
      """
      SELECT i.serial_number, i.device_id, d.site_id, f.profile, f.authority, i.predecessor,
        i.draft, c.signature, c.issued_at, i.generation, i.intended_at,
        coalesce(r.reason <> 8, false), f.id, f.to_be_signed
      FROM issuance_intent i
      JOIN device d ON d.id = i.device_id
      JOIN draft_form f ON f.id = i.form
      """;

  /// 8 is the release of a hold (RFC 5280 §5.3.1, removeFromCRL).
  private static final String REVOKED =
      "LEFT JOIN LATERAL last_revocation(i.serial_number) r ON true ";

  private static final String CERTIFICATE =
      COLUMNS + "JOIN certificate c ON c.serial_number = i.serial_number " + REVOKED;

  private static final String BY_SERIAL = CERTIFICATE + "WHERE i.serial_number = ?";

  private static final String BY_DEVICE =
      CERTIFICATE + "WHERE i.device_id = ? ORDER BY c.issued_at DESC";

  private static final String PROGRESS =
      COLUMNS
          + "LEFT JOIN certificate c ON c.serial_number = i.serial_number "
          + REVOKED
          + "WHERE i.key_fingerprint = ? ORDER BY i.generation DESC LIMIT 1";

  private static final String INTEND =
      """
      INSERT INTO issuance_intent (serial_number, device_id, form, key_fingerprint, generation,
        predecessor, draft, intended_at)
      SELECT * FROM unnest(?::bytea[], ?::uuid[], ?::int2[], ?::bytea[], ?::int[], ?::bytea[],
        ?::bytea[], ?::timestamptz[])
      ON CONFLICT DO NOTHING RETURNING serial_number
      """;

  private static final String IS_REVOKED = "SELECT FROM last_revocation(?) WHERE reason <> 8";

  private final Sql sql;
  private final DraftForms forms;
  private final CertificateRows rows;

  /// @param database whose connections take part in the transaction of the calling thread
  public PostgresCertificates(DataSource database) {
    this.sql = new Sql(database);
    this.forms = new DraftForms(sql);
    this.rows = new CertificateRows(sql);
  }

  @Override
  public Progress progress(SubjectKey key) {
    return sql.first(PROGRESS, row -> progressOf(row, key), (Object) key.fingerprint())
        .orElseGet(Progress.None::new);
  }

  private static Progress progressOf(ResultSet row, SubjectKey key) throws SQLException {
    return row.getBytes(8) == null
        ? new Progress.Intended(intentOf(row, key))
        : new Progress.Issued(keptOf(row), row.getInt(10), row.getBoolean(12));
  }

  private static Intent intentOf(ResultSet row, SubjectKey key) throws SQLException {
    return new Intent(
        new DeviceId(row.getObject(2, UUID.class)),
        new SiteId(row.getObject(3, UUID.class)),
        row.getString(4),
        row.getString(5),
        key,
        row.getInt(10),
        predecessorOf(row),
        draftOf(row),
        Sql.instant(row, 11));
  }

  private static KeptCertificate keptOf(ResultSet row) throws SQLException {
    return new KeptCertificate(
        new DeviceId(row.getObject(2, UUID.class)),
        new SiteId(row.getObject(3, UUID.class)),
        row.getString(4),
        row.getString(5),
        predecessorOf(row),
        draftOf(row).signed(row.getBytes(8)),
        Sql.instant(row, 9));
  }

  private static RecordedDraft draftOf(ResultSet row) throws SQLException {
    var form = new DraftForm(row.getShort(13), row.getBytes(14));
    return form.unpack(SerialNumber.ofOctets(row.getBytes(1)), row.getBytes(7));
  }

  private static Optional<SerialNumber> predecessorOf(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getBytes(6)).map(SerialNumber::ofOctets);
  }

  @Override
  public void expect(Intent intent) {
    forms.learn(intent);
  }

  @Override
  public List<Boolean> intend(List<Intent> intents) {
    List<SerialNumber> written =
        sql.all(
            INTEND,
            row -> SerialNumber.ofOctets(row.getBytes(1)),
            column("bytea", intents, intent -> intent.draft().serialNumber().octets()),
            column("uuid", intents, intent -> intent.device().value()),
            column("int2", intents, intent -> forms.of(intent).id()),
            column("bytea", intents, intent -> intent.key().fingerprint()),
            column("int4", intents, Intent::generation),
            column("bytea", intents, intent -> octets(intent.predecessor())),
            column("bytea", intents, intent -> forms.of(intent).pack(intent.draft())),
            column("timestamptz", intents, Intent::at));
    var all = new HashSet<>(written);
    return intents.stream().map(intent -> all.contains(intent.draft().serialNumber())).toList();
  }

  @Override
  public List<Keeping> keep(List<Successor> certificates) {
    return rows.write(certificates);
  }

  private static byte @Nullable [] octets(Optional<SerialNumber> serialNumber) {
    return serialNumber.map(SerialNumber::octets).orElse(null);
  }

  @Override
  public Optional<KeptCertificate> find(SerialNumber serialNumber) {
    return sql.first(BY_SERIAL, PostgresCertificates::keptOf, (Object) serialNumber.octets());
  }

  @Override
  public List<KeptCertificate> of(DeviceId device) {
    return sql.all(BY_DEVICE, PostgresCertificates::keptOf, device.value());
  }

  @Override
  public boolean isRevoked(SerialNumber serialNumber) {
    return sql.first(IS_REVOKED, row -> true, (Object) serialNumber.octets()).isPresent();
  }
}
