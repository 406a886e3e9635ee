package org.gridseal.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.gridseal.authority.Placeholder;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningException;
import org.gridseal.authority.SigningKey;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.testing.SoftHsm;
import org.gridseal.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Against a real SoftHSM.
class Pkcs11KeeperTest {
  private static final byte[] CONTENT = "content".getBytes(UTF_8);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final SoftHsm hsm = SoftHsm.ours();
  private final Pkcs11Keeper keeper = new Pkcs11Keeper(hsm.token());
  private final String name = "key-" + NUMBER.incrementAndGet();

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = "ECDSA_.*", mode = EnumSource.Mode.MATCH_ALL)
  void findsTheKeyThatItMade(SignatureAlgorithm algorithm) throws GeneralSecurityException {
    SigningKey made = keeper.generate(name, algorithm);

    SigningKey found = new Pkcs11Keeper(hsm.token()).find(name).orElseThrow();

    assertThat(SignatureAlgorithm.of(found.publicKey())).isEqualTo(algorithm);
    assertThat(found.publicKey().getEncoded()).isEqualTo(made.publicKey().getEncoded());
    assertThat(verifies(made, found.sign(CONTENT))).isTrue();
    assertThat(verifies(found, made.sign(CONTENT))).isTrue();
    assertThat(found.signsHashes()).isTrue();
    assertThat(verifies(made, found.signHash(HashSigningKey.hash(algorithm, CONTENT)))).isTrue();
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(keeper.find("absent")).isEmpty();
  }

  @Test
  void neverReplacesAKey() {
    SigningKey key = keeper.generate(name, SignatureAlgorithm.ECDSA_SHA256);

    assertThatThrownBy(() -> keeper.generate(name, SignatureAlgorithm.ECDSA_SHA384))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is a key " + name + " already");
    assertThat(keeper.find(name).orElseThrow().publicKey()).isEqualTo(key.publicKey());
  }

  @Test
  void keepsTheKeyWhenItsCertificateComes() throws GeneralSecurityException {
    SigningKey key = keeper.generate(name, SignatureAlgorithm.ECDSA_SHA256);
    var authorities = new Authorities(key, InstantSource.fixed(Authorities.NOW));
    X509Certificate certificate = authorities.issuing().certificate();

    keeper.attach(name, certificate);
    keeper.attach(name, certificate);

    SigningKey found = new Pkcs11Keeper(hsm.token()).find(name).orElseThrow();
    assertThat(verifies(key, found.sign(CONTENT))).isTrue();
    assertThat(verifies(key, key.sign(CONTENT))).isTrue();
    assertThat(objects("cert")).singleElement().asString().contains("CN=Issuing", name);
  }

  @Test
  void refusesTheCertificateOfAnotherKey() {
    keeper.generate(name, SignatureAlgorithm.ECDSA_SHA256);
    var foreign = new Authorities(new InMemoryKey(), InstantSource.fixed(Authorities.NOW));

    assertThatThrownBy(() -> keeper.attach(name, foreign.issuing().certificate()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> keeper.attach("absent", foreign.issuing().certificate()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void makesKeysThatStayInTheToken() {
    keeper.generate(name, SignatureAlgorithm.ECDSA_SHA256);

    assertThat(objects("privkey"))
        .singleElement()
        .asString()
        .contains("Usage:      sign\n")
        .contains("sensitive, always sensitive, never extractable");
  }

  @Test
  void takesInAKeyThatWasMadeElsewhere() throws Exception {
    BroughtKey brought = brought();

    SigningKey taken = keeper.take(name, brought);

    SigningKey found = new Pkcs11Keeper(hsm.token()).find(name).orElseThrow();
    assertThat(found.publicKey().getEncoded())
        .isEqualTo(brought.certificate().getPublicKey().getEncoded());
    assertThat(verifies(taken, found.sign(CONTENT))).isTrue();
    assertThat(objects("privkey"))
        .singleElement()
        .asString()
        .contains("Usage:      sign\n")
        .containsPattern("Access: +sensitive\n");
    assertThatThrownBy(() -> keeper.take(name, brought))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is a key " + name + " already");
  }

  private static BroughtKey brought() throws GeneralSecurityException {
    KeyPair keys = NewKeys.generator(SignatureAlgorithm.ECDSA_SHA256).generateKeyPair();
    return BroughtKey.of(keys.getPrivate(), Placeholder.of("theirs", new InMemoryKey(keys)));
  }

  @Test
  void signsForManyAtOnce() throws Exception {
    SigningKey key = keeper.generate(name, SignatureAlgorithm.ECDSA_SHA256);
    Callable<byte[]> sign = () -> key.sign(CONTENT);

    List<Future<byte[]>> made;
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      made = threads.invokeAll(Stream.generate(() -> sign).limit(200).toList());
    }

    for (Future<byte[]> signature : made) {
      assertThat(verifies(key, signature.get())).isTrue();
    }
  }

  @Test
  void hasNoKeysForMlDsa() {
    assertThatThrownBy(() -> keeper.generate(name, SignatureAlgorithm.ML_DSA_65))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    Path nonsense = Files.writeString(folder.resolve("nonsense.so"), "nonsense");
    var ours = new TokenChoice.Labelled("gridseal");

    says("nonsense.so", nonsense, ours, hsm.pinFile());
    says("absent", SoftHsm.library(), ours, folder.resolve("absent"));
    says(
        "there is no token in slot 7",
        SoftHsm.library(),
        new TokenChoice.AtIndex(7),
        hsm.pinFile());
    says(
        "there is no token labelled moved; there are: gridseal (serial ",
        SoftHsm.library(),
        new TokenChoice.Labelled("moved"),
        hsm.pinFile());
  }

  private static void says(String reason, Path library, TokenChoice choice, Path pinFile) {
    var token = new Pkcs11Token(library, choice, pinFile, Duration.ofSeconds(5), 1);
    assertThatThrownBy(() -> new Pkcs11Keeper(token))
        .isInstanceOf(SigningException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void findsATokenByItsSerialNumberAndByItsSlot() {
    SigningKey key = keeper.generate(name, SignatureAlgorithm.ECDSA_SHA256);
    PresentToken present =
        hsm.token().choice().of(Pkcs11Library.tokens(SoftHsm.library(), Duration.ofSeconds(5)));

    for (TokenChoice choice :
        List.of(
            new TokenChoice.Numbered(present.serial()), new TokenChoice.AtIndex(present.index()))) {
      var token =
          new Pkcs11Token(SoftHsm.library(), choice, hsm.pinFile(), Duration.ofSeconds(5), 1);
      assertThat(new Pkcs11Keeper(token).find(name).orElseThrow().publicKey())
          .isEqualTo(key.publicKey());
    }
  }

  /// What another PKCS #11 program sees in the token under the name of this test.
  private List<String> objects(String type) {
    Tool.require("pkcs11-tool", "opensc");
    ProcessBuilder process =
        new ProcessBuilder(
            "pkcs11-tool",
            "--module",
            SoftHsm.library().toString(),
            "--login",
            "--pin",
            pin(),
            "--list-objects",
            "--type",
            type);
    process.environment().put("SOFTHSM2_CONF", hsm.environment());
    Tool.Said said = new Tool(folder).run(process, new byte[0]);
    assertThat(said.exitCode()).as(said.all()).isZero();
    String identifier = HexFormat.of().formatHex(name.getBytes(UTF_8));
    return Arrays.stream(said.out().split("(?m)^(?=\\S)"))
        .filter(object -> object.matches("(?s).*ID: +" + identifier + "\\n.*"))
        .toList();
  }

  private String pin() {
    try {
      return Files.readString(hsm.pinFile()).strip();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean verifies(SigningKey key, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(SignatureAlgorithm.of(key.publicKey()).jcaName());
    verifier.initVerify(key.publicKey());
    verifier.update(CONTENT);
    return verifier.verify(signature);
  }
}
