package org.gridseal.status;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.gridseal.revocation.CrlPublisher;
import org.gridseal.status.LogRoutes.Answer;

/// What relying parties ask without saying who they are: `/ocsp`, `/crl/NAME.crl`, `/ca/NAME.cer`,
/// `/log/…`. Everything here is signed by us or public by nature.
public final class StatusRoutes {
  private static final String NEVER = "no-store";

  /// An answer may be cached for a while, but not so long that a revocation stays unseen.
  private static final String MINUTES = "public, max-age=300";

  private final UnaryOperator<byte[]> responder;
  private final Supplier<Map<String, CrlPublisher>> lists;
  private final Supplier<Map<String, byte[]>> certificates;
  private final LogRoutes log;

  /// @param responder answers an OCSP request
  /// @param lists those of the moment, by the short name of their authority
  /// @param certificates encodings of our authorities' certificates, by short name
  public StatusRoutes(
      UnaryOperator<byte[]> responder,
      Supplier<Map<String, CrlPublisher>> lists,
      Supplier<Map<String, byte[]>> certificates,
      LogRoutes log) {
    this.responder = responder;
    this.lists = lists;
    this.certificates = certificates;
    this.log = log;
  }

  /// Answers a GET. May block for the database.
  ///
  /// @param path without query, beginning with a slash, percent-decoded
  public Answer get(String path) {
    String[] segments = path.substring(1).split("/", 2);
    return switch (segments[0]) {
      case "log" -> log.get(path);
      case "crl" ->
          found(
              named(segments, ".crl").flatMap(name -> Optional.ofNullable(lists.get().get(name))),
              CrlPublisher::current,
              "application/pkix-crl");
      case "ca" ->
          found(
              named(segments, ".cer")
                  .flatMap(name -> Optional.ofNullable(certificates.get().get(name))),
              certificate -> certificate,
              "application/pkix-cert");
      case "ocsp" -> ocspByGet(segments);
      default -> notFound();
    };
  }

  /// Answers an OCSP request sent by POST (RFC 6960 appendix A.1).
  public Answer ocsp(byte[] request) {
    return new Answer(200, "application/ocsp-response", NEVER, responder.apply(request));
  }

  /// RFC 6960 appendix A.1: the base64 of the request follows the slash.
  private Answer ocspByGet(String[] segments) {
    if (segments.length < 2) {
      return notFound();
    }
    try {
      return ocsp(Base64.getDecoder().decode(segments[1]));
    } catch (IllegalArgumentException e) {
      return new Answer(400, "text/plain; charset=utf-8", NEVER, new byte[0]);
    }
  }

  private static Optional<String> named(String[] segments, String ending) {
    return Arrays.stream(segments)
        .skip(1)
        .filter(name -> name.endsWith(ending))
        .map(name -> name.substring(0, name.length() - ending.length()))
        .findFirst();
  }

  private static <T> Answer found(Optional<T> thing, Function<T, byte[]> content, String type) {
    return thing
        .map(it -> new Answer(200, type, MINUTES, content.apply(it)))
        .orElseGet(StatusRoutes::notFound);
  }

  private static Answer notFound() {
    return new Answer(404, "text/plain; charset=utf-8", NEVER, new byte[0]);
  }
}
