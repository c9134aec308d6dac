package org.patchbay.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.function.BiFunction;
import org.slf4j.LoggerFactory;

/**
 * Switches what loggers say at the level DEBUG, for bundles, which cannot see the library: a
 * service of a type of Java's, with the property {@code patchbay.role} of {@link #ROLE}. From any
 * thread.
 */
final class DebugSwitch implements BiFunction<String, Boolean, Boolean> {
  static final String ROLE = "log.debug";

  /**
   * Switches a logger and those below it, or only looks.
   *
   * @param wanted null for as it is
   * @return whether it says what is at the level DEBUG
   */
  @Override
  public Boolean apply(String logger, Boolean wanted) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return false;
    }
    Logger named = context.getLogger(logger);
    if (wanted != null) {
      named.setLevel(wanted ? Level.DEBUG : null);
    }
    return named.isDebugEnabled();
  }
}
