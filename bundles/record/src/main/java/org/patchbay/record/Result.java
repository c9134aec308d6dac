package org.patchbay.record;

import java.util.List;
import java.util.Map;
import org.patchbay.api.node.Shadow;

/**
 * What became of a policy that was asked a recording. Immutable.
 *
 * @param slot as {@code Node.Slot.name}
 * @param inForce names of those that were in force there, in the order of their coming
 * @param questions how many there were for the slot; those that only tell a fact are among them
 * @param compared answers that were compared
 * @param differed answers that differed
 * @param kinds how often they differed in which way, for example {@code keep, would discourage}
 * @param differences those that differed last, the most recent last; bounded
 * @param failures questions at which it threw, or answered null or what may not be answered
 * @param failure the first of them, with its place; empty where there was none
 * @param missed questions that the recording does not have, of whatever slot
 * @param span nanoseconds from the first question to the last, of whatever slot
 * @param p50 nanoseconds that half of the calls took at most; 0 where no time was measured
 * @param p99 nanoseconds that 99 of a hundred calls took at most
 * @param max nanoseconds of the longest call
 * @param cut whether the recording ends inside a block: its node was killed
 */
public record Result(
    String slot,
    List<String> inForce,
    long questions,
    long compared,
    long differed,
    Map<String, Long> kinds,
    List<Shadow.Difference> differences,
    long failures,
    String failure,
    long missed,
    long span,
    long p50,
    long p99,
    long max,
    boolean cut) {}
