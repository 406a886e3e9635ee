package org.gridseal.database;

/// The database gave no answer, or none that can be used. Unless a transaction's commit was under
/// way, nothing was written; the caller may try again.
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
