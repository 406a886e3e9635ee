package org.gridseal.revocation;

import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Optional;
import org.gridseal.authority.RevocationList;
import org.hibernate.SessionFactory;

/// CRLs in PostgreSQL, insert-only.
public final class HibernateRevocationLists implements RevocationLists {
  private final SessionFactory sessions;

  public HibernateRevocationLists(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public Optional<Published> newest(String authority) {
    return sessions.fromStatelessSession(
        session ->
            session
                .createNativeQuery(
                    """
                    SELECT number, this_update, encoded FROM revocation_list
                    WHERE authority = :authority ORDER BY number DESC LIMIT 1
                    """,
                    Tuple.class)
                .setParameter("authority", authority)
                .getResultStream()
                .findFirst()
                .map(
                    row ->
                        new Published(
                            row.get(0, Number.class).longValue(),
                            row.get(1, Instant.class),
                            new Encoded(row.get(2, byte[].class)))));
  }

  @Override
  public boolean add(String authority, RevocationList list) {
    return sessions.fromStatelessSession(
        session ->
            session
                    .createNativeMutationQuery(
                        """
                        INSERT INTO revocation_list
                          (authority, number, this_update, next_update, encoded)
                        VALUES (:authority, :number, :this, :next, :encoded) ON CONFLICT DO NOTHING
                        """)
                    .setParameter("authority", authority)
                    .setParameter("number", list.number())
                    .setParameter("this", list.thisUpdate())
                    .setParameter("next", list.nextUpdate())
                    .setParameter("encoded", list.encoded().bytes())
                    .executeUpdate()
                == 1);
  }
}
