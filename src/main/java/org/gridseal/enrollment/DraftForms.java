package org.gridseal.enrollment;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gridseal.database.Sql;

/// The forms of drafts in PostgreSQL: one for each profile and authority, its first draft.
final class DraftForms {
  private static final String FIND =
      "SELECT id, to_be_signed FROM draft_form WHERE profile = ? AND authority = ?";

  private static final String ADD =
      """
      INSERT INTO draft_form (profile, authority, to_be_signed) VALUES (?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private final Sql sql;
  private final Map<Kind, DraftForm> known = new ConcurrentHashMap<>();

  private record Kind(String profile, String authority) {
    static Kind of(Intent intent) {
      return new Kind(intent.profile(), intent.authority());
    }
  }

  DraftForms(Sql sql) {
    this.sql = sql;
  }

  /// Finds the form of an intent; where there is none yet, the intent's draft becomes it.
  ///
  /// Outside of any transaction: what is remembered must not be rolled back.
  void learn(Intent intent) {
    known.computeIfAbsent(
        Kind.of(intent), kind -> find(kind).or(() -> add(kind, intent)).orElseThrow());
  }

  /// @throws IllegalStateException if no such intent was learned of
  DraftForm of(Intent intent) {
    DraftForm form = known.get(Kind.of(intent));
    if (form == null) {
      throw new IllegalStateException("nobody expected an intent of " + intent.profile());
    }
    return form;
  }

  private Optional<DraftForm> find(Kind kind) {
    return sql.first(
        FIND,
        row -> new DraftForm(row.getShort(1), row.getBytes(2)),
        kind.profile(),
        kind.authority());
  }

  private Optional<DraftForm> add(Kind kind, Intent intent) {
    // Another replica may be faster: then its draft is the form.
    sql.write(ADD, kind.profile(), kind.authority(), intent.draft().toBeSigned());
    return find(kind);
  }
}
