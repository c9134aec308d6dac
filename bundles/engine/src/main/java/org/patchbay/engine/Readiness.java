package org.patchbay.engine;

import java.time.Duration;
import org.patchbay.api.loop.Cancellable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node waits for before it listens and dials. Confined to the node loop.
 *
 * <p>Rule: a codec, a handshake, no new protocol for a while, and, for ten seconds at most, the ban
 * list and a policy in each slot that the configuration fills. Why: nothing comes in or goes out
 * before judgement and handshake are in place.
 */
final class Readiness {
  /** How long a node waits for protocols that come one after the other. */
  static final Duration SETTLING = Duration.ofMillis(150);

  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final World world;
  private final Policies policies;
  private final Sessions sessions;
  private final Runnable begin;
  private boolean codec = true;
  private boolean bans = true;
  private boolean started;
  private boolean ready;
  private boolean stopped;
  private boolean patient = true;
  private boolean quiet;
  private Duration settling = Duration.ZERO;
  private Cancellable settled = () -> {};
  private Cancellable grace = () -> {};

  /**
   * @param begin what is done, once, when the node is ready
   */
  Readiness(World world, Policies policies, Sessions sessions, Runnable begin) {
    this.world = world;
    this.policies = policies;
    this.sessions = sessions;
    this.begin = begin;
  }

  /**
   * From now on the node begins when it can.
   *
   * @param newSettling how long no protocol must have come
   */
  void start(Duration newSettling) {
    settling = newSettling;
    settle();
    started = true;
    grace = world.loop.after(GRACE, this::losePatience);
    check();
  }

  void stop() {
    stopped = true;
    grace.cancel();
    settled.cancel();
  }

  /** Whether the node has begun. */
  boolean ready() {
    return ready;
  }

  /** Whether it has begun and may go on. */
  boolean going() {
    return ready && !stopped;
  }

  void codec(boolean there) {
    codec = there;
    check();
  }

  /** Whether it is known who is banned. */
  void bans(boolean known) {
    bans = known;
    check();
  }

  /** A protocol came. */
  void unsettled() {
    settle();
    check();
  }

  /** The configuration may want other policies now. */
  void configured() {
    if (!patient) {
      policies.all().forEach(PolicySlot::complain);
    }
  }

  private void losePatience() {
    patient = false;
    configured();
    check();
  }

  private void settle() {
    settled.cancel();
    quiet = ready || settling.isZero();
    if (!quiet) {
      settled =
          world.loop.after(
              settling,
              () -> {
                quiet = true;
                check();
              });
    }
  }

  /** Begins if nothing is missing any more. */
  void check() {
    if (!started || ready || stopped || !codec || !quiet || !sessions.canGreet()) {
      return;
    }
    if (!bans && patient) {
      return;
    }
    if (!policies.filled()) {
      if (patient) {
        return;
      }
      LOG.info("the node begins with the policies that are in force");
    }
    ready = true;
    begin.run();
  }
}
