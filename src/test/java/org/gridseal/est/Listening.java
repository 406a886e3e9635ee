package org.gridseal.est;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.gridseal.enrollment.OpenUtility;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.TlsDevice;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.Pem;

/// Both device listeners on free ports, before a utility that is all in memory.
final class Listening implements AutoCloseable {
  private final OpenUtility utility;
  private final Manufacturer.Device factory;
  private final Vertx vertx = Vertx.vertx();
  private final Path folder;
  private final SessionWatch watch;
  private final EstServer server;

  /// @param folder for the certificate shown
  /// @param settings those of `gridseal.device` that are not the defaults, by the rest of their
  ///   names
  Listening(Path folder, Map<String, String> settings) {
    this(folder, settings, new OpenUtility());
  }

  Listening(Path folder, Map<String, String> settings, OpenUtility utility) {
    this.folder = folder;
    this.utility = utility;
    this.factory = utility.device();
    show("localhost");
    this.watch =
        new SessionWatch(
            utility.restrictions(),
            utility.authorisations(),
            utility.policies(),
            utility.punctuality(),
            InstantSource.system());
    this.server =
        new EstServer(
            vertx,
            config(folder, settings),
            new EstRoutes(
                utility.enrollment(),
                utility.credentials(),
                utility.restrictions()::objectionTo,
                utility.sessionLimits(),
                utility.ownRevocation(),
                utility::sign),
            watch,
            utility.punctuality(),
            InstantSource.system(),
            new SecureRandom());
    server.start();
  }

  static EstConfig config(Path folder, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("gridseal.device.port", "0");
    all.put("gridseal.device.ieee2030-5.port", "0");
    all.put("gridseal.device.key-store.certificate", folder.resolve("server.pem").toString());
    all.put("gridseal.device.key-store.key", folder.resolve("server.key").toString());
    settings.forEach((name, value) -> all.put("gridseal.device." + name, value));
    return new SmallRyeConfigBuilder()
        .withMapping(EstConfig.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withDefaultValues(all)
        .build()
        .getConfigMapping(EstConfig.class);
  }

  /// Makes another certificate and key for the listeners to show.
  ///
  /// @return the certificate
  X509Certificate show(String name) {
    return writeIdentity(folder, name);
  }

  static X509Certificate writeIdentity(Path folder, String name) {
    Manufacturer.Device shown =
        Manufacturer.serca(name).device(new HardwareModuleName("1.3.6.1.4.1.37250.13.9", "00"));
    try {
      Files.writeString(
          folder.resolve("server.key"),
          Pem.write("PRIVATE KEY", shown.keys().getPrivate().getEncoded()));
      Files.writeString(
          folder.resolve("server.pem"), Pem.write("CERTIFICATE", shown.certificate().getEncoded()));
      return shown.certificate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  int devicePort() {
    return server.ports().get(0);
  }

  int ieee20305Port() {
    return server.ports().get(1);
  }

  /// The registered device, with the platform's TLS, for the ordinary listener.
  ///
  /// @param protocol such as `TLSv1.3`
  TlsDevice device(String protocol) {
    return TlsDevice.ordinary(factory, devicePort(), protocol);
  }

  /// The registered device, for the listener of IEEE 2030.5.
  TlsDevice device20305() {
    return TlsDevice.ieee20305(factory, ieee20305Port());
  }

  /// The registered device, as it left the factory.
  Manufacturer.Device factory() {
    return factory;
  }

  /// How many connections are open whose clients have shown a certificate.
  long visits() {
    return watch.visits().all().count();
  }

  OpenUtility utility() {
    return utility;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
