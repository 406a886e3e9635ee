package org.gridseal.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.AuthorityRequest;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.Stage;
import org.gridseal.authority.Subject;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.x509.Fingerprints;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CeremoniesTest {
  private static final SignatureAlgorithm USUAL = SignatureAlgorithm.ECDSA_SHA256;

  @TempDir private Path folder;

  private TwoMachines machines;

  @BeforeEach
  void prepare() {
    machines = new TwoMachines(folder, InstantSource.fixed(Authorities.NOW));
  }

  @Test
  void goesOnWithTheKeyThatAnInterruptedActLeft() {
    machines.bringRoot();
    var left = machines.keeper.generate("issuing", USUAL);

    AuthorityName name = machines.bringAuthority("issuing");

    assertThat(machines.service.folder().certificate(name).getPublicKey())
        .isEqualTo(left.publicKey());
  }

  @Test
  void putsAsideWhatAnInterruptedActLeftAndOverwritesNothing() throws IOException {
    machines.bringRoot();
    Path leftover = machines.service.folder().path().resolve("issuing.csr");
    Files.writeString(leftover, "half a request");

    machines.bringAuthority("issuing");

    assertThat(leftover.resolveSibling("issuing.csr.aside-1")).hasContent("half a request");
  }

  @Test
  void onlyOneCeremonyIsHeldAtATime() {
    machines.bringRoot();

    try (var _ = machines.service.folder().begin()) {
      assertThatThrownBy(() -> machines.service.request("issuing", "Example Utility", USUAL))
          .isInstanceOf(RefusedCeremonyException.class)
          .hasMessageContaining("another ceremony");
    }
    assertThat(machines.service.request("issuing", "Example Utility", USUAL))
        .hasToString("issuing");
  }

  @Test
  void beginsNoSecondGenerationBeforeTheFirstIsInUse() {
    machines.bringRoot();
    machines.service.request("issuing", "Example Utility", USUAL);

    assertThatThrownBy(() -> machines.service.request("issuing", "Example Utility", USUAL))
        .hasMessageContaining("issuing is requested");
  }

  @Test
  void signsNoRequestWhoseNameIsNotOfTheProfile() {
    machines.bringRoot();
    var profile = Authorities.profile("issuing");
    var unnumbered = Subject.authority("Example Utility", "Some CA", "one");
    byte[] request = AuthorityRequest.write(profile, unnumbered, new InMemoryKey());

    assertThatThrownBy(() -> machines.offline.plan(request, "issuing"))
        .isInstanceOf(RefusedCeremonyException.class)
        .hasMessageContaining("does not number a generation");
  }

  @Test
  void signsNoRequestThatWasChangedOnTheWay() {
    machines.bringRoot();
    AuthorityName name = machines.service.request("issuing", "Example Utility", USUAL);
    byte[] request = machines.service.folder().request(name);
    request[40] ^= 1;

    assertThatThrownBy(() -> machines.offline.plan(request, "issuing"))
        .isInstanceOf(RefusedCeremonyException.class);
  }

  @Test
  void leavesARecordOfEachActThatNamesTheOneBefore() {
    machines.bringRoot();
    machines.bringAuthority("issuing");

    assertThat(new RecordCheck(machines.service.folder()).findings())
        .allSatisfy(each -> assertThat(each.fault()).isEmpty())
        .extracting(each -> each.record().orElseThrow().act())
        .containsExactly(
            CeremonyRecord.Act.established,
            CeremonyRecord.Act.certified,
            CeremonyRecord.Act.installed);
  }

  @Test
  void findsARecordThatIsMissing() throws IOException {
    machines.bringRoot();
    machines.bringAuthority("issuing");
    machines.bringAuthority("issuing");
    new Rollover(machines.service).switchOver("issuing", TwoMachines.PEOPLE);
    AuthorityFolder service = machines.service.folder();
    FolderState state = service.state();
    List<FolderState.Ceremony> without =
        state.ceremonies().stream()
            .filter(it -> !it.file().contains("installed-issuing-2"))
            .toList();

    Files.write(
        service.path().resolve(AuthorityFolder.STATE),
        new FolderState(state.generations(), state.crossCertificates(), without).written());

    assertThat(new RecordCheck(service).findings())
        .anySatisfy(each -> assertThat(each.fault()).isPresent());
  }

  @Test
  void leadsFromRootToRootNoLongerThanBothLive() {
    machines.bringRoot();
    machines.bringNextRoot();
    AuthorityFolder service = machines.service.folder();
    X509Certificate old = service.crossCertificate("root");
    X509Certificate next = service.crossCertificate("root-2");

    for (String name : List.of("root-2.by.root", "root.by.root-2")) {
      X509Certificate cross = service.crossCertificate(name);
      assertThat(cross.getNotAfter()).isBeforeOrEqualTo(old.getNotAfter());
      assertThat(cross.getNotAfter()).isBeforeOrEqualTo(next.getNotAfter());
      assertThat(cross.getIssuerX500Principal()).isNotEqualTo(cross.getSubjectX500Principal());
    }
    assertThat(service.state().at("root", Stage.prepared))
        .map(FolderState.Generation::name)
        .contains("root-2");
  }

  @Test
  void takesNoRootThatTheOneBeforeDoesNotVouchFor() {
    machines.bringRoot();
    var others = new TwoMachines(folder.resolve("others"), InstantSource.fixed(Authorities.NOW));
    others.bringRoot();
    SignedRecord theirs = new Rollover(others.offline).startRoot(USUAL, TwoMachines.PEOPLE);

    assertThatThrownBy(() -> machines.bring(theirs))
        .isInstanceOf(RefusedCeremonyException.class)
        .hasMessageContaining("nobody known here vouches for that root");
  }

  @Test
  void takesNoChangeOfStageThatAStrangerSigned() {
    machines.bringRoot();
    machines.bringNextRoot();
    var others = new TwoMachines(folder.resolve("others"), InstantSource.fixed(Authorities.NOW));
    others.bringRoot();
    others.bringNextRoot();
    SignedRecord theirs = new Rollover(others.offline).switchOver("root", TwoMachines.PEOPLE);

    assertThatThrownBy(() -> machines.bring(theirs))
        .hasMessageContaining("signed by no root known here");
  }

  @Test
  void endsNoRootOnWhichACaStillHangs() {
    machines.bringRoot();
    machines.bringAuthority("issuing");
    machines.bringNextRoot();
    machines.bring(new Rollover(machines.offline).switchOver("root", TwoMachines.PEOPLE));
    SignedRecord end = new Rollover(machines.offline).retire("root", false, TwoMachines.PEOPLE);

    assertThatThrownBy(() -> machines.bring(end))
        .hasMessageContaining("root has certified issuing");
  }

  @Test
  void takesARootThatWasMadeWithoutTheseCommands() {
    SignedRecord record =
        machines.offline.establishRoot("Example Utility", USUAL, TwoMachines.PEOPLE);

    new Arrival(machines.service).take(record.signer(), Fingerprints.of(record.signer()));
    AuthorityName name = machines.service.request("issuing", "Example Utility", USUAL);
    X509Certificate answer = machines.answer(name).certificate("issuing").orElseThrow();
    machines.service.install(answer, Optional.empty(), TwoMachines.PEOPLE);

    assertThat(machines.hierarchy().get().issuing("issuing")).isPresent();
  }
}
