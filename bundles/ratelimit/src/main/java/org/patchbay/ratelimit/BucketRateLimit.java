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
 * <p>Each class has four keys: {@code tx.rate} messages and {@code tx.bytes.rate} bytes a second,
 * where 0 means no limit, and {@code tx.burst} and {@code tx.bytes.burst}, which may come at once
 * after a silence. The classes are {@code control} (handshake, ping, small requests), {@code addr},
 * {@code inv} (with getdata and notfound), {@code tx}, {@code block}, {@code headers} (with filters
 * and requests for either) and {@code other}. A change is in force with the next message. A message
 * larger than the burst passes when the bucket is full and leaves it in debt.
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

  private static final String MOST = "1000000000";

  /** What can be configured: for each class rate and burst of messages and of bytes. */
  @ObjectClassDefinition(name = "Rate limit: bucket")
  public @interface Config {
    @AttributeDefinition(description = "Control: messages/s; 0 for no limit", min = "0", max = MOST)
    long control_rate() default 250_000;

    @AttributeDefinition(description = "Control: messages at once", min = "0", max = MOST)
    long control_burst() default 250_000;

    @AttributeDefinition(description = "Control: bytes/s; 0 for no limit", min = "0", max = MOST)
    long control_bytes_rate() default 25_000_000;

    @AttributeDefinition(description = "Control: bytes at once", min = "0", max = MOST)
    long control_bytes_burst() default 50_000_000;

    @AttributeDefinition(
        description = "addr, addrv2: messages/s; 0 for no limit",
        min = "0",
        max = MOST)
    long addr_rate() default 1;

    @AttributeDefinition(description = "addr, addrv2: messages at once", min = "0", max = MOST)
    long addr_burst() default 20;

    @AttributeDefinition(
        description = "addr, addrv2: bytes/s; 0 for no limit",
        min = "0",
        max = MOST)
    long addr_bytes_rate() default 20_000;

    @AttributeDefinition(description = "addr, addrv2: bytes at once", min = "0", max = MOST)
    long addr_bytes_burst() default 200_000;

    @AttributeDefinition(
        description = "inv, getdata, notfound: messages/s; 0 for no limit",
        min = "0",
        max = MOST)
    long inv_rate() default 100;

    @AttributeDefinition(
        description = "inv, getdata, notfound: messages at once",
        min = "0",
        max = MOST)
    long inv_burst() default 1_000;

    @AttributeDefinition(
        description = "inv, getdata, notfound: bytes/s; 0 for no limit",
        min = "0",
        max = MOST)
    long inv_bytes_rate() default 500_000;

    @AttributeDefinition(
        description = "inv, getdata, notfound: bytes at once",
        min = "0",
        max = MOST)
    long inv_bytes_burst() default 4_000_000;

    @AttributeDefinition(description = "tx: messages/s; 0 for no limit", min = "0", max = MOST)
    long tx_rate() default 200;

    @AttributeDefinition(description = "tx: messages at once", min = "0", max = MOST)
    long tx_burst() default 2_000;

    @AttributeDefinition(description = "tx: bytes/s; 0 for no limit", min = "0", max = MOST)
    long tx_bytes_rate() default 1_000_000;

    @AttributeDefinition(description = "tx: bytes at once", min = "0", max = MOST)
    long tx_bytes_burst() default 8_000_000;

    @AttributeDefinition(
        description = "Blocks, their parts: messages/s; 0 for no limit",
        min = "0",
        max = MOST)
    long block_rate() default 50;

    @AttributeDefinition(
        description = "Blocks, their parts: messages at once",
        min = "0",
        max = MOST)
    long block_burst() default 500;

    @AttributeDefinition(
        description = "Blocks, their parts: bytes/s; 0 for no limit",
        min = "0",
        max = MOST)
    long block_bytes_rate() default 20_000_000;

    @AttributeDefinition(description = "Blocks, their parts: bytes at once", min = "0", max = MOST)
    long block_bytes_burst() default 80_000_000;

    @AttributeDefinition(
        description = "Headers, filters: messages/s; 0 for no limit",
        min = "0",
        max = MOST)
    long headers_rate() default 500;

    @AttributeDefinition(description = "Headers, filters: messages at once", min = "0", max = MOST)
    long headers_burst() default 2_000;

    @AttributeDefinition(
        description = "Headers, filters: bytes/s; 0 for no limit",
        min = "0",
        max = MOST)
    long headers_bytes_rate() default 100_000_000;

    @AttributeDefinition(description = "Headers, filters: bytes at once", min = "0", max = MOST)
    long headers_bytes_burst() default 400_000_000;

    @AttributeDefinition(
        description = "Unknown commands: messages/s; 0 for no limit",
        min = "0",
        max = MOST)
    long other_rate() default 20;

    @AttributeDefinition(description = "Unknown commands: messages at once", min = "0", max = MOST)
    long other_burst() default 200;

    @AttributeDefinition(
        description = "Unknown commands: bytes/s; 0 for no limit",
        min = "0",
        max = MOST)
    long other_bytes_rate() default 100_000;

    @AttributeDefinition(description = "Unknown commands: bytes at once", min = "0", max = MOST)
    long other_bytes_burst() default 1_000_000;

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
   * @throws IllegalArgumentException naming the value and what is allowed
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
