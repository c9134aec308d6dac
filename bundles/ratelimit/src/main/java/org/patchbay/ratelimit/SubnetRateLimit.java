package org.patchbay.ratelimit;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;

/**
 * One token bucket and one daily quota for all inbound peers of a network group (protocol-facts
 * §9.7), and a small bucket for each peer that nobody else can empty.
 *
 * <p>A peer's messages draw on its own bucket while that holds enough; what goes beyond draws on
 * the group's bucket and on the group's quota of bytes, which fills evenly over a day. Whoever
 * opens a hundred connections from one range has no more than with one, apart from the small
 * buckets; an honest peer in his range keeps its own. What exceeds both waits, and everything
 * behind it; nothing is dropped. A message larger than a bucket passes when that is full, and
 * leaves it in debt.
 *
 * <p>Not limited are peers that we dialled, since they send what we ask them for, and peers with
 * {@code noban}. Peers of a local address, as all that come through Tor, share with nobody.
 *
 * <p>A peer that is already connected when this policy comes into force takes from the quota what
 * its counters show for the last day, unless its group has used more already. Of the groups, the
 * last 20,000 that sent something are remembered. A change is in force with the next message.
 */
@Component(
    name = "patchbay.ratelimit.subnet",
    property = {"policy.name=subnet", "service.ranking:Integer=-100"})
@Designate(ocd = SubnetRateLimit.Config.class)
public final class SubnetRateLimit implements RateLimitPolicy {
  private static final String MOST = "1000000000";
  private static final PeerLimit UNLIMITED = (command, bytes, now) -> RateLimit.PASS;

  private final Subnets subnets = new Subnets();
  private volatile SubnetLimits limits;

  /** What can be configured. */
  @ObjectClassDefinition(name = "Rate limit: subnet")
  public @interface Config {
    @AttributeDefinition(description = "Group: messages/s; 0 for no limit", min = "0", max = MOST)
    long group_rate() default 2_000;

    @AttributeDefinition(description = "Group: messages at once", min = "0", max = MOST)
    long group_burst() default 20_000;

    @AttributeDefinition(description = "Group: bytes/s; 0 for no limit", min = "0", max = MOST)
    long group_bytes_rate() default 2_000_000;

    @AttributeDefinition(description = "Group: bytes at once", min = "0", max = MOST)
    long group_bytes_burst() default 40_000_000;

    @AttributeDefinition(
        description = "Group: megabytes a day; 0 for no quota",
        min = "0",
        max = "1000000")
    long group_daily_megabytes() default 2_000;

    @AttributeDefinition(description = "Each peer: messages/s of its own", min = "1", max = MOST)
    long peer_rate() default 10;

    @AttributeDefinition(description = "Each peer: messages at once", min = "1", max = MOST)
    long peer_burst() default 200;

    @AttributeDefinition(description = "Each peer: bytes/s of its own", min = "1", max = MOST)
    long peer_bytes_rate() default 2_000;

    @AttributeDefinition(description = "Each peer: bytes at once", min = "1", max = MOST)
    long peer_bytes_burst() default 200_000;
  }

  /**
   * Limits by this configuration.
   *
   * @throws IllegalArgumentException naming the value and what is allowed
   */
  @Activate
  public SubnetRateLimit(Config config) {
    limits = SubnetLimits.of(config);
  }

  @Modified
  void modified(Config config) {
    limits = SubnetLimits.of(config);
  }

  @Override
  public PeerLimit open(PeerView peer, long now) {
    return peer.type().outbound() || peer.permissions().contains(Permission.NOBAN)
        ? UNLIMITED
        : new PeerInSubnet(() -> limits, subnets.of(peer, limits, now), now);
  }
}
