package org.gridseal.enrollment;

import jakarta.persistence.Tuple;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.List;
import org.gridseal.x509.Pem;
import org.hibernate.SessionFactory;

/// Manufacturers' roots in PostgreSQL, insert-only.
public final class HibernateManufacturerRoots implements ManufacturerRoots {
  private final SessionFactory sessions;

  public HibernateManufacturerRoots(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public List<Root> all() {
    return sessions.fromStatelessSession(
        session ->
            session
                .createNativeQuery(
                    "SELECT name, encoded, attested FROM manufacturer_root ORDER BY added_at",
                    Tuple.class)
                .getResultStream()
                .map(
                    row ->
                        new Root(
                            row.get(0, String.class),
                            Pem.certificate(row.get(1, byte[].class)),
                            row.get(2, Boolean.class)))
                .toList());
  }

  @Override
  public boolean add(Root root, Instant at, String addedBy) {
    byte[] encoded = encodingOf(root);
    return sessions.fromStatelessSession(
        session ->
            session
                    .createNativeMutationQuery(
                        """
                        INSERT INTO manufacturer_root
                          (fingerprint, name, encoded, attested, added_at, added_by)
                        VALUES (sha256(:encoded), :name, :encoded, :attested, :at, :by)
                        ON CONFLICT DO NOTHING
                        """)
                    .setParameter("encoded", encoded)
                    .setParameter("name", root.name())
                    .setParameter("attested", root.attested())
                    .setParameter("at", at)
                    .setParameter("by", addedBy)
                    .executeUpdate()
                == 1);
  }

  private static byte[] encodingOf(Root root) {
    try {
      return root.certificate().getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }
}
