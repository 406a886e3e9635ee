package org.gridseal.cost;

import java.util.List;

/// The flights of a TLS handshake in octets of their records, summed from what the messages are
/// made of. Every message of TLS 1.2 comes in a record of its own; those that TLS 1.3 encrypts
/// share one.
///
/// @param flights the client's hello first, then in turns; in TLS 1.2 the last is the side's that
///   has nothing to say after it, in TLS 1.3 always the client's
record Handshake(List<Integer> flights) {
  /// Type, version, length (RFC 5246 §6.2.1).
  static final int RECORD = 5;

  /// Type and length (RFC 5246 §7.4).
  private static final int MESSAGE = 4;

  /// Version and random (RFC 5246 §7.4.1.2).
  private static final int HELLO = 2 + 32;

  private static final int SESSION_ID = 32;

  /// An ECDSA signature on P-256: two integers in a sequence (RFC 3279 §2.2.3), 6 octets around
  /// them; each takes 33 octets half of the time and 32 otherwise.
  private static final int SIGNATURE = 6 + 32 + 32 + 1;

  /// Algorithm and length before a signature (RFC 5246 §4.7).
  private static final int SIGNED = 4 + SIGNATURE;

  /// RFC 5246 §7.4.9.
  private static final int FINISHED_12 = 12;

  /// SHA-256 (RFC 8446 §4.4.4).
  private static final int FINISHED_13 = 32;

  private static final int CHANGE_CIPHER_SPEC = RECORD + 1;

  /// Extended master secret 4, renegotiation 5, point formats 6 (RFC 7627, 5746, 8422).
  private static final int SERVER_EXTENSIONS = 15;

  Handshake {
    flights = List.copyOf(flights);
  }

  static Handshake full(Suite suite, CertificateSizes server, CertificateSizes client) {
    return suite == Suite.TLS13 ? full13(suite, server, client) : full12(suite, server, client);
  }

  /// By the session's id (RFC 5246 §7.3).
  ///
  /// @throws IllegalArgumentException for TLS 1.3, which our listeners do not resume
  static Handshake resumed(Suite suite) {
    if (!suite.resumable()) {
      throw new IllegalArgumentException(suite + " is not resumed");
    }
    return new Handshake(
        List.of(clientHello(suite, SESSION_ID), serverHello12() + ended(suite), ended(suite)));
  }

  private static Handshake full12(Suite suite, CertificateSizes server, CertificateSizes client) {
    int keyExchange = message(3 + 1 + suite.point() + SIGNED);
    int serverFlight =
        serverHello12()
            + message(3 + server.listed())
            + keyExchange
            + message(suite.certificateRequest())
            + message(0);
    int clientFlight =
        message(3 + client.listed()) + message(1 + suite.point()) + message(SIGNED) + ended(suite);
    return new Handshake(List.of(clientHello(suite, 0), serverFlight, clientFlight, ended(suite)));
  }

  /// Between the hellos and the Finished everything is encrypted; the hellos carry an id for the
  /// sake of what stands between (RFC 8446 §D.4).
  private static Handshake full13(Suite suite, CertificateSizes server, CertificateSizes client) {
    int hello = message(HELLO + 1 + SESSION_ID + 2 + 1 + 2 + (8 + suite.point()) + 6);
    int encryptedExtensions = MESSAGE + 2;
    int request = MESSAGE + suite.certificateRequest();
    int serverFlight =
        hello
            + CHANGE_CIPHER_SPEC
            + RECORD
            + encryptedExtensions
            + request
            + proof13(server)
            + suite.expansion();
    int clientFlight = CHANGE_CIPHER_SPEC + RECORD + proof13(client) + suite.expansion();
    return new Handshake(List.of(clientHello(suite, SESSION_ID), serverFlight, clientFlight));
  }

  /// Certificate with two octets of extensions for each, CertificateVerify, Finished (RFC 8446
  /// §4.4).
  private static int proof13(CertificateSizes certificates) {
    int certificate = MESSAGE + 1 + 3 + certificates.listed() + 2 * certificates.count();
    return certificate + MESSAGE + SIGNED + MESSAGE + FINISHED_13;
  }

  private static int clientHello(Suite suite, int sessionId) {
    return message(HELLO + 1 + sessionId + 2 + suite.offered() + 2 + 2 + suite.extensions());
  }

  private static int serverHello12() {
    return message(HELLO + 1 + SESSION_ID + 2 + 1 + 2 + SERVER_EXTENSIONS);
  }

  /// ChangeCipherSpec and Finished.
  private static int ended(Suite suite) {
    return CHANGE_CIPHER_SPEC + message(FINISHED_12) + suite.expansion();
  }

  private static int message(int body) {
    return RECORD + MESSAGE + body;
  }
}
