package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.est.ESTException;
import org.bouncycastle.est.EnrollmentResponse;
import org.bouncycastle.est.jcajce.JcaHttpAuthBuilder;
import org.bouncycastle.est.jcajce.JsseESTServiceBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.Requests;
import org.gridseal.testing.Town;
import org.gridseal.testing.Townspeople;
import org.gridseal.testing.Townspeople.Registered;
import org.junit.jupiter.api.Test;

/// Bouncy Castle's own EST client, with its defaults.
class BouncyCastleClientIT {
  private final Town town = Town.shared();
  private final Townspeople people = new Townspeople(town);
  private final KeyPair keys = Keys.p256();

  @Test
  void readsTheAuthorities() throws Exception {
    var found = service().build().getCACerts().getCertificateStore().getMatches(null);

    List<X509CertificateHolder> roots =
        found.stream().filter(each -> each.getSubject().equals(each.getIssuer())).toList();
    assertThat(roots).hasSize(1);
    // One for devices, one for aggregators, one for servers; and more during a rollover.
    assertThat(found).hasSizeGreaterThanOrEqualTo(4);
    assertThat(found).allMatch(each -> each.getIssuer().equals(roots.getFirst().getSubject()));
  }

  @Test
  void readsWhatToAskFor() throws Exception {
    var attributes = service().build().getCSRAttributes().getAttributesResponse();

    assertThat(attributes.isAttribute(X9ObjectIdentifiers.id_ecPublicKey)).isTrue();
    assertThat(attributes.hasRequirement(X9ObjectIdentifiers.ecdsa_with_SHA256)).isTrue();
  }

  @Test
  void enrollsByOneTimeCode() throws Exception {
    Registered site = people.registerApproved();
    var basic =
        new JcaHttpAuthBuilder("estrealm", site.device(), people.oneTimeCode(site).toCharArray())
            .setProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider())
            .build();

    EnrollmentResponse answer = service().build().simpleEnroll(false, request(), basic);

    assertThat(issued(answer)).isNotNull();
  }

  @Test
  void enrollsAndRenewsByCertificate() throws Exception {
    Manufacturer.Device born = people.manufacturer().device(people.registerApproved().hardware());

    EnrollmentResponse first =
        service(born.keys(), born.sent().toArray(Certificate[]::new))
            .build()
            .simpleEnroll(false, request(), null);
    EnrollmentResponse again =
        service(keys, issued(first))
            .build()
            .simpleEnroll(true, new PKCS10CertificationRequest(Requests.fresh().encoded()), null);

    assertThat(issued(again)).isNotEqualTo(issued(first));
  }

  @Test
  void understandsARefusal() {
    Manufacturer.Device stranger = people.manufacturer().device(people.unregistered());

    assertThatThrownBy(
            () ->
                service(stranger.keys(), stranger.sent().toArray(Certificate[]::new))
                    .build()
                    .simpleEnroll(false, request(), null))
        .isInstanceOf(ESTException.class)
        .hasMessageContaining("403");
  }

  @Test
  void waitsWhileTheSiteWaits() throws Exception {
    Manufacturer.Device born = people.manufacturer().device(people.register().hardware());

    EnrollmentResponse answer =
        service(born.keys(), born.sent().toArray(Certificate[]::new))
            .build()
            .simpleEnroll(false, request(), null);

    assertThat(answer.isCompleted()).isFalse();
    assertThat(answer.getNotBefore()).isGreaterThan(System.currentTimeMillis());
  }

  private PKCS10CertificationRequest request() throws Exception {
    return new PKCS10CertificationRequest(Requests.of(keys).encoded());
  }

  private static X509Certificate issued(EnrollmentResponse answer) throws Exception {
    var holder = answer.getStore().getMatches(null).iterator().next();
    return new org.bouncycastle.cert.jcajce.JcaX509CertificateConverter().getCertificate(holder);
  }

  private JsseESTServiceBuilder service() throws Exception {
    var builder = new JsseESTServiceBuilder("localhost", town.device().getPort(), trust());
    builder.withHostNameAuthorizer((name, session) -> true);
    return builder;
  }

  private JsseESTServiceBuilder service(KeyPair own, Certificate... chain) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("device", own.getPrivate(), new char[0], chain);
    var factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, new char[0]);
    var builder = service();
    builder.withKeyManagers(factory.getKeyManagers());
    return builder;
  }

  private X509TrustManager trust() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream file = Files.newInputStream(town.caFile())) {
      store.setCertificateEntry(
          "root", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }
}
