/**
 * What is known of a peer, why connections end, and what holds for every policy.
 *
 * <p><b>A policy</b> is an OSGi service of the SPI's interface with the property {@code
 * policy.name}, by which operators choose it; without one it is called as its class. Of several the
 * highest {@code service.ranking} is in force where none is chosen; one of negative ranking serves
 * only when it is.
 *
 * <p><b>Threads.</b> A policy is asked by one thread at a time and needs no locks: by the node
 * loop, or, while it is tried as a shadow, by a thread of its own, and never by both. Only its
 * component's configuration comes from others: keep it in one {@code volatile} field. A call must
 * not block, do input or output, start threads or call OSGi services: all of the node waits for it.
 *
 * <p><b>Time and chance.</b> {@code now}, and every time of a view or a fact, is loop time:
 * nanoseconds of a monotonic clock whose beginning means nothing, the same for all within one run.
 * It may stand still between two calls. A policy has no other clock and no chance but what it is
 * given, so that the same questions have the same answers when a recording is replayed.
 *
 * <p><b>Values.</b> No parameter is null, and no answer may be. Views and collections that a call
 * gets are of its moment: read them, do not change or keep them; what is needed later is copied
 * into numbers. Texts in them come from strangers and may hold anything that their javadoc allows.
 *
 * <p><b>Memory.</b> A policy with memory per peer opens it when it is first asked about the peer,
 * and the engine drops it when the peer or the policy is gone; nobody tells the policy. What it
 * keeps in its own fields it bounds itself.
 *
 * <p><b>Errors.</b> What throws, answers null or breaks what is said of the answer is a failure:
 * that question is answered as the SPI's javadoc says, and after three within a minute ({@code
 * policy.strikes} of {@code patchbay.engine}) the policy is benched. An error of the virtual
 * machine, as of a stack without end, benches at once.
 *
 * <p><b>Budget.</b> 5 ms a call ({@code policy.budget.micros}), more where the javadoc says so, and
 * 64 MB, or a sixteenth of the heap where that is less; expect to be asked by 5,000 peers. A few
 * calls above it are forgiven, as the machine may be busy; a call of more than a second ({@code
 * watchdog.millis} of {@code patchbay.loop}), or of 256 MB, loses the loop and benches the policy.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package org.patchbay.api.peer;
