/**
 * Health checks with their remedies, and the monitor that asks them.
 *
 * <p>Each period {@link org.patchbay.health.HealthMonitor} takes the node's {@link
 * org.patchbay.api.health.Vitals} on the node loop and has every check look at them on a worker.
 * What is found counts after several looks in a row; while it counts its remedy is called after
 * each look, and when all is well again {@code recovered} once.
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
 * check, take its name and a higher {@code service.ranking}: the one replaced lets go of its levers
 * and comes back, with no memory, when the jar goes.
 *
 * <p>The rules, which {@code HealthContract} of {@code sim} tests when a test of the check extends
 * it:
 *
 * <ul>
 *   <li>{@code look} depends on the vitals and the configuration alone: no clock, no chance, no
 *       services, and no memory of looks before, as counting them is the monitor's.
 *   <li>A finding is one line with the values that mattered and their limits.
 *   <li>{@code remedy} pulls levers and does nothing else; it is called again and again, so what it
 *       asks for must bear that. {@code recovered} lets go of what it holds, also when it holds
 *       nothing.
 *   <li>One call at a time, on some worker thread: fields need to be volatile, not guarded. A call
 *       that does not return within {@code hang.seconds} is left alone and reported.
 * </ul>
 */
package org.patchbay.health;
