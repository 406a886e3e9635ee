package org.gridseal;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.LogConfig;
import org.gridseal.audit.Transactions;
import org.gridseal.enrollment.PostgresSuccessions;
import org.gridseal.enrollment.Successions;
import org.gridseal.headend.Aggregators;
import org.gridseal.headend.ChangeFeed;
import org.gridseal.headend.Changes;
import org.gridseal.headend.Courier;
import org.gridseal.headend.Dispatch;
import org.gridseal.headend.Identities;
import org.gridseal.headend.VirtualIdentities;
import org.gridseal.headend.WebhookKey;
import org.gridseal.headend.Webhooks;
import org.gridseal.notify.HttpsCourier;
import org.gridseal.notify.WebhookConfig;

/// Constructs what head-ends learn from: chains of identities, their changes, and who is told.
@ApplicationScoped
class HeadEndWiring {
  private static final InstantSource TIME = InstantSource.system();

  private final SecureRandom chance = new SecureRandom();

  @Produces
  @Singleton
  Successions successions(DataSource database) {
    return new PostgresSuccessions(database);
  }

  @Produces
  @Singleton
  Identities identities(DataSource database) {
    return new Identities(database);
  }

  @Produces
  @Singleton
  Changes changes(DataSource database) {
    return new Changes(database);
  }

  @Produces
  @Singleton
  VirtualIdentities virtualIdentities(
      DataSource database, Transactions transactions, AuditLog log) {
    return new VirtualIdentities(
        database, transactions, log, TIME, VirtualIdentities.drawnFrom(chance));
  }

  @Produces
  @Singleton
  Aggregators aggregators(DataSource database, Transactions transactions, AuditLog log) {
    return new Aggregators(database, transactions, log);
  }

  /// Not with the commits of those who enroll: they would wait for it.
  @Produces
  @Singleton
  ChangeFeed changeFeed(DataSource database) {
    Transactions own =
        new Transactions() {
          @Override
          public <T> T durably(Supplier<T> work) {
            return QuarkusTransaction.requiringNew().call(work::get);
          }
        };
    return new ChangeFeed(database, own, TIME);
  }

  @Produces
  @Singleton
  Webhooks webhooks(DataSource database, Transactions transactions, AuditLog log) {
    return new Webhooks(database, transactions, log, TIME, UuidCreator::getTimeOrderedEpoch);
  }

  @Produces
  @Singleton
  WebhookKey webhookKey(WebhookConfig config) throws IOException {
    return WebhookKey.createOrLoad(config.keyFile(), chance);
  }

  @Produces
  @Singleton
  Courier courier(Vertx vertx, WebhookConfig config, WebhookKey key, LogConfig log) {
    var reach =
        new HttpsCourier.Reach(
            config.allowedNetworks().orElseGet(List::of),
            config.trustedCertificates(),
            InetAddress::getAllByName,
            Executors.newVirtualThreadPerTaskExecutor(),
            HttpsCourier.TO_ANSWER);
    return new HttpsCourier(vertx, key, log.origin(), reach, TIME);
  }

  @Produces
  @Singleton
  Dispatch dispatch(DataSource database, Courier courier) {
    return new Dispatch(database, courier, TIME, UUID::randomUUID, chance::nextDouble);
  }

  void start(@Observes StartupEvent event, ChangeFeed feed, Dispatch dispatch) {
    feed.start();
    dispatch.start();
  }

  void stop(@Observes ShutdownEvent event, ChangeFeed feed, Dispatch dispatch) {
    feed.close();
    dispatch.close();
  }
}
