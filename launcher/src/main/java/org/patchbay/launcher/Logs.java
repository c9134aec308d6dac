package org.patchbay.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * The log until the bundle {@code logs} takes it over: see {@link EarlyLog}. Configured here by
 * code, because reading XML costs a tenth of the start.
 */
final class Logs {
  /** JLine complains here when its input is a file; held, because loggers are weakly kept. */
  private static final java.util.logging.Logger JLINE =
      java.util.logging.Logger.getLogger("org.jline");

  private final EarlyLog early = new EarlyLog();
  private final Path file;

  private Logs(Path file) {
    this.file = file;
  }

  /**
   * Opens the log; {@code -Dlogback.configurationFile} takes precedence.
   *
   * @param file where lines go when the node does not come up
   */
  static Logs open(Path file) {
    Logs logs = new Logs(file);
    if (System.getProperty("logback.configurationFile") == null) {
      JLINE.setLevel(java.util.logging.Level.SEVERE);
      LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
      context.reset();
      Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      root.setLevel(Level.INFO);
      logs.early.setContext(context);
      logs.early.start();
      root.addAppender(logs.early);
    }
    return logs;
  }

  /** Has SIGHUP open the log file anew instead of ending the process. */
  void reopenOnHangup() {
    Hangup.run(early::reopen);
  }

  /** Writes what nobody has written. */
  void close() {
    early.spill(file);
  }
}
