package org.patchbay.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Log lines before somebody knows how they are to be written: kept, at most {@link #MOST} of them,
 * and warnings of the node shown at once. Whoever takes the log over (the bundle {@code logs})
 * calls {@link #accept}, is told what was kept and then all that comes; null gives it back. A taker
 * that is a {@code Runnable} too is run when the file is to be opened anew. Guarded by itself.
 */
final class EarlyLog extends AppenderBase<ILoggingEvent>
    implements Consumer<Consumer<ILoggingEvent>> {
  /** By which the taker finds it at the root logger. */
  static final String NAME = "patchbay.early";

  private static final int MOST = 1_000;

  private final ArrayDeque<ILoggingEvent> kept = new ArrayDeque<>();
  private Consumer<ILoggingEvent> taker;
  private boolean taken;

  EarlyLog() {
    setName(NAME);
  }

  @Override
  protected synchronized void append(ILoggingEvent event) {
    if (taker != null) {
      taker.accept(event);
      return;
    }
    if (event.getLevel().isGreaterOrEqual(Level.WARN) && ofTheNode(event.getLoggerName())) {
      System.err.println(
          event.getLevel() + " " + simple(event.getLoggerName()) + ": " + message(event));
    }
    if (!taken && kept.size() < MOST) {
      event.prepareForDeferredProcessing();
      kept.add(event);
    }
  }

  @Override
  public synchronized void accept(Consumer<ILoggingEvent> next) {
    taker = next;
    taken |= next != null;
    for (ILoggingEvent event = kept.poll(); event != null; event = kept.poll()) {
      next.accept(event);
    }
  }

  /** Has the taker open its file anew. */
  synchronized void reopen() {
    if (taker instanceof Runnable reopening) {
      reopening.run();
    }
  }

  /** Writes what nobody took, as when the start failed. */
  synchronized void spill(Path file) {
    List<String> lines = new ArrayList<>();
    for (ILoggingEvent event = kept.poll(); event != null; event = kept.poll()) {
      lines.add(
          "%s %-5s [%s] %s %s"
              .formatted(
                  event.getInstant(),
                  event.getLevel(),
                  event.getThreadName(),
                  event.getLoggerName(),
                  message(event)));
    }
    if (lines.isEmpty()) {
      return;
    }
    try {
      Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      System.err.println("patchbay: the log " + file + " cannot be written: " + e);
    }
  }

  /** What the framework and its services say is in the file; the launcher says what matters. */
  private static boolean ofTheNode(String logger) {
    return !logger.startsWith("osgi.") && !logger.startsWith("org.apache.felix.");
  }

  private static String message(ILoggingEvent event) {
    return event.getFormattedMessage()
        + (event.getThrowableProxy() == null ? "" : ": " + event.getThrowableProxy().getMessage());
  }

  private static String simple(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }
}
