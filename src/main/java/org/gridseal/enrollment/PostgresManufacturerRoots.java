package org.gridseal.enrollment;

import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.gridseal.database.Sql;
import org.gridseal.x509.Pem;

/// Manufacturers' roots in PostgreSQL, insert-only.
public final class PostgresManufacturerRoots implements ManufacturerRoots {
  private static final String ALL =
      "SELECT name, encoded, attested FROM manufacturer_root ORDER BY added_at";

  private static final String ADD =
      """
      INSERT INTO manufacturer_root (encoded, fingerprint, name, attested, added_at, added_by)
      SELECT given.encoded, sha256(given.encoded), ?, ?, ?, ?
      FROM (VALUES (?::bytea)) AS given (encoded)
      ON CONFLICT DO NOTHING
      """;

  private final Sql sql;

  /// @param database whose connections take part in the transaction of the calling thread
  public PostgresManufacturerRoots(DataSource database) {
    this.sql = new Sql(database);
  }

  @Override
  public List<Root> all() {
    return sql.all(
        ALL,
        row -> new Root(row.getString(1), Pem.certificate(row.getBytes(2)), row.getBoolean(3)));
  }

  @Override
  public boolean add(Root root, Instant at, String addedBy) {
    return sql.write(ADD, root.name(), root.attested(), at, addedBy, encodingOf(root)) == 1;
  }

  private static byte[] encodingOf(Root root) {
    try {
      return root.certificate().getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }
}
