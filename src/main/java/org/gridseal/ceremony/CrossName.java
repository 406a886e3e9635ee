package org.gridseal.ceremony;

import org.gridseal.authority.AuthorityName;

/// The name of what leads from one root to another, `root-2.by.root`: the key of the first, signed
/// with the key of the second.
record CrossName(AuthorityName subject, AuthorityName issuer) {
  private static final String BY = ".by.";

  static CrossName parse(String text) {
    int at = text.indexOf(BY);
    if (at < 0) {
      throw new IllegalArgumentException("a cross certificate is named SUBJECT.by.ISSUER");
    }
    return new CrossName(
        AuthorityName.parse(text.substring(0, at)),
        AuthorityName.parse(text.substring(at + BY.length())));
  }

  static boolean isOne(String text) {
    return text.contains(BY);
  }

  boolean names(AuthorityName root) {
    return subject.equals(root) || issuer.equals(root);
  }

  @Override
  public String toString() {
    return subject + BY + issuer;
  }
}
