package org.certpublisher.source.crl;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.certpublisher.source.file.BoundedFile;

/**
 * Gets the bytes of a CRL from a file or over HTTP: within 30 seconds, at most 128 MiB. Redirects
 * stay on https, or on the same host; they never lead to a file. TLS is verified; over plain HTTP
 * the CRL's own signature protects it, as RFC 5280, section 8 expects.
 */
final class CrlFetch {
  private static final int LIMIT = 128 << 20;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration WHOLE = Duration.ofSeconds(30);
  private static final int REDIRECTS = 5;

  private final Duration patience;
  private final int limit;

  CrlFetch() {
    this(WHOLE, LIMIT);
  }

  CrlFetch(Duration patience, int limit) {
    this.patience = patience;
    this.limit = limit;
  }

  /** The location as a person would write it: the path of a file, or the address. */
  static String shown(URI location) {
    return isFile(location) ? Path.of(location).toString() : location.toString();
  }

  private static boolean isFile(URI location) {
    return "file".equalsIgnoreCase(location.getScheme());
  }

  private static boolean isWeb(URI location) {
    return location.getHost() != null
        && ("http".equalsIgnoreCase(location.getScheme())
            || "https".equalsIgnoreCase(location.getScheme()));
  }

  byte[] get(URI location) throws RefusedCrlException {
    if (isFile(location)) {
      return file(Path.of(location));
    }
    if (!isWeb(location)) {
      throw new RefusedCrlException(
          "expected a file, or an http or https address. Configure one of these.");
    }
    return web(location);
  }

  private byte[] file(Path file) throws RefusedCrlException {
    try {
      return BoundedFile.read(file, limit);
    } catch (IOException e) {
      throw new RefusedCrlException(
          "it cannot be read: " + BoundedFile.reason(e) + ". Check the path and its permissions.",
          e);
    }
  }

  private byte[] web(URI location) throws RefusedCrlException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT.compareTo(patience) < 0 ? CONNECT : patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    long end = System.nanoTime() + patience.toNanos();
    URI at = location;
    for (int i = 0; i <= REDIRECTS; i++) {
      HttpResponse<byte[]> response = answer(client, at, end);
      int code = response.statusCode();
      if (code == 200) {
        return response.body();
      }
      boolean moved = code == 301 || code == 302 || code == 303 || code == 307 || code == 308;
      if (!moved) {
        throw new RefusedCrlException(
            at + " answered HTTP " + code + " instead of 200. Check the address.");
      }
      at = redirected(at, response.headers().firstValue("location").orElse(""));
    }
    throw new RefusedCrlException(
        "it was redirected more than " + REDIRECTS + " times. Configure the final address.");
  }

  private static URI redirected(URI from, String to) throws RefusedCrlException {
    URI target;
    try {
      target = from.resolve(to);
    } catch (IllegalArgumentException e) {
      throw new RefusedCrlException(from + " redirects to no address. Check the address.", e);
    }
    boolean secure = "https".equalsIgnoreCase(target.getScheme());
    boolean downgrade = "https".equalsIgnoreCase(from.getScheme()) && !secure;
    boolean sameHost = host(from).equals(host(target));
    boolean bothSecure = secure && "https".equalsIgnoreCase(from.getScheme());
    if (to.isEmpty() || !isWeb(target) || downgrade || !(sameHost || bothSecure)) {
      throw new RefusedCrlException(
          from
              + " redirects to '"
              + to.replaceAll("[^!-~]", "?")
              + "', which is not followed: only https, or the same host. Configure the final"
              + " address.");
    }
    return target;
  }

  private static String host(URI location) {
    return Objects.requireNonNullElse(location.getHost(), "").toLowerCase(Locale.ROOT);
  }

  private HttpResponse<byte[]> answer(HttpClient client, URI at, long end)
      throws RefusedCrlException {
    HttpRequest request =
        HttpRequest.newBuilder(at).header("User-Agent", "cert-publisher").GET().build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, info -> new BoundedBody(limit));
    try {
      return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new RefusedCrlException(
          at + " gave no answer within " + patience.toSeconds() + " s. Check that it is up.", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new RefusedCrlException("the program was told to stop.", e);
    } catch (ExecutionException e) {
      throw new RefusedCrlException(
          at + " cannot be got: " + reason(e.getCause()) + ". Check the address.", e);
    }
  }

  private static String reason(@org.jspecify.annotations.Nullable Throwable cause) {
    if (cause == null) {
      return "unknown";
    }
    String text = cause.getMessage();
    return text == null ? cause.getClass().getSimpleName() : text;
  }
}
