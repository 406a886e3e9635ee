package org.gridseal.testing;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.narayana.NarayanaTransactionIntegration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL 17 with our schema, as durable as in production (fsync on), one for all the
/// tests of a JVM.
///
/// The roles are those of production: [#OWNER] owns the schema and migrates it, [#APPLICATION] is
/// what the service connects as. A test that writes calls [#clear] first.
public final class Database {
  public static final String OWNER = "gridseal_owner";
  public static final String APPLICATION = "gridseal_app";

  private static final String NAME = "gridseal";

  private static @Nullable Database shared;

  private final EmbeddedPostgres server;
  private final DataSource superuser;
  private final DataSource owner;
  private final DataSource application;
  private final AgroalDataSource transactional;

  private Database(EmbeddedPostgres server) throws SQLException {
    this.server = server;
    execute(server.getPostgresDatabase(), "CREATE ROLE " + OWNER + " LOGIN");
    execute(server.getPostgresDatabase(), "CREATE ROLE " + APPLICATION + " LOGIN");
    execute(server.getPostgresDatabase(), "CREATE DATABASE " + NAME + " OWNER " + OWNER);
    this.superuser = server.getDatabase("postgres", NAME);
    this.owner = server.getDatabase(OWNER, NAME);
    migrate(owner);
    this.application = pool(false);
    this.transactional = pool(true);
    rememberWhatTheMigrationsInserted();
  }

  /// The one database, started and migrated when first asked for; it stops with the JVM.
  public static synchronized Database shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  /// Connects as the owner of the schema, without a pool.
  public DataSource owner() {
    return owner;
  }

  /// Connects as the service does, from a pool, outside JTA.
  public DataSource application() {
    return application;
  }

  /// Connects as the service does and takes part in the JTA transaction of the calling thread.
  public DataSource transactional() {
    return transactional;
  }

  public TransactionManager transactions() {
    return com.arjuna.ats.jta.TransactionManager.transactionManager();
  }

  public TransactionSynchronizationRegistry synchronizations() {
    return com.arjuna
        .ats
        .jta
        .common
        .jtaPropertyManager
        .getJTAEnvironmentBean()
        .getTransactionSynchronizationRegistry();
  }

  /// Runs work in a JTA transaction and commits it, as Quarkus does.
  ///
  /// @throws RuntimeException what the work or the commit threw; it was rolled back
  public void inTransaction(Runnable work) {
    TransactionManager transactions = transactions();
    try {
      transactions.begin();
      try {
        work.run();
      } catch (Throwable e) {
        transactions.rollback();
        throw e;
      }
      transactions.commit();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// The JDBC address, for those who configure their own pool; any password will do.
  public String url() {
    return server.getJdbcUrl(APPLICATION, NAME).replaceFirst("\\?.*", "");
  }

  /// Brings every table back to what the migrations left in it. Nothing short of a superuser can:
  /// the append-only tables refuse everybody else.
  public void clear() {
    try {
      String tables = String.join(", ", tables("public"));
      List<String> statements = new ArrayList<>();
      // Silences the guards of the append-only tables, and foreign keys while rows come back.
      statements.add("SET session_replication_role = replica");
      if (!tables.isEmpty()) {
        statements.add("TRUNCATE " + tables);
      }
      for (String table : tables("pristine")) {
        statements.add("INSERT INTO public." + table + " TABLE pristine." + table);
      }
      execute(superuser, String.join(";\n", statements));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot clear the database", e);
    }
  }

  /// Ends every connection of the service at once, as a restart of the server would.
  public void killConnections() {
    try {
      execute(
          superuser,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
              + APPLICATION
              + "'");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot end the connections", e);
    }
  }

  /// Does what no role of ours may: for tests that play somebody who broke in.
  public void asSuperuser(String statements) throws SQLException {
    execute(superuser, statements);
  }

  private static Database start() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              // The fixture's own default is to trade durability for speed; we test durability.
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
      return new Database(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot prepare the database", e);
    }
  }

  private static void migrate(DataSource owner) {
    Flyway.configure()
        .dataSource(owner)
        .placeholders(Map.of("applicationRole", APPLICATION))
        .load()
        .migrate();
  }

  private AgroalDataSource pool(boolean inTransactions) throws SQLException {
    var configuration = new AgroalDataSourceConfigurationSupplier();
    configuration.connectionPoolConfiguration(
        pool -> {
          pool.maxSize(20)
              .acquisitionTimeout(Duration.ofSeconds(20))
              .validateOnBorrow(true)
              .connectionValidator(ConnectionValidator.defaultValidator());
          if (inTransactions) {
            pool.transactionIntegration(
                new NarayanaTransactionIntegration(transactions(), synchronizations()));
          }
          return pool.connectionFactoryConfiguration(
              factory -> factory.jdbcUrl(url()).principal(new NamePrincipal(APPLICATION)));
        });
    return AgroalDataSource.from(configuration);
  }

  /// Rows that a migration inserted are part of the schema, and come back after each clearing.
  private void rememberWhatTheMigrationsInserted() throws SQLException {
    execute(superuser, "CREATE SCHEMA pristine");
    for (String table : tables("public")) {
      execute(superuser, "CREATE TABLE pristine." + table + " AS TABLE public." + table);
    }
  }

  private List<String> tables(String schema) throws SQLException {
    String query =
        "SELECT tablename FROM pg_tables WHERE schemaname = '"
            + schema
            + "' AND tablename <> 'flyway_schema_history' ORDER BY 1";
    try (Connection connection = superuser.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names.stream().collect(Collectors.toUnmodifiableList());
    }
  }

  private static void execute(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
