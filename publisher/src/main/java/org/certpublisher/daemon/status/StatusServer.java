package org.certpublisher.daemon.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers GET and HEAD of {@code /}, {@code /metrics}, {@code /health/live}, {@code /health/ready}
 * and {@code /report/PUBLICATION}; nothing else, and nothing can be set off here. What is read
 * stands in memory, so that an answer waits neither for a run nor for the state.
 */
public final class StatusServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);
  private static final String HTML = "text/html; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final int THREADS = 2;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Supplier<List<Standing>> standings;
  private final Clock clock;
  private final String version;

  /**
   * Listens until it is closed.
   *
   * @param version of the program
   * @throws IOException when the address cannot be listened on
   */
  public StatusServer(
      InetSocketAddress address, Supplier<List<Standing>> standings, Clock clock, String version)
      throws IOException {
    this.server = HttpServer.create(address, 0);
    this.standings = standings;
    this.clock = clock;
    this.version = version;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "status");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** The port, also where any free one was asked for. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, 405, TEXT, bytes("only GET and HEAD\n"));
        return;
      }
      String path = exchange.getRequestURI().getPath();
      switch (path) {
        case "/" ->
            send(exchange, 200, HTML, bytes(StatusPage.of(standings.get(), clock.instant())));
        case "/metrics" ->
            send(
                exchange,
                200,
                "text/plain; version=0.0.4; charset=utf-8",
                Metrics.of(standings.get(), version));
        case "/health/live" -> send(exchange, 200, TEXT, bytes("alive\n"));
        case "/health/ready" -> ready(exchange);
        default -> report(exchange, path);
      }
    } catch (RuntimeException e) {
      LOG.error("an error in the program while a status was told; please report it", e);
      send(exchange, 500, TEXT, bytes("an error in the program, see the log\n"));
    }
  }

  /** Ready is who has had a run that did not fail; what is held or found does not count. */
  private void ready(HttpExchange exchange) throws IOException {
    List<String> failed =
        standings.get().stream()
            .filter(one -> one.isFailed() || one.last().isEmpty())
            .map(
                one ->
                    one.publication()
                        + ": "
                        + one.last().map(Standing.Last::text).orElse("the first run is under way"))
            .toList();
    boolean ready = failed.isEmpty();
    send(
        exchange,
        ready ? 200 : 503,
        TEXT,
        bytes(ready ? "ready\n" : String.join("\n", failed) + "\n"));
  }

  private void report(HttpExchange exchange, String path) throws IOException {
    Optional<Path> file =
        standings.get().stream()
            .filter(one -> path.equals("/report/" + one.publication()))
            .findFirst()
            .flatMap(Standing::last)
            .flatMap(last -> last.measured().report())
            .filter(Files::isReadable);
    if (file.isEmpty()) {
      send(exchange, 404, TEXT, bytes("nothing here\n"));
      return;
    }
    // The report names its own style and script in a content security policy of its own.
    headers(exchange, HTML);
    head(exchange, 200, Files.size(file.get()));
    if (exchange.getRequestMethod().equals("GET")) {
      try (OutputStream out = exchange.getResponseBody()) {
        Files.copy(file.get(), out);
      }
    }
  }

  private static void send(HttpExchange exchange, int code, String type, byte[] body)
      throws IOException {
    headers(exchange, type);
    exchange
        .getResponseHeaders()
        .set(
            "Content-Security-Policy",
            "default-src 'none'; style-src '"
                + StatusPage.styleHash()
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    head(exchange, code, body.length);
    if (!exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseBody().write(body);
    }
  }

  private static void headers(HttpExchange exchange, String type) {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
  }

  private static void head(HttpExchange exchange, int code, long length) throws IOException {
    boolean body = length > 0 && !exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(code, body ? length : -1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
