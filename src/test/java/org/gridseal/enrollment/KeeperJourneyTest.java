package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningKey;
import org.gridseal.keeper.FileKeeper;
import org.gridseal.keeper.Keeper;
import org.gridseal.keeper.Pkcs11Keeper;
import org.gridseal.keeper.VaultKeeper;
import org.gridseal.keeper.VaultServer;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Keys;
import org.gridseal.testing.SoftHsm;
import org.gridseal.testing.VaultDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The same enrollment with each keeper of the issuing CA's key: files, a real SoftHSM, and a
/// double of Vault. What runs against a real Vault is [org.gridseal.keeper.RealVaultTest].
class KeeperJourneyTest {
  private static final String NAME = "journey";

  private final KeyPair keys = Keys.p256();

  @TempDir Path folder;
  private AutoCloseable standing = () -> {};

  /// Where the key is.
  enum Kept {
    IN_A_FILE,
    IN_SOFTHSM,
    IN_A_DOUBLE_OF_VAULT
  }

  @AfterEach
  void end() throws Exception {
    standing.close();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void enrollsRenewsAndIsLogged(Kept kept) throws Exception {
    Keeper keeper = keeper(kept);
    SigningKey made =
        keeper.find(NAME).orElseGet(() -> keeper.generate(NAME, SignatureAlgorithm.ECDSA_SHA256));
    var utility = new EnrollmentFixture(made);
    X509Certificate issuing = utility.authorities.issuing().certificate();
    keeper.attach(NAME, issuing);

    X509Certificate first = utility.issue(keys);
    X509Certificate again = utility.issue(keys);
    X509Certificate renewed = utility.issue(Keys.p256());

    assertThat(again).isEqualTo(first);
    assertThat(renewed.getSerialNumber()).isNotEqualTo(first.getSerialNumber());
    for (X509Certificate each : List.of(first, renewed)) {
      each.verify(issuing.getPublicKey());
      assertThat(utility.certificates.find(new SerialNumber(each.getSerialNumber()))).isPresent();
    }
    assertThat(utility.events())
        .startsWith("IssuanceIntended", "CertificateIssued", "IssuanceIntended");
    assertThat(keeper.find(NAME).orElseThrow().publicKey().getEncoded())
        .isEqualTo(issuing.getPublicKey().getEncoded());
  }

  private Keeper keeper(Kept kept) {
    return switch (kept) {
      case IN_A_FILE -> new FileKeeper(folder, "password".toCharArray());
      case IN_SOFTHSM -> new Pkcs11Keeper(SoftHsm.ours().token());
      case IN_A_DOUBLE_OF_VAULT -> {
        InstantSource time = InstantSource.fixed(Authorities.NOW);
        var vault = new VaultDouble(folder, time);
        standing =
            () -> {
              vault.close();
              assertThat(vault.complaints()).isEmpty();
            };
        VaultServer server = vault.server(Duration.ofSeconds(5));
        yield new VaultKeeper(server, vault.appRole(), time);
      }
    };
  }
}
