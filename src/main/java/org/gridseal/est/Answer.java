package org.gridseal.est;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gridseal.enrollment.Outcome;
import org.gridseal.site.Violation;
import org.gridseal.x509.CertificateBundle;

/// An HTTP response before it is written: status, headers in the case in which they go out, body.
///
/// @param next what becomes of the connection
record Answer(int status, Map<String, String> headers, Body body, Next next) {
  /// What becomes of a connection after an answer.
  enum Next {
    STAYS,
    /// It ends; its session may be resumed.
    ENDS,
    /// It ends, and the next handshake is a full one.
    ENDS_WITH_ITS_SESSION
  }

  Answer(int status, Map<String, String> headers, Body body) {
    this(status, headers, body, Next.STAYS);
  }

  /// The content; a record cannot hold an array and stay a value.
  static final class Body {
    private final byte[] bytes;

    Body(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes.clone();
    }
  }

  /// Certificates (RFC 7030 §4.1.3, §4.2.3).
  static Answer certificates(CertificateBundle bundle, boolean oneLine) {
    return new Answer(
        200,
        headers(
            "Content-Type",
            "application/pkcs7-mime; smime-type=certs-only",
            // RFC 8951 §3.1 lets it go, Bouncy Castle's client cannot do without it.
            "Content-Transfer-Encoding",
            "base64"),
        new Body(TransferEncoding.encode(bundle.encoded(), oneLine)));
  }

  /// What to put into a request (RFC 7030 §4.5.2).
  static Answer requestAttributes(byte[] attributes, boolean oneLine) {
    return new Answer(
        200,
        headers("Content-Type", "application/csrattrs", "Content-Transfer-Encoding", "base64"),
        new Body(TransferEncoding.encode(attributes, oneLine)));
  }

  /// A Full PKI Response, good news or bad (RFC 7030 §4.3.2).
  static Answer cmc(int status, byte[] response) {
    return new Answer(
        status,
        headers(
            "Content-Type",
            "application/pkcs7-mime; smime-type=CMC-response",
            "Content-Transfer-Encoding",
            "base64"),
        new Body(TransferEncoding.encode(response, false)));
  }

  /// What became of a request (RFC 7030 §4.2.3).
  static Answer of(Outcome outcome, boolean oneLine) {
    return switch (outcome) {
      case Outcome.Issued(var certificate) ->
          certificates(new CertificateBundle(List.of(certificate)), oneLine);
      case Outcome.IssuedWithKey(var certificate, var key) -> KeyAnswer.of(certificate, key);
      case Outcome.Waiting(var pause, String reason) ->
          empty(202, "Retry-After", Long.toString(pause.toSeconds()));
      case Outcome.Refused(List<Violation> violations) -> text(403, sentences(violations));
      case Outcome.Unauthenticated() -> unauthenticated();
      case Outcome.Unavailable(var pause) -> unavailable(pause);
    };
  }

  /// Nothing can be done just now, and that is not the client's fault (RFC 9110 §15.6.4).
  static Answer unavailable(Duration pause) {
    return text(
        503,
        "nothing could be decided or signed just now",
        "Retry-After",
        Long.toString(pause.toSeconds()));
  }

  /// Asks for credentials (RFC 7030 §3.2.3). Clients that begin anonymously go on only if the
  /// challenge is there.
  static Answer unauthenticated() {
    return empty(401, "WWW-Authenticate", "Basic realm=\"estrealm\"");
  }

  /// Without a body: Bouncy Castle's client gives up on an answer that it does not read to its end,
  /// and it reads neither 202 nor 401.
  private static Answer empty(int status, String... headers) {
    return new Answer(status, headers(headers), new Body(new byte[0]));
  }

  /// One line of plain text (RFC 7030 §4.2.3: a human-readable error).
  static Answer text(int status, String line, String... headers) {
    Map<String, String> all = headers(headers);
    all.put("Content-Type", "text/plain; charset=utf-8");
    return new Answer(status, all, new Body((line + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /// The device must prove its key anew first; this very request may then be sent again.
  static Answer staleSession(Violation why) {
    return text(503, sentences(List.of(why)), "Retry-After", "1").last();
  }

  /// The same, after which the connection ends and its session is forgotten.
  Answer last() {
    return new Answer(status, headers, body, Next.ENDS_WITH_ITS_SESSION);
  }

  /// The same, after which the connection ends. What it already was, if more than that, it stays.
  Answer closing() {
    return next == Next.STAYS ? new Answer(status, headers, body, Next.ENDS) : this;
  }

  private static String sentences(List<Violation> violations) {
    return violations.stream()
        .map(violation -> violation.rule() + ": " + violation.sentence())
        .collect(Collectors.joining("; "));
  }

  static Map<String, String> headers(String... namesAndValues) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      headers.put(namesAndValues[at], namesAndValues[at + 1]);
    }
    return headers;
  }
}
