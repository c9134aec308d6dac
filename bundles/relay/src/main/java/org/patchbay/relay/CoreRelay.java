package org.patchbay.relay;

import java.util.List;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.relay.AnnounceGroup;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.RelayPolicy;

/**
 * Bitcoin Core's trickle (protocol-facts §13.1): a group waits for an exponentially distributed
 * time, 5 s in the mean for inbound peers and 2 s for an outbound one; trusted peers wait for
 * nothing. Each time it is told of 70 transactions and 5 more for each full thousand that wait, at
 * most 1000; trusted peers of as many as fit.
 *
 * <p>Attack: whoever hears at once where and when a transaction first appears learns who made it.
 * Waits by chance, the same for all inbound peers of one network, and an order that is not that of
 * arrival hide it.
 *
 * <p>While the node backs off for want of bandwidth the waits are longer.
 */
@Component(name = "patchbay.relay.core", property = "policy.name=core")
@Designate(ocd = CoreRelay.Config.class)
public final class CoreRelay implements RelayPolicy {
  private static final long MOST_DELAY = 600_000_000_000L;
  private static final double MILLISECOND = 1e6;

  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(
      name = "Relay: core",
      description = "Transactions are announced at Bitcoin Core's times and in its order")
  public @interface Config {
    @AttributeDefinition(
        description = "Mean milliseconds between two announcements to inbound peers",
        min = "0",
        max = "60000")
    int inbound_millis() default 5_000;

    @AttributeDefinition(
        description = "Mean milliseconds between two announcements to an outbound peer",
        min = "0",
        max = "60000")
    int outbound_millis() default 2_000;

    @AttributeDefinition(
        description = "Transactions in one announcement while less than a thousand wait",
        min = "1",
        max = "1000")
    int batch() default 70;

    @AttributeDefinition(
        description = "Transactions in one announcement at most",
        min = "1",
        max = "50000")
    int batch_max() default 1_000;

    @AttributeDefinition(
        description = "Factor on the times while the node backs off for want of bandwidth",
        min = "1",
        max = "10")
    double strain_factor() default 3;
  }

  /** Trickles by this configuration. */
  @Activate
  public CoreRelay(Config config) {
    modified(config);
  }

  @Modified
  void modified(Config config) {
    this.config = config;
  }

  @Override
  public long delay(AnnounceGroup group, RandomGenerator random) {
    Config by = config;
    double mean =
        switch (group.kind()) {
          case INBOUND -> by.inbound_millis();
          case OUTBOUND -> by.outbound_millis();
          case TRUSTED -> 0;
        };
    return wait(mean * (group.strained() ? by.strain_factor() : 1), random);
  }

  /** A time by chance with this mean in milliseconds. */
  static long wait(double meanMillis, RandomGenerator random) {
    return meanMillis <= 0
        ? 0
        : Math.min(MOST_DELAY, (long) (random.nextExponential() * meanMillis * MILLISECOND));
  }

  @Override
  public List<Offer> batch(AnnounceGroup group, List<Offer> queue) {
    Config by = config;
    return BestFirst.of(queue, size(group, queue.size(), by.batch(), by.batch_max()));
  }

  /** Size of a group's batch. */
  static int size(AnnounceGroup group, int queue, int least, int most) {
    return group.kind() == AnnounceGroup.Kind.TRUSTED ? most : BestFirst.size(queue, least, most);
  }
}
