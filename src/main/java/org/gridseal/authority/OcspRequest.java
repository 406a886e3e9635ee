package org.gridseal.authority;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gridseal.x509.MalformedException;

/// An OCSP request (RFC 6960 §4.1): whose certificates it asks about, and its nonce. Who sent it,
/// and whether it is signed, makes no difference and is not read.
public final class OcspRequest {
  /// A few certificates a request; a long list would let a stranger order much with one packet.
  static final int MAXIMUM_QUESTIONS = 8;

  /// Octets of a nonce; a request with none or more is malformed (RFC 9654 §2.1).
  private static final int MAXIMUM_NONCE = 128;

  /// 1.3.6.1.5.5.7.48.1.2 (RFC 9654 §2.1).
  private static final byte[] NONCE = {0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x02};

  private static final int SEQUENCE = Asn1Octets.SEQUENCE;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int BOOLEAN = 0x01;

  private final List<OcspQuestion> questions;
  private final byte[] nonce;

  private OcspRequest(List<OcspQuestion> questions, byte[] nonce) {
    this.questions = List.copyOf(questions);
    this.nonce = nonce;
  }

  /// Reads a request.
  ///
  /// @param encoded ASN.1, capped by the caller
  /// @throws MalformedException if it is none, asks for too much or for nothing, or has a nonce
  ///   that RFC 9654 does not allow
  public static OcspRequest parse(byte[] encoded) {
    Asn1Walk request = new Asn1Walk(encoded, 0, encoded.length).enter(SEQUENCE);
    Asn1Walk content = request.enter(SEQUENCE);
    content.skip(0xa0); // version
    content.skip(0xa1); // requestorName
    List<OcspQuestion> questions = questions(content.enter(SEQUENCE));
    byte[] nonce = content.isAt(0xa2) ? nonce(content.enter(0xa2).enter(SEQUENCE)) : new byte[0];
    if (!content.isOver()) {
      throw new MalformedException("a request ends later than it should");
    }
    return new OcspRequest(questions, nonce);
  }

  private static List<OcspQuestion> questions(Asn1Walk list) {
    List<OcspQuestion> questions = new ArrayList<>(1);
    while (!list.isOver() && questions.size() <= MAXIMUM_QUESTIONS) {
      Asn1Walk one = list.enter(SEQUENCE);
      questions.add(OcspQuestion.read(one));
      one.skip(0xa0); // singleRequestExtensions
    }
    if (questions.isEmpty() || questions.size() > MAXIMUM_QUESTIONS) {
      throw new MalformedException("a request has 1 to 8 questions");
    }
    return questions;
  }

  private static byte[] nonce(Asn1Walk extensions) {
    byte[] found = new byte[0];
    while (!extensions.isOver()) {
      Asn1Walk extension = extensions.enter(SEQUENCE);
      byte[] type = extension.enter(OBJECT_IDENTIFIER).rest();
      extension.skip(BOOLEAN);
      Asn1Walk value = extension.enter(Asn1Octets.OCTET_STRING);
      if (Arrays.equals(type, NONCE)) {
        found = value.enter(Asn1Octets.OCTET_STRING).rest();
        if (found.length == 0 || found.length > MAXIMUM_NONCE) {
          throw new MalformedException("a nonce has 1 to 128 octets");
        }
      }
    }
    return found;
  }

  /// A request that asks nothing else, without a nonce.
  public static OcspRequest about(OcspQuestion question) {
    return new OcspRequest(List.of(question), new byte[0]);
  }

  public List<OcspQuestion> questions() {
    return questions;
  }

  /// The only question, if its answer is the same for everybody who asks it: the form that RFC 5019
  /// §2.1 demands.
  public Optional<OcspQuestion> simple() {
    return questions.size() == 1 && !hasNonce()
        ? Optional.of(questions.getFirst())
        : Optional.empty();
  }

  public boolean hasNonce() {
    return nonce.length > 0;
  }

  /// The responseExtensions that give the nonce back, with their tag; nothing if there was none.
  byte[] nonceGivenBack() {
    if (!hasNonce()) {
      return new byte[0];
    }
    byte[] value =
        Asn1Octets.of(Asn1Octets.OCTET_STRING, Asn1Octets.of(Asn1Octets.OCTET_STRING, nonce));
    byte[] extension = Asn1Octets.of(SEQUENCE, Asn1Octets.of(OBJECT_IDENTIFIER, NONCE), value);
    return Asn1Octets.of(0xa1, Asn1Octets.of(SEQUENCE, extension));
  }
}
