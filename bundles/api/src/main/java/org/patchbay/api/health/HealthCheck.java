package org.patchbay.api.health;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Looks at one side of the node's health and may do something about it. Called on a worker thread,
 * one call at a time. Registered with the service property {@code check.name}; of several with one
 * name the highest ranking is in force.
 *
 * <p>Hysteresis is the monitor's: a finding counts after several looks in a row.
 */
@ConsumerType
public interface HealthCheck {
  /** What it finds now. */
  Finding look(Vitals vitals);

  /** Called after every look while its finding counts. */
  default void remedy(Finding finding, Levers levers) {}

  /** Called once when all is well again, and when the check is taken out of force. */
  default void recovered(Levers levers) {}

  /**
   * What a check found. Immutable.
   *
   * @param detail one line with the values that mattered, and the limits
   */
  record Finding(Severity severity, String detail) {
    /** Nothing to worry about. */
    public static Finding fine(String detail) {
      return new Finding(Severity.OK, detail);
    }

    /** Something an operator should know. */
    public static Finding warning(String detail) {
      return new Finding(Severity.WARNING, detail);
    }

    /** The node does not do what it is for. */
    public static Finding critical(String detail) {
      return new Finding(Severity.CRITICAL, detail);
    }
  }

  /** How bad it is. */
  enum Severity {
    /** Nothing to worry about. */
    OK,
    /** Something an operator should know. */
    WARNING,
    /** The node does not do what it is for. */
    CRITICAL
  }
}
