package org.patchbay.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Where the node's log goes: all to {@code log/patchbay.log}, warnings to stderr as well. */
final class Logs {
  private static final String FILE_PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSX,UTC} %-5level [%thread] %logger - %msg%n%ex";
  private static final String SCREEN_PATTERN = "%-5level %logger{0}: %msg%n%nopex";

  /** Five files of ten megabytes: a node that is misused must not fill the disk with its log. */
  private static final FileSize FILE_SIZE = FileSize.valueOf("10MB");

  private static final int FILES = 4;

  /** JLine complains here when its input is a file; held, because loggers are weakly kept. */
  private static final java.util.logging.Logger JLINE =
      java.util.logging.Logger.getLogger("org.jline");

  private Logs() {}

  /** Configures logging; {@code -Dlogback.configurationFile} takes precedence. */
  static void open(Path folder) {
    if (System.getProperty("logback.configurationFile") != null) {
      return;
    }
    JLINE.setLevel(java.util.logging.Level.SEVERE);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(file(context, folder.resolve("patchbay.log")));
    root.addAppender(screen(context));
  }

  private static RollingFileAppender<ILoggingEvent> file(LoggerContext context, Path file) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder(context, FILE_PATTERN));

    FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
    window.setContext(context);
    window.setParent(appender);
    window.setFileNamePattern(file + ".%i");
    window.setMinIndex(1);
    window.setMaxIndex(FILES);
    window.start();

    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(FILE_SIZE);
    size.start();

    appender.setRollingPolicy(window);
    appender.setTriggeringPolicy(size);
    appender.start();
    return appender;
  }

  private static ConsoleAppender<ILoggingEvent> screen(LoggerContext context) {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder(context, SCREEN_PATTERN));
    appender.addFilter(new ScreenFilter());
    appender.start();
    return appender;
  }

  /**
   * Warnings of the node. What the framework and its services report is in the file; where it
   * matters to an operator, the launcher and the deploy bundle say it in one clear line. What
   * health checks find, as a node without peers, is there too, and in {@code health:show}.
   */
  private static final class ScreenFilter extends Filter<ILoggingEvent> {
    @Override
    public FilterReply decide(ILoggingEvent event) {
      String name = event.getLoggerName();
      boolean shown =
          event.getLevel().isGreaterOrEqual(Level.WARN)
              && !name.startsWith("osgi.")
              && !name.startsWith("org.patchbay.health.")
              && !name.startsWith("org.apache.felix.");
      return shown ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
  }

  private static PatternLayoutEncoder encoder(LoggerContext context, String pattern) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern);
    encoder.start();
    return encoder;
  }
}
