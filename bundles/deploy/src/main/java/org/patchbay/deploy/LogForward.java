package org.patchbay.deploy;

import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the framework services log, into the node's log, by the name of their bundle. */
final class LogForward implements LogListener {
  @Override
  public void logged(LogEntry entry) {
    Logger log = LoggerFactory.getLogger("osgi." + entry.getBundle().getSymbolicName());
    LogLevel level = entry.getLogLevel();
    if (level == LogLevel.ERROR || level == LogLevel.AUDIT) {
      log.error("{}", entry.getMessage(), entry.getException());
    } else if (level == LogLevel.WARN) {
      log.warn("{}", entry.getMessage(), entry.getException());
    } else {
      log.debug("{}", entry.getMessage(), entry.getException());
    }
  }
}
