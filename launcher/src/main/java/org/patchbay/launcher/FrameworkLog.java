package org.patchbay.launcher;

import org.apache.felix.framework.Logger;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.LoggerFactory;

/** Felix's own messages, into the node's log. */
final class FrameworkLog extends Logger {
  private final org.slf4j.Logger log = LoggerFactory.getLogger("org.apache.felix.framework");

  @Override
  @SuppressWarnings("rawtypes") // as Felix declares it
  protected void doLog(
      Bundle bundle, ServiceReference reference, int level, String message, Throwable thrown) {
    String text = bundle == null ? message : bundle + ": " + message;
    switch (level) {
      case LOG_ERROR -> log.error("{}", text, thrown);
      case LOG_WARNING -> log.warn("{}", text, thrown);
      case LOG_INFO -> log.info("{}", text, thrown);
      default -> log.debug("{}", text, thrown);
    }
  }
}
