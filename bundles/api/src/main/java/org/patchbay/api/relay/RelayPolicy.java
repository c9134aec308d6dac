package org.patchbay.api.relay;

import java.util.List;
import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides when a group of peers is told of transactions, and of which. A function without memory.
 * What holds for every policy is said at {@link org.patchbay.api.peer}. After a failure Bitcoin
 * Core's rule answers (protocol-facts §13.1).
 *
 * <p>The engine holds the shared timer of a group, leaves out what a peer knows, what is below its
 * fee filter and who did not ask for transactions, whatever a policy answers.
 */
@ConsumerType
public interface RelayPolicy {
  /**
   * How long a group waits until it is told the next time. Asked when it was told, and when its
   * first peer joins.
   *
   * @param random the only source of chance
   * @return nanoseconds, 0 for at once; less than 0 is a breach
   */
  long delay(AnnounceGroup group, RandomGenerator random);

  /**
   * What the group is told now; the rest stays in the queue. Its budget is the usual one, and once
   * more for every 5,000 offers.
   *
   * @param queue what it was not told yet, in no particular order; at least one
   * @return members of the queue, in the order in which they are told; an answer outside of it is a
   *     breach
   */
  List<Offer> batch(AnnounceGroup group, List<Offer> queue);
}
