/**
 * Health checks, and the monitor that asks them.
 *
 * <p>Each period {@link org.patchbay.health.HealthMonitor} takes the node's {@link
 * org.patchbay.api.health.Vitals} on the node loop and has every check look at them on a worker.
 * What is found counts after several looks in a row. After each round what counts and is not fine
 * goes to the remedy policy in force ({@code org.patchbay.api.remedy}), with what would help as
 * each check sees it; by default that does nothing, as Bitcoin Core does.
 *
 * <h2>A check of one's own</h2>
 *
 * A check is a service and knows nothing of this bundle:
 *
 * <pre>
 * &#64;Component(property = {"check.name=crowd"})
 * public final class Crowd implements HealthCheck {
 *   &#64;Override
 *   public Finding look(Vitals vitals) {
 *     int inbound = vitals.totals().inbound();
 *     String detail = "%d of %d inbound slots in use".formatted(inbound, vitals.maxInbound());
 *     return inbound &lt; vitals.maxInbound() ? Finding.fine(detail) : Finding.warning(detail);
 *   }
 * }
 * </pre>
 *
 * <p>Its jar in {@code deploy/} puts it in force; no file of the node is touched. To replace a
 * check, take its name and a higher {@code service.ranking}: the one replaced comes back, with no
 * memory, when the jar goes.
 *
 * <p>The rules, which {@code HealthContract} of {@code sim} tests when a test of the check extends
 * it:
 *
 * <ul>
 *   <li>{@code look} depends on the vitals and the configuration alone: no clock, no chance, no
 *       services, and no memory of looks before, as counting them is the monitor's.
 *   <li>A finding is one line with the values that mattered and their limits.
 *   <li>What would help ({@code helpedBy}) is a proposal: it may be taken every round, or never.
 *   <li>One call at a time, on some worker thread: fields need to be volatile, not guarded. A call
 *       that does not return within {@code hang.seconds} is left alone and reported.
 * </ul>
 */
package org.patchbay.health;
