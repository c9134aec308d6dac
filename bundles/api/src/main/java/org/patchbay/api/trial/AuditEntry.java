package org.patchbay.api.trial;

import java.time.Instant;

/**
 * One line of the record of changes. Immutable; texts are empty where there is nothing to say.
 *
 * @param at when it was written
 * @param who {@code shell}, {@code file} (an edit in {@code config/}, also with the file's name),
 *     {@code deploy} (a bundle came or went), {@code guard}, {@code watch}
 * @param what {@code use}, {@code reset}, {@code shadow}, {@code promote}, {@code rollback}, {@code
 *     bench}, {@code came}, {@code went}, {@code watch}, {@code edit} (of rules)
 * @param slot as {@code Node.Slot.name}; {@code rules} of an edit
 * @param from policy in force before; of a shadow, the one tried before; of an edit, how many rules
 * @param to policy in force now; of a shadow, the one tried now; of an edit, how many rules
 * @param sha256 of the jar that {@code to} comes from, or of the file that was edited, in
 *     hexadecimal digits
 * @param reason in the words of who did it; of an edit, what is different
 * @param outcome {@code in force}, {@code refused: …}, {@code kept: …}, {@code rolled back: …};
 *     {@code wanted: …} where no more is known, as when the node was killed meanwhile
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
