package org.gridseal;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.LogTiles;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.ProfileFile;
import org.gridseal.ceremony.LiveHierarchy;
import org.gridseal.database.DatabaseException;
import org.gridseal.database.Repeated;
import org.gridseal.enrollment.Certificates;
import org.gridseal.enrollment.Devices;
import org.gridseal.policy.Policies;
import org.gridseal.policy.Punctuality;
import org.gridseal.revocation.DelegatedResponders;
import org.gridseal.revocation.ListPublisher;
import org.gridseal.revocation.ListShelf;
import org.gridseal.revocation.OcspAnswers;
import org.gridseal.revocation.PostgresRevocationLists;
import org.gridseal.revocation.PostgresRevocations;
import org.gridseal.revocation.Revocation;
import org.gridseal.revocation.RevocationFeed;
import org.gridseal.revocation.RevocationLists;
import org.gridseal.revocation.Revocations;
import org.gridseal.status.LogRoutes;
import org.gridseal.status.OcspRoutes;
import org.gridseal.status.StatusConfig;
import org.gridseal.status.StatusRoutes;
import org.gridseal.status.StatusServer;
import org.jspecify.annotations.Nullable;

/// Constructs what tells the world what is revoked: the register, the lists, OCSP, their listener,
/// and the threads that keep them current.
@ApplicationScoped
class RevocationWiring {
  private static final InstantSource TIME = InstantSource.system();

  /// How soon this replica knows what another one revoked.
  private static final Duration FEED = Duration.ofMillis(250);

  /// How soon lists are looked after though nobody said that something has changed.
  private static final Duration LISTS = Duration.ofSeconds(2);

  private static final Duration RESPONDERS = Duration.ofSeconds(15);

  /// After the CAs are known, and before anybody enrolls.
  private static final int BEFORE_DEVICES = Interceptor.Priority.APPLICATION + 100;

  private final SecureRandom chance = new SecureRandom();
  private final Executor workers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile @Nullable Repeated publishing;
  private List<Repeated> threads = List.of();

  @Produces
  @Singleton
  Revocations revocations(DataSource database) {
    return new PostgresRevocations(database);
  }

  @Produces
  @Singleton
  RevocationLists revocationLists(DataSource database) {
    return new PostgresRevocationLists(database);
  }

  @Produces
  @Singleton
  RevocationFeed revocationFeed(Revocations revocations, RevocationLists lists) {
    return new RevocationFeed(revocations, lists, System::nanoTime);
  }

  @Produces
  @Singleton
  Revocation revocation(
      Revocations revocations, RevocationFeed feed, Transactions transactions, AuditLog log) {
    return new Revocation(revocations, transactions, log, TIME, () -> announce(feed));
  }

  /// This replica knows at once, the others when they ask next.
  private void announce(RevocationFeed feed) {
    try {
      feed.poll();
    } catch (DatabaseException e) {
      Log.debug("what was revoked is told by the next poll", e);
    }
    Repeated thread = publishing;
    if (thread != null) {
      thread.wake();
    }
  }

  @Produces
  @Singleton
  StatusPunctuality statusPunctuality(
      Revocations revocations,
      Certificates certificates,
      Devices devices,
      Policies policies,
      Punctuality punctuality) {
    return new StatusPunctuality(revocations, certificates, devices, policies, punctuality, TIME);
  }

  @Produces
  @Singleton
  AnsweringAuthorities answeringAuthorities(LiveHierarchy hierarchy) {
    return new AnsweringAuthorities(hierarchy);
  }

  @Produces
  @Singleton
  ListPublisher listPublisher(
      AnsweringAuthorities authorities,
      RevocationLists lists,
      Transactions transactions,
      AuditLog log) {
    return new ListPublisher(authorities::all, lists, transactions, log, TIME, UUID::randomUUID);
  }

  @Produces
  @Singleton
  ListShelf listShelf(RevocationLists lists, RevocationConfig config) {
    return new ListShelf(lists, config.listDirectory(), TIME);
  }

  @Produces
  @Singleton
  DelegatedResponders responders(
      AnsweringAuthorities authorities,
      @ConfigProperty(name = "gridseal.policies") Path policies,
      Transactions transactions,
      AuditLog log) {
    CertificateProfile profile =
        ProfileFile.readAll(policies.resolve("profiles")).stream()
            .filter(it -> it.name().equals("ocsp-responder"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the profile ocsp-responder is missing"));
    return new DelegatedResponders(
        authorities::all, profile, transactions, log, TIME, this::newKeys);
  }

  private KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), chance);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  @Produces
  @Singleton
  OcspAnswers ocspAnswers(
      AnsweringAuthorities authorities,
      DelegatedResponders responders,
      Revocations revocations,
      RevocationFeed feed,
      StatusConfig config) {
    return new OcspAnswers(
        authorities::all,
        responders,
        revocations,
        feed::isCurrent,
        TIME,
        config.ocspValidity(),
        config.ocspMemory() * 1_000_000L,
        workers);
  }

  @Produces
  @Singleton
  OcspRoutes ocspRoutes(OcspAnswers answers, StatusConfig config) {
    return new OcspRoutes(answers, TIME, config.cacheFor());
  }

  @Produces
  @Singleton
  StatusRoutes statusRoutes(
      ListShelf shelf, AnsweringAuthorities authorities, LogTiles tiles, StatusConfig config) {
    return new StatusRoutes(
        shelf, authorities::files, new LogRoutes(tiles), TIME, config.cacheFor());
  }

  @Produces
  @Singleton
  StatusServer statusServer(
      Vertx vertx, StatusConfig config, StatusRoutes routes, OcspRoutes ocsp) {
    return new StatusServer(vertx, config, routes, ocsp, TIME);
  }

  void start(
      @Observes @Priority(BEFORE_DEVICES) StartupEvent event,
      RevocationConfig config,
      RevocationLists lists,
      RevocationFeed feed,
      ListShelf shelf,
      OcspAnswers answers,
      ListPublisher publisher,
      DelegatedResponders responders,
      StatusPunctuality punctuality,
      StatusServer server) {
    // Before the first certificate is issued that names one of them.
    lists.expect(config.partitions());
    feed.onChanges(answers::forget);
    feed.onChanges(punctuality::seen);
    var fetching = new Repeated("list-shelf", LISTS, shelf::refresh);
    feed.onLists(
        published -> {
          shelf.announce(published);
          fetching.wake();
        });
    var making = new Repeated("revocation-lists", LISTS, publisher::round);
    publishing = making;
    threads =
        List.of(
            making,
            new Repeated("ocsp-responders", RESPONDERS, responders::renew),
            new Repeated("revocation-feed", FEED, feed::poll),
            fetching);
    server.start();
  }

  void stop(@Observes ShutdownEvent event, StatusServer server, ListShelf shelf)
      throws InterruptedException {
    server.stop();
    threads.forEach(Repeated::close);
    shelf.close();
  }
}
