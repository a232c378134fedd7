package org.certpublisher.directory.ldap.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.certpublisher.directory.DirectoryException;
import org.junit.jupiter.api.Test;

/** Connections that are lost while they are made. */
final class ConnectorTest {
  private static final byte[] BIND_DONE = {
    0x30, 0x0c, 0x02, 0x01, 0x01, 0x61, 0x07, 0x0a, 0x01, 0x00, 0x04, 0x00, 0x04, 0x00
  };

  /** Resets the first so many connections, and takes the bind of the others. */
  private static void serve(ServerSocket listener, int resets, AtomicInteger accepted) {
    Thread server =
        new Thread(
            () -> {
              try {
                while (!listener.isClosed()) {
                  Socket socket = listener.accept();
                  if (accepted.incrementAndGet() <= resets) {
                    socket.setSoLinger(true, 0);
                    socket.getInputStream().read();
                    socket.close();
                  } else {
                    socket.getInputStream().read();
                    socket.getOutputStream().write(BIND_DONE);
                    socket.getOutputStream().flush();
                  }
                }
              } catch (IOException e) {
                // The test is over.
              }
            });
    server.setDaemon(true);
    server.start();
  }

  private static Connector connector() {
    Duration time = Duration.ofSeconds(5);
    return new Connector(
        new Target(
            false,
            Optional.empty(),
            new Bind.Simple("cn=publisher", () -> new byte[] {'s'}),
            time,
            time));
  }

  @Test
  void oneConnectionThatIsResetWhileItIsMadeIsMadeAgain() throws Exception {
    AtomicInteger accepted = new AtomicInteger();
    try (ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      serve(listener, 1, accepted);
      String url = "ldap://127.0.0.1:" + listener.getLocalPort();
      connector().open(List.of(url), true, Duration.ofSeconds(5)).connection().close();
      assertThat(accepted).hasValue(2);
    }
  }

  @Test
  void aServerThatResetsTwiceIsToldAtOnce() throws Exception {
    AtomicInteger accepted = new AtomicInteger();
    try (ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      serve(listener, 9, accepted);
      String url = "ldap://127.0.0.1:" + listener.getLocalPort();
      assertThatThrownBy(() -> connector().open(List.of(url), true, Duration.ofSeconds(5)))
          .isInstanceOf(DirectoryException.class)
          .hasMessageContaining(url);
      assertThat(accepted).hasValue(2);
    }
  }
}
