package org.gridseal.enrollment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.gridseal.authority.RecordedDraft;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.gridseal.x509.Pem;
import org.gridseal.x509.SubjectKey;
import org.jspecify.annotations.Nullable;

/// Certificates in PostgreSQL, insert-only; each method is one round trip.
public final class PostgresCertificates implements Certificates {
  private static final String CERTIFICATE =
      """
      SELECT c.device_id, c.site_id, c.profile, c.authority, c.predecessor, c.encoded, c.issued_at
      FROM certificate c WHERE\s""";

  private static final String BY_SERIAL = CERTIFICATE + "c.serial_number = ?";

  private static final String BY_DEVICE = CERTIFICATE + "c.device_id = ? ORDER BY c.issued_at DESC";

  private static final String PROGRESS =
      """
      SELECT i.device_id, i.site_id, i.profile, i.authority, i.predecessor, c.encoded,
        c.issued_at, i.serial_number, i.generation, i.to_be_signed, i.intended_at,
        r.serial_number IS NOT NULL
      FROM issuance_intent i
      LEFT JOIN certificate c ON c.serial_number = i.serial_number
      LEFT JOIN revocation r ON r.serial_number = i.serial_number
      WHERE i.device_id = ? AND i.profile = ? AND i.key_fingerprint = ?
      ORDER BY i.generation DESC LIMIT 1
      """;

  private static final String INTEND =
      """
      INSERT INTO issuance_intent (serial_number, device_id, site_id, profile, authority,
        key_fingerprint, generation, predecessor, to_be_signed, intended_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private static final String KEEP =
      """
      INSERT INTO certificate (serial_number, device_id, site_id, profile, authority, lfdi,
        not_before, not_after, predecessor, encoded, issued_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (serial_number) DO NOTHING
      """;

  private static final String REVOKED = "SELECT FROM revocation WHERE serial_number = ?";

  private final Sql sql;

  /// @param database whose connections take part in the transaction of the calling thread
  public PostgresCertificates(DataSource database) {
    this.sql = new Sql(database);
  }

  @Override
  public Progress progress(DeviceId device, String profile, SubjectKey key) {
    return sql.first(
            PROGRESS, row -> progressOf(row, key), device.value(), profile, key.fingerprint())
        .orElseGet(Progress.None::new);
  }

  private static Progress progressOf(ResultSet row, SubjectKey key) throws SQLException {
    int generation = row.getInt(9);
    return row.getBytes(6) == null
        ? new Progress.Intended(intentOf(row, key, generation))
        : new Progress.Issued(keptOf(row), generation, row.getBoolean(12));
  }

  private static Intent intentOf(ResultSet row, SubjectKey key, int generation)
      throws SQLException {
    return new Intent(
        new DeviceId(row.getObject(1, UUID.class)),
        new SiteId(row.getObject(2, UUID.class)),
        row.getString(3),
        row.getString(4),
        key,
        generation,
        serialOf(row.getString(5)),
        new RecordedDraft(SerialNumber.fromString(row.getString(8)), row.getBytes(10)),
        Sql.instant(row, 11));
  }

  private static KeptCertificate keptOf(ResultSet row) throws SQLException {
    return new KeptCertificate(
        new DeviceId(row.getObject(1, UUID.class)),
        new SiteId(row.getObject(2, UUID.class)),
        row.getString(3),
        row.getString(4),
        serialOf(row.getString(5)),
        Pem.certificate(row.getBytes(6)),
        Sql.instant(row, 7));
  }

  private static Optional<SerialNumber> serialOf(@Nullable String text) {
    return Optional.ofNullable(text).map(SerialNumber::fromString);
  }

  @Override
  public boolean intend(Intent intent) {
    return sql.insert(
        INTEND,
        intent.draft().serialNumber().toString(),
        intent.device().value(),
        intent.site().value(),
        intent.profile(),
        intent.authority(),
        intent.key().fingerprint(),
        intent.generation(),
        intent.predecessor().map(SerialNumber::toString).orElse(null),
        intent.draft().toBeSigned(),
        intent.at());
  }

  @Override
  public boolean keep(KeptCertificate kept) {
    return sql.insert(
        KEEP,
        kept.serialNumber().toString(),
        kept.device().value(),
        kept.site().value(),
        kept.profile(),
        kept.authority(),
        kept.lfdi().bytes(),
        kept.certificate().getNotBefore().toInstant(),
        kept.certificate().getNotAfter().toInstant(),
        kept.predecessor().map(SerialNumber::toString).orElse(null),
        kept.encoded(),
        kept.issuedAt());
  }

  @Override
  public Optional<KeptCertificate> find(SerialNumber serialNumber) {
    return sql.first(BY_SERIAL, PostgresCertificates::keptOf, serialNumber.toString());
  }

  @Override
  public List<KeptCertificate> of(DeviceId device) {
    return sql.all(BY_DEVICE, PostgresCertificates::keptOf, device.value());
  }

  @Override
  public boolean isRevoked(SerialNumber serialNumber) {
    return sql.first(REVOKED, row -> true, serialNumber.toString()).isPresent();
  }
}
