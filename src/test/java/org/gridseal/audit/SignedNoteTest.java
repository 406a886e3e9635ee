package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  /// The example of C2SP signed-note.
  private static final String EXAMPLE =
      "This is an example message.\n\n"
          + "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3"
          + "mFXmRKuwHjG1Yu72IneyaQM=\n";

  private static final String EXAMPLE_KEY =
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

  /// A checkpoint that a public log signed with ECDSA.
  private static final String REKOR =
      "Rekor\n798034\nf+7CoKgXKE/tNys9TTXcr/ad6U/K3xvznmzew9y6SP0=\n\n"
          + "— rekor.sigstore.dev wNI9ajBEAiARInWIWyCdyG27CO6LPnPekyw20qO0YJfoaPaowGp/XgIgc+qEHS3+GKVC"
          + "lgqq20uDLet7MCoTURUCRdxwWBHHufk=\n";

  private static final String REKOR_KEY =
      "rekor.sigstore.dev+c0d23d6a+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNhtmPtrWm3U1eQXBogSMdGvXwBcK5"
          + "AW5i0hrZLOC96l+smGNM7nwZ4QvFK/4sueRoVj//QP22Ni4Qt9DPfkWLc=";

  @Test
  void verifiesTheSpecificationsExample() throws BrokenLogException {
    SignedNote note = SignedNote.parse(bytes(EXAMPLE));

    note.requireSignatureOf(VerifierKey.parse(EXAMPLE_KEY));
    assertThat(note.text()).isEqualTo("This is an example message.\n");
    assertThat(note.encoded()).isEqualTo(bytes(EXAMPLE));
    assertThat(VerifierKey.parse(EXAMPLE_KEY)).hasToString(EXAMPLE_KEY);
  }

  @Test
  void verifiesEcdsaToo() throws BrokenLogException {
    SignedNote note = SignedNote.parse(bytes(REKOR));

    note.requireSignatureOf(VerifierKey.parse(REKOR_KEY));
    assertThat(Checkpoint.parse(note.text()).size()).isEqualTo(798_034);
    assertThat(Checkpoint.parse(note.text()).text()).isEqualTo(note.text());
    assertThat(VerifierKey.parse(REKOR_KEY)).hasToString(REKOR_KEY);
  }

  @Test
  void refusesAnotherTextUnderTheSameSignature() throws BrokenLogException {
    SignedNote note = SignedNote.parse(bytes(EXAMPLE.replace("example message", "other message")));
    VerifierKey key = VerifierKey.parse(EXAMPLE_KEY);

    assertThatThrownBy(() -> note.requireSignatureOf(key))
        .isInstanceOf(BrokenLogException.class)
        .hasMessage("the signature of example.com/foo does not verify");
  }

  @Test
  void refusesANoteThatOnlyOthersSigned() throws BrokenLogException {
    SignedNote note = SignedNote.parse(bytes(EXAMPLE));
    VerifierKey other = LogKey.create("example.com/foo", new SecureRandom()).verifier();

    assertThatThrownBy(() -> note.requireSignatureOf(other))
        .isInstanceOf(BrokenLogException.class)
        .hasMessage("the note is not signed by example.com/foo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text\n",
        "text\n\n",
        "text\n\nno signature\n",
        "text\n\n— name\n",
        "text\n\n— name AAAA\n",
        "text\n\n— name !!!!\n",
        "text\n\n— na+me AAAAAAAA\n",
        "text\n\n- name AAAAAAAA\n",
        "te\u0001xt\n\n— name AAAAAAAA\n",
        "text\n\n— name AAAAAAAA"
      })
  void isNotReadFromAnythingElse(String note) {
    assertThatThrownBy(() -> SignedNote.parse(bytes(note))).isInstanceOf(BrokenLogException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com/foo",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/fox+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm",
        "example.com/foo+530d903a+",
        "example.com/foo+530d903a+B+kyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
      })
  void aKeyIsNotReadFromAnythingElse(String vkey) {
    assertThatThrownBy(() -> VerifierKey.parse(vkey)).isInstanceOf(BrokenLogException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "origin\n5\n",
        "origin\n05\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n",
        "origin\n-5\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n",
        "origin\n5\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja8=\n",
        "\n5\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n"
      })
  void aCheckpointIsNotReadFromAnythingElse(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(BrokenLogException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
