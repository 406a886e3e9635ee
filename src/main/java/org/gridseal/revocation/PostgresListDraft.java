package org.gridseal.revocation;

import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/// A list's content on its way into PostgreSQL: each piece is a row, and all of them one
/// transaction. The first octets, which are known last, are row 0.
final class PostgresListDraft implements RevocationLists.Draft {
  private static final String ADD =
      "INSERT INTO revocation_list_chunk (content, seq, octets) VALUES (?, ?, ?)";

  private final UUID content;
  private final Connection connection;
  private final PreparedStatement statement;
  private int seq;

  PostgresListDraft(DataSource database, UUID content) {
    this.content = content;
    try {
      this.connection = database.getConnection();
      connection.setAutoCommit(false);
      this.statement = connection.prepareStatement(ADD);
    } catch (SQLException e) {
      throw PostgresRevocationLists.failed(e);
    }
  }

  @Override
  public void next(byte[] octets, int length) {
    add(++seq, octets, length);
  }

  @Override
  public void head(byte[] octets) {
    add(0, octets, octets.length);
  }

  private void add(int place, byte[] octets, int length) {
    try {
      statement.setObject(1, content);
      statement.setInt(2, place);
      // A stream of known length is sent as it is, without a copy.
      statement.setBinaryStream(3, new ByteArrayInputStream(octets, 0, length), length);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw PostgresRevocationLists.failed(e);
    }
  }

  @Override
  public void complete() {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw PostgresRevocationLists.failed(e);
    }
  }

  @Override
  public void close() {
    try (connection) {
      // Nothing is left to roll back of what is complete.
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw PostgresRevocationLists.failed(e);
    }
  }
}
