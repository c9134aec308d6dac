package org.patchbay.health;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.health.Vitals;

/**
 * Want of bandwidth: more bytes per second than the operator grants, or more waiting to be sent
 * than the line carries away. What helps is to back off until that is over.
 */
@Component(
    name = "patchbay.health.bandwidth",
    property = {"check.name=bandwidth", "check.tags=machine"})
@Designate(ocd = BandwidthCheck.Config.class)
public final class BandwidthCheck implements HealthCheck {
  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(name = "Health: bandwidth", description = "When bandwidth is short")
  public @interface Config {
    /** In. */
    @AttributeDefinition(
        min = "0",
        max = "100000000000",
        description = "Bytes read per second above which bandwidth is short; 0 for no limit.")
    long in_bytes_per_second() default 0;

    /** Out. */
    @AttributeDefinition(
        min = "0",
        max = "100000000000",
        description = "Bytes written per second above which bandwidth is short; 0 for no limit.")
    long out_bytes_per_second() default 0;

    /** Waiting. */
    @AttributeDefinition(
        min = "0",
        max = "100000000000",
        description = "Bytes waiting to be sent, to all peers, above which it is; 0 for no limit.")
    long queued_out_bytes() default 64_000_000;
  }

  /**
   * What waits for one peer counts up to this part of the limit. Attack: a dozen peers that ask for
   * blocks and do not read would have the node back off from everybody.
   */
  private static final long PEERS = 64;

  /** A check by this configuration. */
  @Activate
  public BandwidthCheck(Config config) {
    this.config = config;
  }

  @Modified
  void modified(Config config) {
    this.config = config;
  }

  @Override
  public Finding look(Vitals vitals) {
    Config limits = config;
    double share = Math.max(1, limits.queued_out_bytes() / PEERS);
    double queued =
        vitals.peers().stream().mapToDouble(peer -> Math.min(share, peer.queuedOut())).sum();
    String detail =
        "%.0f bytes/s in (%s), %.0f bytes/s out (%s), %.0f bytes waiting (%s)"
            .formatted(
                vitals.bytesInPerSecond(),
                limit(limits.in_bytes_per_second()),
                vitals.bytesOutPerSecond(),
                limit(limits.out_bytes_per_second()),
                queued,
                limit(limits.queued_out_bytes()));
    boolean strained =
        above(vitals.bytesInPerSecond(), limits.in_bytes_per_second())
            || above(vitals.bytesOutPerSecond(), limits.out_bytes_per_second())
            || above(queued, limits.queued_out_bytes());
    return strained ? Finding.warning(detail).helpedBy(Remedy.ease()) : Finding.fine(detail);
  }

  private static String limit(long limit) {
    return limit > 0 ? "max " + limit : "no limit";
  }

  private static boolean above(double value, long limit) {
    return limit > 0 && value > limit;
  }
}
