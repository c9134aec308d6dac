package org.patchbay.launcher;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/** Keeps logback from looking for files and from a default that prints everything. */
public final class QuietLogback extends ContextAwareBase implements Configurator {
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    return System.getProperty("logback.configurationFile") == null
        ? ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY
        : ExecutionStatus.INVOKE_NEXT_IF_ANY;
  }
}
