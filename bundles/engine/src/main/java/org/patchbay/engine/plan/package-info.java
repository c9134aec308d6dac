/**
 * The connection plan as passive components (protocol-facts §9, §10.5): which kind of connection is
 * opened next ({@code NextOpening}), to which address ({@code CandidateDraw}), who goes when there
 * are more than wanted ({@code Trimming}), when the chain stands still ({@code StaleTip}), which
 * peers a restart begins with ({@code AnchorFile}).
 *
 * <p>They are told snapshots and the time, and answer values; {@code AutomaticPlan} of the package
 * above carries out what they say. A simulation drives them by constructor.
 */
package org.patchbay.engine.plan;
