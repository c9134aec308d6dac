package org.patchbay.api.trial;

import java.time.Instant;

/**
 * One line of the record of changes. Immutable; texts are empty where there is nothing to say.
 *
 * @param at when it was written
 * @param who {@code shell}, {@code file} (an edit in {@code config/}), {@code deploy} (a bundle
 *     came or went), {@code guard}, {@code watch}, {@code node}
 * @param what {@code use}, {@code reset}, {@code shadow}, {@code promote}, {@code rollback}, {@code
 *     bench}, {@code came}, {@code went}, {@code start}, {@code watch}
 * @param slot as {@code Node.Slot.name}
 * @param from policy in force before; of a shadow, the one tried before
 * @param to policy in force now; of a shadow, the one tried now
 * @param sha256 of the jar that {@code to} comes from, in hexadecimal digits
 * @param reason in the words of who did it
 * @param outcome {@code in force}, {@code refused: …}, {@code kept: …}, {@code rolled back: …}
 */
public record AuditEntry(
    Instant at,
    String who,
    String what,
    String slot,
    String from,
    String to,
    String sha256,
    String reason,
    String outcome) {}
