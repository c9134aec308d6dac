/**
 * The node's health checks as services of Apache Felix Health Check, so that what speaks its API
 * works with them: {@code hc:exec}, {@code hc:list}, its executor, a console or servlet of its
 * kind.
 *
 * <p>One way: a check of this node is shown there with what counts of it, hysteresis included, and
 * is never run by Felix's executor, which knows no {@link org.patchbay.api.health.Vitals}. A check
 * written against Felix's API is run by that executor alone and is not in {@code health:show}: it
 * has no vitals, no hysteresis and no remedies.
 *
 * <p>Felix's core is not a part of an ordinary node. It brings a pool of up to 25 threads, which a
 * result that is always at hand does not need, and cannot resolve without the API of servlets
 * ({@code org.osgi.service.servlet.context} is a mandatory import of core 2.3.0, and the bundle
 * that has it needs {@code jakarta.servlet}) nor without that of events: 0.5 MB of interfaces that
 * nobody here implements. The feature {@code healthcheck} has all of it:
 *
 * <pre>
 * ./launcher/run --features node,policies,vitals,shell,healthcheck
 * patchbay&gt; hc:exec patchbay
 * </pre>
 */
package org.patchbay.healthcheck;
