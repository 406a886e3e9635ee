package org.gridseal.authority;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gridseal.x509.KeyPackage;
import org.gridseal.x509.SubjectKey;

/// One issuing authority: prepares drafts, signs each once, and hands out nothing that it has not
/// read back and verified.
public final class CertificationAuthority {
  private final X509Certificate certificate;
  private final VerifiedKey key;
  private final Drafting drafting;
  private final StatusLocations locations;
  private final InstantSource time;
  private final Supplier<SerialNumber> serialNumbers;

  /// @param certificate the authority's own
  /// @throws IllegalArgumentException if the certificate is not the key's, or the key is of a kind
  ///   that no authority has
  public CertificationAuthority(
      X509Certificate certificate,
      SigningKey key,
      StatusLocations locations,
      InstantSource time,
      Supplier<SerialNumber> serialNumbers) {
    if (!Arrays.equals(certificate.getPublicKey().getEncoded(), key.publicKey().getEncoded())) {
      throw new IllegalArgumentException("the authority's certificate is not for its signing key");
    }
    this.certificate = certificate;
    this.key = new VerifiedKey(key);
    this.drafting = new Drafting(certificate, locations, time, serialNumbers);
    this.locations = locations;
    this.time = time;
    this.serialNumbers = serialNumbers;
  }

  /// The same authority, whose certificates name one of so many lists from now on.
  public CertificationAuthority inPartitions(int number) {
    return new CertificationAuthority(
        certificate, key.key(), locations.inPartitions(number), time, serialNumbers);
  }

  /// Makes the certificate of a root, which signs itself.
  ///
  /// @throws IllegalArgumentException if the key is of a kind that the profile does not have
  public static X509Certificate establishRoot(
      CertificateProfile profile,
      Subject subject,
      SigningKey key,
      StatusLocations locations,
      InstantSource time,
      Supplier<SerialNumber> serialNumbers) {
    return new VerifiedKey(key)
        .sign(Drafting.root(profile, subject, key.publicKey(), locations, time, serialNumbers));
  }

  /// Decides a certificate without signing it.
  ///
  /// Its life begins an hour ago and ends after the shortest of: what is asked for, what the
  /// profile allows, what is left of the authority's own. One of a profile without end has none,
  /// whatever is asked for.
  ///
  /// @throws IllegalArgumentException if the subject lacks what the profile requires, or its key is
  ///   of a kind that the profile does not have, or the profile has no end and the authority has,
  ///   or the profile demands another signature than the authority's
  /// @throws IllegalStateException if the authority's own certificate has expired
  /// @throws SigningException if it is not yet valid, by our clock
  public Draft prepare(
      CertificateProfile profile, Subject subject, SubjectKey subjectKey, Period validity) {
    return drafting.prepare(profile, subject, subjectKey, validity);
  }

  /// Takes up a draft that was recorded and not signed, or whose signature was lost.
  ///
  /// The record is not believed: it is a draft only if it is, byte for byte, what this authority
  /// would write for that serial number and those dates. So whoever can write to the register still
  /// cannot have anything else signed.
  ///
  /// @return empty if the record is anything else, or has meanwhile become so
  public Optional<Draft> resume(
      CertificateProfile profile, Subject subject, SubjectKey subjectKey, RecordedDraft record) {
    return drafting.resume(profile, subject, subjectKey, record);
  }

  /// Certifies another root, so that whoever knows this one can believe that one as well (RFC 4210
  /// §4.4.1).
  ///
  /// @param other signed by itself
  /// @throws SigningException if the key gives no signature
  /// @throws IllegalStateException if one of the two has expired
  public X509Certificate certifyRoot(X509Certificate other) {
    return key.sign(drafting.certifying(other));
  }

  /// Signs a draft, reads the result back, and checks that it is the draft and that its signature
  /// verifies.
  ///
  /// @throws SigningException if the key gives no signature, or one that does not verify
  /// @throws IllegalStateException if the draft has been signed before
  public X509Certificate sign(Draft draft) {
    return key.sign(draft);
  }

  /// Whom its OCSP responder's certificate names: the authority, with what it is for.
  public Subject responder() {
    return Subject.responder(drafting.name());
  }

  /// The authority's own certificate.
  public X509Certificate certificate() {
    return certificate;
  }

  /// How it signs.
  public SignatureAlgorithm algorithm() {
    return drafting.algorithm();
  }

  /// Its short name, a path segment of its status locations.
  public String shortName() {
    return locations.authority();
  }

  /// The key identifier that its certificates and lists name as their issuer's.
  byte[] keyIdentifier() {
    return drafting.keyIdentifier();
  }

  /// Packs a private key so that only the recipient can open it, and can see that it comes from us.
  ///
  /// @throws SigningException if our key gives no signature
  /// @throws IllegalArgumentException if nothing can be encrypted to the recipient's key
  public KeyPackage seal(PrivateKey made, X509Certificate recipient) {
    return KeyEnvelope.seal(made, recipient, this, time.instant());
  }

  /// Signs a CMS message (RFC 5652 §5) that carries our certificate.
  ///
  /// @param type its content type, a dotted object identifier
  /// @param more certificates that go along
  /// @return the ContentInfo, ASN.1
  /// @throws SigningException if our key gives no signature
  public byte[] signedMessage(String type, byte[] content, List<X509Certificate> more) {
    try {
      return SignedMessage.of(type, content, more, this, time.instant()).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  StatusLocations locations() {
    return locations;
  }

  /// Begins to sign what comes in pieces: a CRL.
  StreamedSignature signature() {
    return new StreamedSignature(key.key());
  }

  /// Has the key sign, and verifies the signature, for nothing but to see that it does. What is
  /// signed is a sentence, and no structure that any verifier would take for something.
  ///
  /// @throws SigningException if the key gives no signature, or one that does not verify
  public void prove() {
    key.prove();
  }

  /// Signs what is no certificate: a CMS message.
  ///
  /// @throws SigningException if the key gives no signature, or one that does not verify
  byte[] signed(byte[] content) {
    return key.sign(content);
  }
}
