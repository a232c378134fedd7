package org.certpublisher.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * The log: one line an event on stderr, from INFO for ours and from WARN for libraries; with {@code
 * --debug} a level more and stack traces. In code rather than XML, whose reading costs more than
 * the rest of the start.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
  private static final String OURS = "org.certpublisher";

  /** For logback, which finds it as a service. */
  public LogSetup() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    install(context, false);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** More is logged, with stack traces, from now on. */
  public static void debug() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
      install(context, true);
    }
  }

  private static void install(LoggerContext context, boolean debug) {
    LogLine layout = new LogLine(isJournal(), debug);
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(debug ? Level.INFO : Level.WARN);
    context.getLogger(OURS).setLevel(debug ? Level.DEBUG : Level.INFO);
    // What it logs as an error it also throws, so that it would be told twice.
    context.getLogger("org.flywaydb").setLevel(debug ? Level.INFO : Level.OFF);
  }

  /**
   * Whether stderr is the journal: JOURNAL_STREAM names its device and inode. The variable alone
   * does not say so, for programs started from a service inherit it (systemd.exec(5)).
   */
  private static boolean isJournal() {
    String stream = System.getenv("JOURNAL_STREAM");
    if (stream == null) {
      return false;
    }
    try {
      Map<String, Object> stderr = Files.readAttributes(Path.of("/proc/self/fd/2"), "unix:dev,ino");
      return stream.equals(stderr.get("dev") + ":" + stderr.get("ino"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
