package org.gridseal.enrollment;

import java.security.cert.CertificateEncodingException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.gridseal.database.Sql;
import org.gridseal.enrollment.ManufacturerRoot.Act;
import org.gridseal.x509.Pem;

/// Manufacturers' roots in PostgreSQL, insert-only.
public final class PostgresManufacturerRoots implements ManufacturerRoots {
  private static final String TRUSTED =
      """
      SELECT root.name, root.encoded, root.attested
      FROM manufacturer_root root JOIN manufacturer_root_confirmation USING (fingerprint, generation)
      WHERE NOT EXISTS (SELECT FROM manufacturer_root_retirement retired
        WHERE retired.fingerprint = root.fingerprint AND retired.generation = root.generation)
      ORDER BY root.added_at
      """;

  private static final String SELECT =
      """
      SELECT root.fingerprint, generation, name, encoded, attested, succeeds, root.added_by, added_at,
        confirmed_by, confirmed_at, retired_by, retired_at
      FROM manufacturer_root root
        LEFT JOIN manufacturer_root_confirmation USING (fingerprint, generation)
        LEFT JOIN manufacturer_root_retirement USING (fingerprint, generation)
      WHERE generation = (SELECT max(last.generation) FROM manufacturer_root last
        WHERE last.fingerprint = root.fingerprint)
      """;

  private static final String ALL = SELECT + "ORDER BY added_at DESC, root.fingerprint";

  private static final String ONE = SELECT + "AND root.fingerprint = ?";

  private static final String ADD =
      """
      INSERT INTO manufacturer_root (fingerprint, generation, name, encoded, attested, succeeds,
        succeeds_generation, added_at, added_by, retired_generation)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0)) ON CONFLICT DO NOTHING
      """;

  private static final String CONFIRM =
      """
      INSERT INTO manufacturer_root_confirmation
        (fingerprint, generation, added_by, confirmed_at, confirmed_by)
      VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;

  private static final String RETIRE =
      """
      INSERT INTO manufacturer_root_retirement (fingerprint, generation, retired_at, retired_by)
      VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;

  private final Sql sql;

  /// @param database whose connections take part in the transaction of the calling thread
  public PostgresManufacturerRoots(DataSource database) {
    this.sql = new Sql(database);
  }

  @Override
  public List<Root> trusted() {
    return sql.all(TRUSTED, row -> root(row, 1));
  }

  @Override
  public List<ManufacturerRoot> all() {
    return sql.all(ALL, PostgresManufacturerRoots::read);
  }

  @Override
  public Optional<ManufacturerRoot> find(Fingerprint fingerprint) {
    return sql.first(ONE, PostgresManufacturerRoots::read, fingerprint.bytes());
  }

  @Override
  public boolean add(ManufacturerRoot root, Optional<ManufacturerRoot> predecessor) {
    return sql.write(
            ADD,
            root.fingerprint().bytes(),
            root.generation(),
            root.root().name(),
            encodingOf(root.root()),
            root.root().attested(),
            predecessor.map(old -> old.fingerprint().bytes()).orElse(null),
            predecessor.map(ManufacturerRoot::generation).orElse(null),
            root.added().at(),
            root.added().by(),
            root.generation() - 1)
        == 1;
  }

  @Override
  public boolean confirm(ManufacturerRoot root, Act act) {
    return sql.write(
            CONFIRM,
            root.fingerprint().bytes(),
            root.generation(),
            root.added().by(),
            act.at(),
            act.by())
        == 1;
  }

  @Override
  public boolean retire(ManufacturerRoot root, Act act) {
    return sql.write(RETIRE, root.fingerprint().bytes(), root.generation(), act.at(), act.by())
        == 1;
  }

  private static ManufacturerRoot read(ResultSet row) throws SQLException {
    return new ManufacturerRoot(
        fingerprint(row.getBytes(1)),
        row.getInt(2),
        root(row, 3),
        Optional.ofNullable(row.getBytes(6)).map(PostgresManufacturerRoots::fingerprint),
        new Act(row.getString(7), Sql.instant(row, 8)),
        act(row, 9),
        act(row, 11));
  }

  private static Root root(ResultSet row, int first) throws SQLException {
    return new Root(
        row.getString(first), Pem.certificate(row.getBytes(first + 1)), row.getBoolean(first + 2));
  }

  private static Optional<Act> act(ResultSet row, int first) throws SQLException {
    String by = row.getString(first);
    return by == null ? Optional.empty() : Optional.of(new Act(by, Sql.instant(row, first + 1)));
  }

  private static Fingerprint fingerprint(byte[] octets) {
    return new Fingerprint(HexFormat.of().formatHex(octets));
  }

  private static byte[] encodingOf(Root root) {
    try {
      return root.certificate().getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }
}
