package org.patchbay.api.remedy;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.Vitals;

/**
 * Decides what is done about what health checks find. A function without memory, called after every
 * round of checks ({@code period.seconds} of {@code patchbay.health}) in which a finding counts.
 * What holds for every policy is said at {@link org.patchbay.api.peer}. Its budget is four times
 * the usual one, and once more for every 500 peers.
 *
 * <p>Hysteresis is the monitor's: what is ailing counted after several looks in a row, and counts
 * until several in a row were fine. What a check proposes stands in its finding; a policy is free
 * to take it, to leave it, or to prescribe something else.
 *
 * <p>The engine does what is prescribed within its bounds, whatever the answer: so many connections
 * a minute ({@code remedy.attempts.per.minute} of {@code patchbay.engine}), within the plan's
 * slots, to networks that can be reached; backing off ends by itself when nobody renews it. No
 * remedy ends a connection.
 */
@ConsumerType
public interface RemedyPolicy {
  /** Prescriptions that one answer may hold. */
  int MOST = 32;

  /**
   * What is to be done now, in this order.
   *
   * @param vitals what the checks looked at
   * @param ailing every check whose finding counts and is not fine, by name; at least one
   * @param soFar what was done before
   * @param now loop time in nanoseconds
   * @return at most {@link #MOST}, each for a check that is ailing, or none; another answer is a
   *     breach. After a failure nothing is done
   */
  List<Prescription> prescribe(Vitals vitals, List<Health.State> ailing, Treatment soFar, long now);
}
