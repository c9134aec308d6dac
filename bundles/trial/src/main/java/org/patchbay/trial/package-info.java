/**
 * Changes of policies by an operator's word, watched and recorded.
 *
 * <p>There is one way to change a policy: an edit of {@code config/patchbay.engine.cfg}. What is
 * here makes such edits ({@link org.patchbay.trial.PolicyTrials}), looks once a second whether a
 * promoted policy keeps its conditions ({@code PolicyWatch}), edits back when it does not, and
 * writes down whatever slot changed hands, by whomever ({@code SwapNotes}, {@code Intents}). A
 * watch that a crash cut short has failed: the next start rolls back. A watch that an orderly stop
 * cut short is over, and what it watched stays.
 *
 * <p>The record ({@code AuditFiles}) is eight files of a megabyte, one line of JSON an entry, each
 * forced to the disk. A full disk makes entries wait in memory and is a finding of the health check
 * {@code audit}; it stops nothing.
 */
package org.patchbay.trial;
