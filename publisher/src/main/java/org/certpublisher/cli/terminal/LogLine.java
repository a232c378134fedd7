package org.certpublisher.cli.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as one line: time and level, or for the journal, which has its own, the priority alone;
 * then publication and run in brackets where they are known, message and the chain of causes; no
 * control characters.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {
  private final boolean journal;
  private final boolean stackTraces;

  /**
   * A layout.
   *
   * @param journal whether the line goes to systemd's journal
   */
  LogLine(boolean journal, boolean stackTraces) {
    this.journal = journal;
    this.stackTraces = stackTraces;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(120);
    if (journal) {
      line.append(priority(event.getLevel()));
    } else {
      line.append(Instant.ofEpochMilli(event.getTimeStamp()).truncatedTo(ChronoUnit.SECONDS))
          .append(' ')
          .append(event.getLevel())
          .append(' ');
    }
    line.append(run(event.getMDCPropertyMap()));
    if (stackTraces) {
      line.append(event.getLoggerName()).append(": ");
    }
    line.append(Console.oneLine(event.getFormattedMessage()));
    @Nullable IThrowableProxy problem = event.getThrowableProxy();
    if (problem != null) {
      line.append(causes(problem));
    }
    line.append('\n');
    if (problem != null && stackTraces) {
      line.append(ThrowableProxyUtil.asString(problem));
    }
    return line.toString();
  }

  /** As sd-daemon(3) has it. */
  private static String priority(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> "<3>";
      case Level.WARN_INT -> "<4>";
      case Level.INFO_INT -> "<6>";
      default -> "<7>";
    };
  }

  private static String run(Map<String, String> known) {
    String run = known.containsKey("run") ? "run " + known.get("run") : "";
    String both = (known.getOrDefault("publication", "") + " " + run).strip();
    return both.isEmpty() ? "" : "[" + both + "] ";
  }

  private static String causes(IThrowableProxy problem) {
    StringBuilder chain = new StringBuilder();
    @Nullable IThrowableProxy cause = problem;
    for (int depth = 0; cause != null && depth < 8; depth++) {
      String name = cause.getClassName();
      chain
          .append(": ")
          .append(name, name.lastIndexOf('.') + 1, name.length())
          .append(cause.getMessage() == null ? "" : " " + Console.oneLine(cause.getMessage()));
      cause = cause.getCause();
    }
    return chain.toString();
  }
}
