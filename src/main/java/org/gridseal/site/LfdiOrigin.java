package org.gridseal.site;

/// Where an LFDI that somebody typed came from: rightly made, or wrongly in one of the ways seen in
/// the field.
public enum LfdiOrigin {
  CERTIFICATE("this is the LFDI of the certificate"),
  SHA_1("this was made with SHA-1; use SHA-256 over the certificate's ASN.1 DER encoding"),
  PEM_TEXT("this is the hash of the PEM text; decode the PEM before hashing"),
  PEM_TEXT_OF_WINDOWS(
      "this is the hash of the PEM text with Windows line ends; decode the PEM before hashing"),
  ANOTHER_CERTIFICATE("this names another certificate than the one given; check both");

  private final String sentence;

  LfdiOrigin(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
