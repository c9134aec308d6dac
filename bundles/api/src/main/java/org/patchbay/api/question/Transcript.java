package org.patchbay.api.question;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes what the policies in force were asked and answered, in the order in which they were. What
 * reads a recording tells the same story. Called on one thread, never the node loop; one that
 * throws is told nothing more but its end.
 */
@ConsumerType
public interface Transcript {
  /**
   * Who is in force in a slot: at the beginning, and whenever it changes.
   *
   * @param policy its name; {@code built-in} where no policy is
   * @param now loop time in nanoseconds
   */
  void inForce(String slot, String policy, long now);

  /** A question with the answer that was given. Its views may be kept. */
  void asked(Question<?> question);

  /** A peer is gone: nothing is asked about it any more. */
  void gone(long peer);

  /** Here so many questions are missing, which were too many or too large to be put down. */
  void missed(long count);

  /** There is nothing more for now. */
  void settled();

  /** There will be nothing more. */
  void ended();
}
