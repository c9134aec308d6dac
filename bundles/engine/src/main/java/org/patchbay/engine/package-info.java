/**
 * The heart of the node: the loop, sessions, policy slots, connections.
 *
 * <p>{@link org.patchbay.engine.Engine} is put together by constructors and runs on any {@code
 * Loop} and {@code Transport}; {@code EngineComponent} only wires it to services. In the order in
 * which a message meets them: {@code Connections} makes a {@code Peer} of a link, {@code Gate} lets
 * it in, {@code Rounds} serves the peers in turn, {@code Walk} takes one arrival through rate
 * limit, phase and handlers, {@code FactQueue} judges what the handlers reported, {@code Verdicts}
 * carries out what policies decided within what no policy can do, {@code Closer} ends.
 *
 * <p><b>Relay.</b> {@code Announcer} holds the groups of peers and their times, {@code KnownIndex}
 * who knows of what, {@code Telling} sends; a conversation says what it knows of its peer through a
 * {@code Part}. What happens on the way of any message is written down by {@code Observers} and
 * told at the end of the turn.
 *
 * <p><b>Connections.</b> {@code ConnectionPlan} holds who is named ({@code ManualPlan}), who is
 * chosen ({@code AutomaticPlan}) and who is only asked for addresses ({@code AddrFetch}); what it
 * decides stands in {@code org.patchbay.engine.plan}. That the tip stands still is seen there and
 * by a health check; both ask for the same one extra slot, and the same rule takes it back, so that
 * two who worry do not open twice as many. No back-off of ours keeps an address from being chosen:
 * that one was tried lately is for the address book to know and for the draw to weigh, or an
 * attacker who makes dials fail could steer us to his own.
 *
 * <p><b>Foreign code that does not return.</b> A thread cannot be stopped on the JVM, so it must
 * not own the node. Every call of a policy, a handler, an observer, an address book or a source of
 * targets is announced at {@code Watch}. When the watchdog finds the loop inside one call for
 * longer than the limit, it moves the watch on; whoever moves the watch owns what follows. A fresh
 * thread tells the call's {@code Ward} (a slot benches its policy, a conversation closes its
 * connection) and runs the abandoned step again, which now takes another way. The stale thread,
 * when its call returns, finds the watch moved, throws {@code Abandoned} and ends.
 *
 * <p>Two rules make this safe, and a change must keep them. First: everything between two foreign
 * calls lives in fields ({@code Intake}, the head of {@code FactQueue}, the place of {@code
 * Sweeper}), never in locals, and a step that is run from its beginning goes on from there. Whoever
 * calls a handler takes the message away first, so that none is called twice; whoever asks a policy
 * asks before anything is changed, so that it can be asked again. Second: nothing stands in a
 * {@code finally}, and nothing catches {@code Throwable}, around a foreign call except between
 * {@code enter} and {@code exit}.
 *
 * <p><b>Memory.</b> A thread that runs out of it while it is inside a policy throws there, which
 * benches the policy at once; a thread elsewhere may meet the same error in that moment, and must
 * go on. So the loop, the watchdog, workers and side threads catch it around each of their steps,
 * and say it by {@code LastWords}, which needs none. {@code Appetite} finds a policy that keeps a
 * little of each call before nothing is left: what it keeps cannot be taken from it, and the node
 * needs the rest. A thread that lost the loop and eats on cannot be stopped; it ends with the heap,
 * and what it held is free then, unless it stands in fields of the policy.
 *
 * <p><b>Shadows.</b> A policy that is tried ({@code Shading}, {@code ShadowRun}) must cost nothing
 * but itself, and the loop cannot take itself back from a call within a millisecond. So a shadow is
 * never called there: what the policy in force was asked is put down with its answer, the time and
 * the chance it was given, and {@code ShadowSeat} asks it again on a thread of its own, in the same
 * order. Views of the moment are handed over as snapshots; those of many peers are paid from a
 * {@code Ration}, and what was left out is counted. A shadow therefore sees the world as the policy
 * in force makes it: the peer that it would have evicted stays and goes on to be asked about. One
 * object is asked by one thread at a time: a policy that is promoted serves once its shadow has
 * ended, with the memory of its peers; what happened to them in the milliseconds between is all
 * that it misses.
 *
 * <p>Whoever writes down what is asked ({@code Scribe}, by the service {@code Proceedings}) gets
 * the same questions by the same way.
 *
 * <p><b>What is measured and what is not.</b> The clock is read once per message. Calls of the rate
 * limit are timed one in 64, unless a step with such a call took longer than one call may: then
 * each of the next calls is. All other slots are asked seldom and timed always.
 */
package org.patchbay.engine;
