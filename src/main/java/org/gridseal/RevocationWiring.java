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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.LogTiles;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Hierarchy;
import org.gridseal.authority.ProfileFile;
import org.gridseal.ceremony.LiveHierarchy;
import org.gridseal.database.DatabaseException;
import org.gridseal.revocation.DelegatedResponders;
import org.gridseal.revocation.ListPublisher;
import org.gridseal.revocation.ListShelf;
import org.gridseal.revocation.OcspAnswers;
import org.gridseal.revocation.PostgresRevocationLists;
import org.gridseal.revocation.PostgresRevocations;
import org.gridseal.revocation.Repeated;
import org.gridseal.revocation.Revocation;
import org.gridseal.revocation.RevocationFeed;
import org.gridseal.revocation.RevocationLists;
import org.gridseal.revocation.Revocations;
import org.gridseal.status.LogRoutes;
import org.gridseal.status.OcspRoutes;
import org.gridseal.status.StatusConfig;
import org.gridseal.status.StatusRoutes;
import org.gridseal.status.StatusServer;
import org.gridseal.x509.CertificateBundle;
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
  private volatile @Nullable Known known;
  private volatile @Nullable Repeated feeding;
  private volatile @Nullable Repeated publishing;
  private volatile @Nullable Repeated renewing;

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
    return new RevocationFeed(revocations, lists);
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
  ListPublisher listPublisher(
      LiveHierarchy authorities, RevocationLists lists, Transactions transactions, AuditLog log) {
    return new ListPublisher(
        () -> known(authorities).answering(), lists, transactions, log, TIME, UUID::randomUUID);
  }

  @Produces
  @Singleton
  ListShelf listShelf(RevocationLists lists) throws IOException {
    Path folder = Files.createTempDirectory("gridseal-lists-");
    return new ListShelf(lists, folder, TIME);
  }

  @Produces
  @Singleton
  DelegatedResponders responders(
      LiveHierarchy authorities,
      @ConfigProperty(name = "gridseal.policies") Path policies,
      Transactions transactions,
      AuditLog log) {
    CertificateProfile profile =
        ProfileFile.readAll(policies.resolve("profiles")).stream()
            .filter(it -> it.name().equals("ocsp-responder"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the profile ocsp-responder is missing"));
    return new DelegatedResponders(
        () -> known(authorities).answering(), profile, transactions, log, TIME, this::newKeys);
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
      LiveHierarchy authorities,
      DelegatedResponders responders,
      Revocations revocations,
      StatusConfig config) {
    return new OcspAnswers(
        () -> known(authorities).answering(),
        responders,
        revocations,
        this::isTold,
        TIME,
        config.ocspValidity(),
        config.ocspMemory() * 1_000_000L,
        workers);
  }

  private boolean isTold() {
    Repeated thread = feeding;
    return thread != null && thread.isHealthy();
  }

  @Produces
  @Singleton
  OcspRoutes ocspRoutes(OcspAnswers answers, StatusConfig config) {
    return new OcspRoutes(answers, TIME, config.cacheFor());
  }

  @Produces
  @Singleton
  StatusRoutes statusRoutes(
      ListShelf shelf, LiveHierarchy authorities, LogTiles tiles, StatusConfig config) {
    Supplier<Map<String, byte[]>> files = () -> known(authorities).files();
    return new StatusRoutes(shelf, files, new LogRoutes(tiles), TIME, config.cacheFor());
  }

  /// What follows from the CAs of one moment.
  private record Known(
      Hierarchy of, List<CertificationAuthority> answering, Map<String, byte[]> files) {}

  /// Worked out once for each view of the CAs, because OCSP asks at each request.
  @SuppressWarnings("ReferenceEquality") // a view is replaced by another, never changed
  private Known known(LiveHierarchy authorities) {
    Hierarchy now = authorities.get();
    Known before = known;
    if (before == null || before.of() != now) {
      before = new Known(now, now.answering(), files(now));
      known = before;
    }
    return before;
  }

  /// Certificates by file name: each alone, and each line with what leads from one anchor of ours
  /// to it.
  private static Map<String, byte[]> files(Hierarchy hierarchy) {
    Map<String, byte[]> files = new HashMap<>();
    for (Hierarchy.Generation each : hierarchy.generations()) {
      files.put(each.name() + ".cer", encoded(each.certificate()));
      files.put(
          each.name() + ".p7c",
          new CertificateBundle(hierarchy.bundle(Optional.of(each.name().line()))).encoded());
    }
    return files;
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
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
      StatusServer server) {
    // Before the first certificate is issued that names one of them.
    lists.expect(config.partitions());
    feed.onChanges(answers::forget);
    feed.onLists(shelf::announce);
    feeding = new Repeated("revocation-feed", FEED, feed::poll);
    publishing = new Repeated("revocation-lists", LISTS, publisher::round);
    renewing = new Repeated("ocsp-responders", RESPONDERS, responders::renew);
    server.start();
  }

  void stop(@Observes ShutdownEvent event, StatusServer server, ListShelf shelf)
      throws InterruptedException {
    server.stop();
    for (@Nullable Repeated thread : new @Nullable Repeated[] {publishing, renewing, feeding}) {
      if (thread != null) {
        thread.close();
      }
    }
    shelf.close();
  }
}
