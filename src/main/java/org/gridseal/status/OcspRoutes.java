package org.gridseal.status;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.gridseal.authority.OcspRequest;
import org.gridseal.authority.OcspResponse;
import org.gridseal.authority.OcspResponse.Failure;
import org.gridseal.revocation.OcspAnswers;
import org.gridseal.revocation.OcspAnswers.Reply;
import org.gridseal.status.Answer.Caching;
import org.gridseal.x509.MalformedException;

/// OCSP over HTTP: POST (RFC 6960 appendix A.1), and GET with headers for caches (RFC 5019 §6.2).
public final class OcspRoutes {
  /// Where OCSP is on the listener.
  public static final String PATH = "/ocsp";

  private static final String TYPE = "application/ocsp-response";

  private final OcspAnswers answers;
  private final InstantSource time;
  private final Duration cacheFor;

  /// @param cacheFor how long caches may keep an answer at most
  public OcspRoutes(OcspAnswers answers, InstantSource time, Duration cacheFor) {
    this.answers = answers;
    this.time = time;
    this.cacheFor = cacheFor;
  }

  /// The request in a POST.
  ///
  /// @throws MalformedException if it is none
  public static OcspRequest posted(byte[] body) {
    return OcspRequest.parse(body);
  }

  /// The request in the path of a GET: base64, percent-encoded, behind a slash.
  ///
  /// @param path as it came, not decoded
  /// @throws MalformedException if it is none
  public static OcspRequest inPath(String path) {
    if (path.length() <= PATH.length() + 1) {
      throw new MalformedException("a request follows the slash");
    }
    byte[] base64 = decoded(path.substring(PATH.length() + 1));
    try {
      return OcspRequest.parse(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new MalformedException("a request in a path is base64", e);
    }
  }

  /// Percent-decoding alone: a plus sign is a plus sign in a path.
  private static byte[] decoded(String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    int length = 0;
    for (int at = 0; at < octets.length; at++) {
      byte octet = octets[at];
      if (octet == '%') {
        if (at + 2 >= octets.length) {
          throw new MalformedException("a percent sign has two digits behind it");
        }
        octet = (byte) ((digit(octets[at + 1]) << 4) | digit(octets[at + 2]));
        at += 2;
      }
      octets[length++] = octet;
    }
    return Arrays.copyOf(octets, length);
  }

  private static int digit(byte octet) {
    int digit = Character.digit(octet, 16);
    if (digit < 0) {
      throw new MalformedException("a percent sign has two digits behind it");
    }
    return digit;
  }

  /// The answer, if it takes no signature; never waits.
  ///
  /// @param isGet whether caches may keep it
  public Optional<Answer> atOnce(OcspRequest request, boolean isGet) {
    return answers.atOnce(request).map(reply -> answer(reply, isGet));
  }

  /// Whatever is signed already for the same question without its nonce; never waits. For who asks
  /// for too many signatures: it may take the answer for what it is (RFC 9654 §2.1 leaves it to a
  /// responder whether a nonce is given back).
  public Answer withoutSigning(OcspRequest request) {
    return Optional.of(request)
        .filter(it -> it.questions().size() == 1)
        .flatMap(it -> answers.atOnce(OcspRequest.about(it.questions().getFirst())))
        .map(reply -> answer(reply, false))
        .orElseGet(() -> failure(Failure.TRY_LATER));
  }

  /// Answers. May wait for the database.
  public Answer answer(OcspRequest request, boolean isGet) {
    return answer(answers.answer(request), isGet);
  }

  public static Answer malformed() {
    return failure(Failure.MALFORMED_REQUEST);
  }

  public static Answer tryLater() {
    return failure(Failure.TRY_LATER);
  }

  private static Answer failure(Failure failure) {
    return new Answer.Octets(200, TYPE, Caching.NEVER, failure.encoded());
  }

  private Answer answer(Reply reply, boolean isGet) {
    return switch (reply) {
      case Reply.Common(OcspResponse response) ->
          new Answer.Octets(
              200, TYPE, isGet ? caching(response) : Caching.NEVER, response.encoded());
      case Reply.Single(OcspResponse response) ->
          new Answer.Octets(200, TYPE, Caching.NEVER, response.encoded());
      case Reply.Failed(Failure failure) -> failure(failure);
    };
  }

  /// RFC 5019 §6.2; `max-age` counts before Expires (RFC 9111 §5.3), and is short, so that a
  /// revocation is not hidden by a cache for long.
  private Caching caching(OcspResponse response) {
    Instant now = time.instant();
    Duration left = Duration.between(now, response.nextUpdate());
    Duration until = left.compareTo(cacheFor) < 0 ? left : cacheFor;
    return new Caching(
        "max-age=" + until.toSeconds() + ", public, no-transform, must-revalidate",
        Optional.of(response.tag()),
        Optional.of(response.producedAt()),
        // What was good may be signed again as revoked within the second.
        false,
        Optional.of(response.nextUpdate()));
  }
}
