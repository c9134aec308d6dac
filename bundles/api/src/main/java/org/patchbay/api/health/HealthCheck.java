package org.patchbay.api.health;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Looks at one side of the node's health and says what would help. Called every few seconds ({@code
 * period.seconds} of {@code patchbay.health}) on a worker thread, one call at a time; other than a
 * policy it may look at the disk, and must return within seconds: one that does not ({@code
 * hang.seconds}) is left alone and named. One that throws, or answers null, is a warning that says
 * so.
 *
 * <p>Registered with the service property {@code check.name}; of several with one name the highest
 * ranking is in force. {@code check.tags} are words by which Apache Felix Health Check finds it.
 *
 * <p>Hysteresis is the monitor's: a finding counts after several looks in a row. What is done about
 * it is the remedy policy's ({@code org.patchbay.api.remedy}).
 */
@ConsumerType
public interface HealthCheck {
  /**
   * What it finds now.
   *
   * @param vitals immutable; of the moment at which the round began
   * @return not null
   */
  Finding look(Vitals vitals);

  /**
   * What a check found. Immutable.
   *
   * @param detail one line with the values that mattered, and the limits
   * @param helps what would help, the most promising first; empty where nothing does
   */
  record Finding(Severity severity, String detail, List<Remedy> helps) {
    /** Remedies that one finding may propose. */
    public static final int MOST_HELPS = 8;

    /**
     * Copies.
     *
     * @throws IllegalArgumentException when too much would help
     */
    public Finding {
      helps = List.copyOf(helps);
      if (helps.size() > MOST_HELPS) {
        throw new IllegalArgumentException(
            helps.size() + " remedies proposed (max " + MOST_HELPS + ")");
      }
    }

    /** The same, and this would help. */
    public Finding helpedBy(Remedy... remedies) {
      return new Finding(severity, detail, List.of(remedies));
    }

    /** Nothing to worry about. */
    public static Finding fine(String detail) {
      return new Finding(Severity.OK, detail, List.of());
    }

    /** Something an operator should know. */
    public static Finding warning(String detail) {
      return new Finding(Severity.WARNING, detail, List.of());
    }

    /** The node does not do what it is for. */
    public static Finding critical(String detail) {
      return new Finding(Severity.CRITICAL, detail, List.of());
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
