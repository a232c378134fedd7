package org.certpublisher.cli.terminal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM, SIGINT and SIGHUP as a call. A shutdown hook would not do: libraries close their files
 * in hooks of their own, side by side with ours. {@code sun.misc.Signal} is reached by reflection,
 * for code that names it does not compile without a warning.
 */
public final class Signals {
  private volatile Optional<Runnable> stopping = Optional.empty();
  private volatile Optional<String> arrived = Optional.empty();
  private volatile Runnable reloading = () -> {};

  /** Signals that stop nothing yet. */
  public Signals() {}

  /**
   * Takes both signals of this process over. While nothing is being written the process ends at
   * once, with exit code 1 and a sentence; so it does at the second signal.
   */
  public void takeOver(Console console) {
    take("TERM", () -> onSignal("SIGTERM", console));
    take("INT", () -> onSignal("SIGINT", console));
  }

  /** What SIGHUP calls from now on; before, it ends the process as it does any other. */
  public void onHangUp(Runnable reload) {
    reloading = reload;
    take("HUP", this::hangUp);
  }

  /** Notes a SIGHUP. */
  public void hangUp() {
    reloading.run();
  }

  private static void take(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler calling =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              action.run();
            }
            return method.getName().equals("hashCode") ? Integer.valueOf(0) : null;
          };
      Object own =
          Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, calling);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), own);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LoggerFactory.getLogger(Signals.class).debug("no SIG{} on this JVM", name, e);
    }
  }

  private void onSignal(String name, Console console) {
    if (arrived().isPresent()) {
      Runtime.getRuntime().halt(1);
    }
    if (stopping.isEmpty()) {
      console.err().println("cert-publisher: stopped by " + name);
      console.out().flush();
      System.exit(1);
    }
    console.err().println("cert-publisher: " + name + ": ending after the changes in flight");
    arrive(name);
  }

  /** Notes a signal and calls whoever can stop. */
  public void arrive(String name) {
    arrived = Optional.of(name);
    stopping.ifPresent(Runnable::run);
  }

  /** The signal that came, if one did. */
  public Optional<String> arrived() {
    return arrived;
  }

  /** What a signal calls from now on. */
  public void during(Runnable stop) {
    stopping = Optional.of(stop);
    if (arrived().isPresent()) {
      stop.run();
    }
  }

  /** There is nothing to stop any more. */
  public void over() {
    stopping = Optional.empty();
  }
}
