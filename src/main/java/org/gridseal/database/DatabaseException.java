package org.gridseal.database;

import java.sql.SQLException;
import java.util.Set;

/// The database gave no answer, or none that can be used. Unless a transaction's commit was under
/// way, nothing was written; the caller may try again.
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Deadlock detected, serialization failure (PostgreSQL 17, appendix A).
  private static final Set<String> OVERTAKEN = Set.of("40P01", "40001");

  public DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }

  /// Whether the database ended the transaction in favour of another that wanted the same at the
  /// same moment. Nothing was written, and the same work may be done when it is tried again.
  public boolean isOvertaken() {
    for (Throwable each = getCause(); each != null; each = each.getCause()) {
      if (each instanceof SQLException refused
          && refused.getSQLState() != null
          && OVERTAKEN.contains(refused.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
