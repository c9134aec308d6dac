package org.patchbay.engine;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.Judgement;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.wire.NetworkAddress;

/**
 * Carries out what policies decide, within what no policy can do. Confined to the node loop.
 *
 * <p>Rules (protocol-facts §11.1): a {@code noban} or manual peer is never ended by a policy; a
 * loopback address is never remembered, nor that of Tor where it runs elsewhere. What a policy
 * wants beyond the ceiling per minute is refused and counts as a breach; each slot has a ceiling of
 * its own, so that none is blamed for what others used up. Proven offences are outside of it: an
 * attacker could use it up with some of his connections to keep the others. Evictions beyond it are
 * refused and no breach: each only makes room for a newcomer, and whoever opens connections fast
 * could have the policy benched.
 */
final class Verdicts {
  private final World world;
  private final Policies policies;
  private final Closer closer;
  private final Discouraged discouraged;
  final Returns returns = new Returns();
  private final Map<PolicySlot<?>, Ceiling> ceilings = new IdentityHashMap<>();

  Verdicts(World world, Policies policies, Closer closer, Discouraged discouraged) {
    this.world = world;
    this.policies = policies;
    this.closer = closer;
    this.discouraged = discouraged;
  }

  void offence(Peer peer, Judgement judgement, Fact.Offence offence) {
    if (judgement != Judgement.KEEP) {
      misbehaved(peer, judgement, offence.kind() + ": " + offence.detail());
    }
  }

  void nuisance(Peer peer, Judgement judgement, Fact.Nuisance nuisance) {
    if (judgement == Judgement.KEEP || !peer.open()) {
      return;
    }
    if (peer.exempt() || underCeiling(policies.misbehaviour)) {
      misbehaved(peer, judgement, nuisance.kind() + ": " + nuisance.detail());
    }
  }

  private void misbehaved(Peer peer, Judgement judgement, String detail) {
    if (peer.exempt()) {
      PeerLines.spared(peer, detail);
      return;
    }
    CloseReason reason = CloseReason.of(CloseReason.Code.MISBEHAVIOUR, detail);
    boolean discouraging = judgement == Judgement.DISCOURAGE && !peer.sharesAddress();
    PeerLines.punished(peer, discouraging);
    if (discouraging) {
      discourage(peer.address(), reason);
    }
    closer.close(peer, reason);
  }

  private void discourage(NetworkAddress address, CloseReason reason) {
    discouraged.add(address);
    NetworkAddress host = address.withPort(0);
    for (Peer other : world.peers.all()) {
      if (!other.exempt() && other.address().withPort(0).equals(host)) {
        closer.close(other, reason);
      }
    }
  }

  /** The rate limit policy wants it gone; answers false when it stays. */
  boolean rateLimited(Peer peer, String detail) {
    if (peer.exempt()) {
      policies.rateLimit.breach("wants to disconnect peer " + peer.id() + ", which is exempt");
      return false;
    }
    if (!underCeiling(policies.rateLimit)) {
      return false;
    }
    closer.close(peer, CloseReason.of(CloseReason.Code.RATE_LIMIT, detail));
    return true;
  }

  /** Its score stayed low for too long. */
  void lowScore(Peer peer, long now) {
    boolean inbound = !peer.type().outbound();
    boolean may = inbound || peer.type().automatic() && world.settings.scores().outbound();
    if (!may || peer.exempt() || !peer.open() || !underCeiling(policies.scoring)) {
      return;
    }
    if (inbound && !peer.sharesAddress()) {
      returns.dropped(peer.address(), world.loop.random(), now);
    }
    closer.close(
        peer,
        CloseReason.of(
            CloseReason.Code.LOW_SCORE,
            String.format("score %.2f (low: %.2f)", peer.score, world.settings.scores().low())));
  }

  /** Makes room; answers false when the ceiling forbids it. */
  boolean evict(Peer peer) {
    if (!allowed(policies.eviction)) {
      return false;
    }
    PeerLines.evicted(peer);
    closer.close(peer, CloseReason.of(CloseReason.Code.EVICTED));
    return true;
  }

  /** Why an address may not come in because of what it did before; null when it may. */
  CloseReason spaced(NetworkAddress address, long now) {
    long wait = returns.remaining(address, now);
    return wait == 0
        ? null
        : CloseReason.of(
            CloseReason.Code.LOW_SCORE,
            "may return in " + (TimeUnit.NANOSECONDS.toSeconds(wait) + 1) + " s");
  }

  private boolean underCeiling(PolicySlot<?> slot) {
    if (allowed(slot)) {
      return true;
    }
    int perMinute = world.settings.disconnectsPerMinute();
    slot.breach("wants to end more than " + perMinute + " connections per minute");
    return false;
  }

  private boolean allowed(PolicySlot<?> slot) {
    boolean allowed =
        ceilings
            .computeIfAbsent(slot, any -> new Ceiling())
            .allow(world.settings.disconnectsPerMinute(), world.now());
    if (!allowed) {
      slot.withhold();
    }
    return allowed;
  }
}
