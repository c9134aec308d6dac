package org.patchbay.api.relay;

import java.util.List;
import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides when a group of peers is told of transactions, and of which. A function without memory,
 * called on the node loop. Registered with the service property {@code policy.name}.
 *
 * <p>The engine holds the shared timer of a group, leaves out what a peer knows, what is below its
 * fee filter and who did not ask for transactions, whatever a policy answers.
 */
@ConsumerType
public interface RelayPolicy {
  /**
   * How long a group waits until it is told the next time.
   *
   * @param random the only source of chance
   * @return nanoseconds; 0 for at once
   */
  long delay(AnnounceGroup group, RandomGenerator random);

  /**
   * What the group is told now.
   *
   * @param queue what it was not told yet, in no particular order
   * @return members of the queue, in the order in which they are told; an answer outside of it is a
   *     breach
   */
  List<Offer> batch(AnnounceGroup group, List<Offer> queue);
}
