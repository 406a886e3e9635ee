package org.gridseal.authority;

import java.util.Arrays;
import org.gridseal.x509.MalformedException;

/// Walks over values in their distinguished encoding (X.690 §10.1: definite lengths), without
/// making objects of them. What strangers send is read by it on the event loop.
final class Asn1Walk {
  private final byte[] octets;
  private final int end;
  private int place;

  /// @param end exclusive
  Asn1Walk(byte[] octets, int start, int end) {
    this.octets = octets;
    this.place = start;
    this.end = end;
  }

  boolean isOver() {
    return place == end;
  }

  /// Where the next value begins.
  int place() {
    return place;
  }

  boolean isAt(int tag) {
    return place < end && (octets[place] & 0xff) == tag;
  }

  /// Goes over the next value, which must have that tag, and gives a walk over its inside.
  ///
  /// @throws MalformedException if it has another, or is cut off
  Asn1Walk enter(int tag) {
    if (!isAt(tag)) {
      throw new MalformedException("another element was expected there");
    }
    place++;
    int length = length();
    if (length > end - place) {
      throw new MalformedException("an element is cut off");
    }
    Asn1Walk inside = new Asn1Walk(octets, place, place + length);
    place += length;
    return inside;
  }

  /// Goes over the next value if it has that tag.
  void skip(int tag) {
    if (isAt(tag)) {
      enter(tag);
    }
  }

  /// What is left of it.
  byte[] rest() {
    return Arrays.copyOfRange(octets, place, end);
  }

  /// A part that was gone over.
  byte[] between(int from, int to) {
    return Arrays.copyOfRange(octets, from, to);
  }

  private int length() {
    int first = octet();
    if (first < 0x80) {
      return first;
    }
    return switch (first) {
      case 0x81 -> octet();
      case 0x82 -> (octet() << Byte.SIZE) | octet();
      default -> throw new MalformedException("an element is longer than any that is asked for");
    };
  }

  private int octet() {
    if (place == end) {
      throw new MalformedException("an element is cut off");
    }
    return octets[place++] & 0xff;
  }
}
