package org.gridseal.notify;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.gridseal.headend.Change;
import org.gridseal.headend.Courier;
import org.gridseal.headend.Webhook;
import org.gridseal.headend.WebhookKey;
import org.gridseal.network.AddressRange;
import org.gridseal.notify.Lookup.Found;
import org.jspecify.annotations.Nullable;

/// Posts signed messages over HTTPS.
///
/// A name is resolved once for each attempt, and the connection goes to the very address that was
/// looked at, so a name that answers differently a moment later leads nowhere else. The certificate
/// must be that of the name. Redirects are not followed, no answer is waited for longer than it is
/// worth, and of what is said in it only the status counts.
public final class HttpsCourier implements Courier {
  private static final Duration TO_CONNECT = Duration.ofSeconds(5);

  /// What Standard Webhooks recommends is 15 to 30 seconds.
  public static final Duration TO_ANSWER = Duration.ofSeconds(15);

  /// Of an answer's body; it is thrown away.
  private static final int MAXIMUM_BODY = 64 * 1024;

  private static final int MAXIMUM_HEADERS = 16 * 1024;
  private static final int GONE = 410;
  private static final int HTTPS = 443;

  private final HttpClient client;
  private final WebhookKey key;
  private final String source;
  private final Lookup lookup;
  private final Duration toAnswer;
  private final InstantSource time;

  /// Finds the addresses of a host; blocks.
  @FunctionalInterface
  public interface Names {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /// What may be reached, and how.
  ///
  /// @param allowed networks that receivers may be in although they are inside
  /// @param trusted a PEM file with CAs, instead of those that the platform trusts
  /// @param resolving runs what blocks
  /// @param toAnswer the longest wait for an answer, at most [#TO_ANSWER]
  public record Reach(
      List<AddressRange> allowed,
      Optional<Path> trusted,
      Names names,
      Executor resolving,
      Duration toAnswer) {}

  /// @param source the name of this installation's audit log
  public HttpsCourier(Vertx vertx, WebhookKey key, String source, Reach reach, InstantSource time) {
    this.key = key;
    this.source = source;
    this.lookup = new Lookup(reach.names(), reach.resolving(), new Addresses(reach.allowed()));
    this.toAnswer = reach.toAnswer();
    this.time = time;
    this.client =
        vertx.createHttpClient(options(reach.trusted()), new PoolOptions().setHttp1MaxSize(4));
  }

  private static HttpClientOptions options(Optional<Path> trusted) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(true)
            .setVerifyHost(true)
            .setForceSni(true)
            .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
            .setConnectTimeout((int) TO_CONNECT.toMillis())
            .setIdleTimeout((int) TO_ANSWER.toSeconds())
            .setMaxHeaderSize(MAXIMUM_HEADERS)
            // One message, one connection: the next may resolve to somewhere else.
            .setKeepAlive(false)
            .setDecompressionSupported(false);
    trusted.ifPresent(
        file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    return options;
  }

  @Override
  public Receipt deliver(Webhook to, Change change) {
    return post(to, CloudEvent.of(source, change));
  }

  @Override
  public Receipt test(Webhook to) {
    return post(to, CloudEvent.test(source, to, time.instant()));
  }

  private Receipt post(Webhook to, CloudEvent message) {
    return switch (lookup.find(unbracketed(to.url().getHost()))) {
      case Found.Nowhere(String why) -> new Receipt.Unreachable(why);
      case Found.At(InetAddress address) -> receipt(send(to, address, message));
    };
  }

  private Receipt receipt(Future<Receipt> sent) {
    try {
      return sent.toCompletionStage()
          .toCompletableFuture()
          .get(TO_CONNECT.plus(toAnswer).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Receipt.Unreachable("no answer in time");
    } catch (ExecutionException e) {
      return new Receipt.Unreachable(reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Receipt.Unreachable("the service was stopping");
    }
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private Future<Receipt> send(Webhook to, InetAddress address, CloudEvent message) {
    URI url = to.url();
    int port = url.getPort() < 0 ? HTTPS : url.getPort();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
            .setHost(unbracketed(url.getHost()))
            .setPort(port)
            .setSsl(true)
            .setURI(pathOf(url))
            .setFollowRedirects(false)
            .setTimeout(toAnswer.toMillis());
    return client.request(options).compose(request -> exchange(request, to, message));
  }

  private static String pathOf(URI url) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  private Future<Receipt> exchange(HttpClientRequest request, Webhook to, CloudEvent message) {
    byte[] body = message.encoded();
    Instant now = time.instant();
    return request
        .putHeader("Content-Type", CloudEvent.MEDIA_TYPE)
        .putHeader("User-Agent", "gridseal")
        .putHeader("webhook-id", message.id())
        .putHeader("webhook-timestamp", Long.toString(now.getEpochSecond()))
        .putHeader("webhook-signature", signatures(to, message.id(), now, body))
        .send(Buffer.buffer(body))
        .map(response -> receipt(request, response));
  }

  /// One for each secret, separated by blanks, as Standard Webhooks has it.
  private String signatures(Webhook to, String id, Instant now, byte[] body) {
    return key.secretsOf(to, now).stream()
        .map(secret -> Signature.of(secret, id, now, body))
        .collect(Collectors.joining(" "));
  }

  /// What counts is there with the headers; the body is read so far that the peer can finish.
  private static Receipt receipt(HttpClientRequest request, HttpClientResponse response) {
    int[] left = {MAXIMUM_BODY};
    response.handler(
        part -> {
          left[0] -= part.length();
          if (left[0] < 0) {
            request.reset();
          }
        });
    response.exceptionHandler(_ -> request.reset());
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return new Receipt.Taken(status);
    }
    return status == GONE
        ? new Receipt.Gone()
        : new Receipt.Refused(status, retryAfter(response.getHeader("Retry-After")));
  }

  /// In seconds; a date is not worth a parser here, for our own schedule comes back anyway.
  private static Optional<Duration> retryAfter(@Nullable String header) {
    return Optional.ofNullable(header)
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  private static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return "TLS failed: its certificate is not trusted, or not for this name";
      }
    }
    return "no connection, or it broke";
  }
}
