package org.patchbay.ratelimit;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimitPolicy;

/**
 * A token bucket for every peer and message class, in messages and in bytes.
 *
 * <p>Each class has one key with four numbers: messages per second, burst in messages, bytes per
 * second, burst in bytes; 0 for both numbers of a pair means no limit. For example {@code tx =
 * 50,500,100000,4000000} in {@code patchbay.ratelimit.bucket.cfg}. A change is in force with the
 * next message. A message larger than the burst passes when the bucket is full and leaves it in
 * debt.
 *
 * <p>What exceeds its limit waits, and everything behind it, so that TCP slows the peer down;
 * nothing is lost. Only commands listed in {@code drop} are dropped instead: by default addresses,
 * of which no single one matters. Dropping {@code inv} or {@code tx} may lose a transaction that we
 * asked for. Peers with the {@code addr} permission may send any number of addresses.
 *
 * <p>A peer that is already connected when this policy comes into force begins with what its
 * counters leave of a bucket that was full when it connected.
 */
@Component(
    name = "patchbay.ratelimit.bucket",
    property = {"policy.name=bucket", "service.ranking:Integer=-100"})
@Designate(ocd = BucketRateLimit.Config.class)
public final class BucketRateLimit implements RateLimitPolicy {
  private volatile Limits limits;

  /** What can be configured: for each class messages/s, burst, bytes/s, burst in bytes. */
  @ObjectClassDefinition(name = "Rate limit: bucket")
  public @interface Config {
    @AttributeDefinition(
        description = "Handshake, ping, small requests: messages/s, burst, bytes/s, burst in bytes",
        min = "0",
        max = "1000000000")
    long[] control() default {250_000, 250_000, 25_000_000, 50_000_000};

    @AttributeDefinition(
        description = "addr and addrv2: messages/s, burst, bytes/s, burst in bytes",
        min = "0",
        max = "1000000000")
    long[] addr() default {1, 20, 20_000, 200_000};

    @AttributeDefinition(
        description = "inv, getdata and notfound: messages/s, burst, bytes/s, burst in bytes",
        min = "0",
        max = "1000000000")
    long[] inv() default {100, 1_000, 500_000, 4_000_000};

    @AttributeDefinition(
        description = "tx: messages/s, burst, bytes/s, burst in bytes",
        min = "0",
        max = "1000000000")
    long[] tx() default {200, 2_000, 1_000_000, 8_000_000};

    @AttributeDefinition(
        description = "Blocks and their parts: messages/s, burst, bytes/s, burst in bytes",
        min = "0",
        max = "1000000000")
    long[] block() default {50, 500, 20_000_000, 80_000_000};

    @AttributeDefinition(
        description = "Headers, filters, requests for them: messages/s, burst, bytes/s, byte burst",
        min = "0",
        max = "1000000000")
    long[] headers() default {500, 2_000, 100_000_000, 400_000_000};

    @AttributeDefinition(
        description = "Unknown commands: messages/s, burst, bytes/s, burst in bytes",
        min = "0",
        max = "1000000000")
    long[] other() default {20, 200, 100_000, 1_000_000};

    @AttributeDefinition(
        description = "Commands of which the excess is dropped instead of delayed",
        required = false,
        options = {
          @Option(label = "addr", value = "addr"),
          @Option(label = "addrv2", value = "addrv2"),
          @Option(label = "inv", value = "inv"),
          @Option(label = "tx", value = "tx")
        })
    String[] drop() default {"addr", "addrv2"};
  }

  /**
   * Limits by this configuration.
   *
   * @throws IllegalArgumentException naming key, value and what is allowed
   */
  @Activate
  public BucketRateLimit(Config config) {
    limits = new Limits(config);
  }

  @Modified
  void modified(Config config) {
    limits = new Limits(config);
  }

  @Override
  public PeerLimit open(PeerView peer, long now) {
    return new PeerBuckets(() -> limits, peer, now);
  }
}
