package org.gridseal.x509;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.X500Name;

/// Looks at a requested subject only to turn down tricks; its content is never used.
final class SubjectName {
  /// Far above any honest name; an attribute value alone may have 64 characters (RFC 5280 appendix
  /// A.1, upper bounds).
  private static final int MAXIMUM_OCTETS = 1024;

  private SubjectName() {}

  /// @throws MalformedException if the name is oversized, repeats an attribute type that may stand
  ///   once, or hides control characters
  static void check(X500Name subject) {
    try {
      if (subject.getEncoded().length > MAXIMUM_OCTETS) {
        throw new MalformedException("the subject is longer than " + MAXIMUM_OCTETS + " octets");
      }
    } catch (IOException e) {
      throw new MalformedException("the subject cannot be read", e);
    }
    Set<String> seen = new HashSet<>();
    Arrays.stream(subject.getRDNs())
        .flatMap(rdn -> Arrays.stream(rdn.getTypesAndValues()))
        .forEach(part -> checkPart(part, seen));
  }

  private static void checkPart(AttributeTypeAndValue part, Set<String> seen) {
    String type = part.getType().getId();
    // Only organisational unit and domain component have a reason to repeat.
    boolean mayRepeat = type.equals("2.5.4.11") || type.equals("0.9.2342.19200300.100.1.25");
    if (!seen.add(type) && !mayRepeat) {
      throw new MalformedException("the subject names one attribute twice");
    }
    if (!(part.getValue() instanceof ASN1String text)) {
      throw new MalformedException("the subject holds something that is no text");
    }
    if (text.getString().chars().anyMatch(Character::isISOControl)) {
      throw new MalformedException("the subject holds a control character");
    }
  }
}
