/**
 * Unconfirmed transactions, bounded.
 *
 * <p>{@code BoundedMempool} is the component; {@code Contents} decides what comes and goes, {@code
 * Acceptance} judges without changing anything, {@code Pool} holds the transactions and how they
 * stand on each other. {@code Standard}, {@code WitnessLimits}, {@code Locks} and {@code
 * FamilyLimits} are the rules, each on its own.
 *
 * <p>Where it is narrower than Bitcoin Core: nothing is replaced by a higher fee, packages are not
 * judged together, and no dust is allowed even where its parent pays nothing. Where it is wider:
 * scripts are not run, signature operations not counted, and an output of any form may be spent.
 * That is why it is open on regtest alone.
 */
package org.patchbay.mempool;
