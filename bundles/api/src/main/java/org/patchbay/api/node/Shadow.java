package org.patchbay.api.node;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A policy that is asked what the policy in force is asked, and whose answers are compared and
 * never acted on. A snapshot, immutable.
 */
@ProviderType
public interface Shadow {
  /** The slot, as {@link Node.Slot#name}. */
  String slot();

  /** The policy that is tried. */
  String policy();

  /** Name of the policy that it was compared with last. */
  String inForce();

  /** What became of it: {@code running}, or why it is asked no more, with its stack. */
  String state();

  /** Loop time in nanoseconds at which it began. */
  long since();

  /** Questions to which both have answered. */
  long compared();

  /** Answers that differed. */
  long differed();

  /** Questions that it was not asked: it was too slow for them, or their views too large. */
  long leftOut();

  /** Answers that were none: it threw, or answered null or what may not be answered. */
  long failures();

  /** Answers that took longer than the budget of one call. */
  long overruns();

  /** Mean time of a call in nanoseconds. */
  long meanNanos();

  /** Longest call in nanoseconds. */
  long maxNanos();

  /** How often they differed in which way, for example {@code keep, would discourage}. */
  Map<String, Long> kinds();

  /** The last answers that differed, the most recent last; bounded. */
  List<Difference> differences();

  /**
   * One question to which both have answered differently. Immutable.
   *
   * @param at loop time in nanoseconds
   * @param kind what the policy in force answered, and what the other one would
   * @param peer whom the other answer would have hit; empty where it is no single peer
   * @param address its address; empty where it is no single peer
   * @param agent its user agent, as far as it was known
   * @param age nanoseconds since it connected; -1 where it is no single peer
   * @param detail one line with both answers
   */
  record Difference(
      long at,
      String kind,
      OptionalLong peer,
      String address,
      String agent,
      long age,
      String detail) {}
}
