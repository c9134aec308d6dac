package org.patchbay.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.ratelimit.RateLimitPolicy.PeerLimit;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.RateLimitContract;
import org.patchbay.wire.NetworkAddress;

class SubnetRateLimitTest extends RateLimitContract {
  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;

  /**
   * What a peer whose own bucket is full sends of it at last, where that holds a byte: one message
   * in debt.
   */
  private static final long OWN = 100;

  @Override
  protected RateLimitPolicy policy() {
    return with();
  }

  private static SubnetRateLimit with(Object... keysAndValues) {
    return new SubnetRateLimit(config(keysAndValues));
  }

  private static SubnetRateLimit.Config config(Object... keysAndValues) {
    return FakeConfig.of(SubnetRateLimit.Config.class, keysAndValues);
  }

  /** A group of a thousand bytes a second and no more, a peer of a hundred messages at once. */
  private static SubnetRateLimit narrow() {
    return with(
        "group.bytes.rate", 1_000L,
        "group.bytes.burst", 10_000L,
        "peer.bytes.rate", 100L,
        "peer.bytes.burst", 1_000L);
  }

  private static FakePeer of(long group) {
    return FakePeer.inbound().established().keyedNetGroup(group);
  }

  /** Bytes of messages of a hundred that pass until one waits. */
  private static long passed(PeerLimit limit, long now) {
    for (int bytes = 0; ; bytes += 100) {
      if (limit.onMessage("tx", 100, now) != RateLimit.PASS) {
        return bytes;
      }
    }
  }

  @Test
  void manyPeersOfOneGroupShareOneBucket() {
    SubnetRateLimit policy = narrow();
    long flood = 0;
    List<PeerLimit> limits = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      limits.add(policy.open(of(7), 0));
      flood += passed(limits.get(i), 0);
    }
    assertEquals(10_000 + 50 * 1_000, flood);
    long later = 0;
    for (PeerLimit limit : limits) {
      later += passed(limit, SECOND);
    }
    assertEquals(1_000 + 50 * 100, later);
    assertEquals(11_000, passed(policy.open(of(8), 0), SECOND), "another group is not touched");
  }

  @Test
  void anHonestPeerInTheRangeOfAFloodKeepsItsOwn() {
    SubnetRateLimit policy = narrow();
    PeerLimit honest = policy.open(of(7), 0);
    PeerLimit flooding = policy.open(of(7), 0);
    for (int second = 0; second < 100; second++) {
      passed(flooding, second * SECOND);
      assertEquals(RateLimit.PASS, honest.onMessage("inv", 100, second * SECOND));
    }
  }

  @Test
  void whatIsBeyondTheQuotaWaitsForTheDay() {
    SubnetRateLimit policy =
        with(
            "group.daily.megabytes", 1L,
            "peer.bytes.rate", 1L,
            "peer.bytes.burst", 1L,
            "group.rate", 0L);
    PeerLimit limit = policy.open(of(7), 0);
    assertEquals(1_000_000 + OWN, passed(limit, 0));
    assertInstanceOf(RateLimit.Pause.class, limit.onMessage("tx", 100, SECOND));
    assertEquals(500_000 + OWN, passed(limit, DAY / 2));
    assertEquals(1_000_000 + OWN, passed(limit, 10 * DAY));
  }

  @Test
  void withoutAQuotaOnlyTheRateCounts() {
    SubnetRateLimit policy =
        with("group.daily.megabytes", 0L, "group.bytes.rate", 0L, "group.rate", 0L);
    PeerLimit limit = policy.open(of(7), 0);
    for (int i = 0; i < 100_000; i++) {
      assertEquals(RateLimit.PASS, limit.onMessage("block", 4_000_000, 0));
    }
  }

  @Test
  void whoIsConnectedAlreadyHasUsedSomeOfTheQuota() {
    Object[] keys = {"group.daily.megabytes", 1L, "peer.bytes.rate", 1L, "peer.bytes.burst", 1L};
    PeerLimit today = with(keys).open(of(7).bytesIn(600_000), DAY / 2);
    assertEquals(400_000 + OWN, passed(today, DAY / 2));
    PeerLimit lastWeek = with(keys).open(of(7).bytesIn(6_000_000), 10 * DAY);
    assertEquals(400_000 + OWN, passed(lastWeek, 10 * DAY));
    PeerLimit usedUp = with(keys).open(of(7).bytesIn(Long.MAX_VALUE), DAY);
    assertEquals(OWN, passed(usedUp, DAY));
  }

  @Test
  void comingBackDoesNotRenewTheQuota() {
    SubnetRateLimit policy =
        with("group.daily.megabytes", 1L, "peer.bytes.rate", 1L, "peer.bytes.burst", 1L);
    assertEquals(1_000_000 + OWN, passed(policy.open(of(7), 0), 0));
    assertEquals(OWN, passed(policy.open(of(7).id(2), 0), 0));
  }

  @Test
  void whomWeAskAndWhomTheOperatorTrustsAreNotLimited() {
    SubnetRateLimit policy = narrow();
    passed(policy.open(of(7), 0), 0);
    for (FakePeer peer :
        List.of(
            FakePeer.outbound().keyedNetGroup(7), of(7).permissions(Set.of(Permission.NOBAN)))) {
      PeerLimit limit = policy.open(peer, 0);
      for (int i = 0; i < 1_000; i++) {
        assertEquals(RateLimit.PASS, limit.onMessage("block", 4_000_000, 0));
      }
    }
  }

  @Test
  void peersThroughTorShareWithNobody() {
    SubnetRateLimit policy = narrow();
    FakePeer tor = of(7).address(NetworkAddress.parse("127.0.0.1:50000"));
    assertEquals(11_000, passed(policy.open(tor, 0), 0));
    assertEquals(11_000, passed(policy.open(tor, 0), 0));
  }

  @Test
  void groupsWithoutEndAreForgotten() {
    Subnets subnets = new Subnets();
    SubnetLimits limits = SubnetLimits.of(config());
    for (long group = 0; group < 2 * Subnets.MOST; group++) {
      subnets.of(of(group), limits, group);
    }
    assertEquals(Subnets.MOST, subnets.size());
  }

  @Test
  void aChangeIsInForceWithTheNextMessageAndABadOneIsRefused() {
    SubnetRateLimit policy = narrow();
    PeerLimit limit = policy.open(of(7), 0);
    passed(limit, 0);
    policy.modified(config("group.bytes.rate", 0L));
    assertEquals(RateLimit.PASS, limit.onMessage("tx", 100, 0));
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class, () -> policy.modified(config("peer.rate", 0L)));
    assertTrue(refusal.getMessage().contains("peer.rate 0"), refusal.getMessage());
  }
}
