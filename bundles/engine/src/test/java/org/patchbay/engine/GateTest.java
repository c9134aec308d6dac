package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.CloseReason.Code;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.transport.Arrival;
import org.patchbay.api.transport.Transport;
import org.patchbay.sim.Stranger;
import org.patchbay.sim.VirtualLink;

/** Who comes in, who goes for whom, and who may come back. */
class GateTest {
  private static long ended(TestNode node, Code code) {
    return node.engine.endedByReason().getOrDefault(code, 0L);
  }

  @Test
  void nothingBeginsWhileProtocolsStillCome() {
    TestNode node = new TestNode();
    node.engine.add(node.greeter);
    node.engine.start(Duration.ofMillis(150));
    node.loop.advance(Duration.ofMillis(100));
    node.engine.add(node.ponger);
    node.loop.advance(Duration.ofMillis(149));
    assertEquals(List.of(), node.engine.listening());

    node.loop.advance(Duration.ofMillis(2));
    assertEquals(1, node.engine.listening().size());
  }

  @Test
  void bansHoldWithoutAnyPolicyAndAtOnce() {
    TestNode node = new TestNode("permissions", new String[] {"noban@11.0.0.3"}).start();
    node.guest();
    Stranger friend = node.guest();
    node.configure("bans", new String[] {"11.0.0.0/24", "nonsense"});
    node.loop.advance(Duration.ofSeconds(2));
    assertEquals(1, node.engine.peers().size());
    assertEquals(1, ended(node, Code.BANNED));
    Stranger newcomer = node.guest();
    assertEquals(1, newcomer.closed().size());
    assertEquals(2, ended(node, Code.BANNED));
    assertTrue(friend.closed().isEmpty());
  }

  @Test
  void theBanListEndsWhomItCoversAndHoldsWhenItIsGone() {
    TestNode node = new TestNode("permissions", new String[] {"noban@11.0.0.3"}).start();
    node.guest();
    Stranger friend = node.guest();
    Stranger covered = node.guest();
    FakeBanList list = new FakeBanList(node.loop);
    node.engine.add(list);
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(3, node.engine.peers().size());

    list.ban("11.0.0.0/24", "too many");
    node.loop.advance(Duration.ofSeconds(2));

    assertEquals(1, node.engine.peers().size());
    assertTrue(friend.closed().isEmpty());
    assertEquals(1, covered.closed().size());
    assertEquals("banned: 11.0.0.0/24: too many", node.engine.ended().get(1).reason().toString());
    node.engine.remove(list);
    assertEquals(0, list.followers());
    assertEquals(1, node.guest().closed().size(), "still banned");
  }

  @Test
  void whoIsNamedAndBannedIsNotDialledUnlessAllowed() {
    TestNode node =
        new TestNode(
            "connect", new String[] {"11.0.0.2:18444"}, "bans", new String[] {"11.0.0.0/24"});
    Stranger host = node.host();
    TestNode.listen(host);
    node.start();
    node.loop.advance(Duration.ofMinutes(5));
    assertEquals(0, host.heard().size(), "dialled nevertheless");

    node.configure("permissions", new String[] {"noban@11.0.0.2"});
    node.loop.advance(Duration.ofMinutes(2));
    assertEquals(0, host.heard().size(), "that rule is for those who come in");
    node.configure("permissions", new String[] {"out+noban@11.0.0.2"});
    node.loop.advance(Duration.ofMinutes(2));
    assertEquals(1, node.established().size());
    node.configure("permissions", new String[0]);
    assertEquals(1, ended(node, Code.BANNED));
  }

  @Test
  void aBanWhileTheConnectionIsBeingOpenedHolds() {
    TestNode node = new TestNode("connect", new String[] {"11.0.0.2:18444"});
    Stranger host = node.host();
    TestNode.listen(host);
    node.network.latency(Duration.ofSeconds(1));
    node.start();
    node.loop.advance(Duration.ofMillis(1_200));
    assertEquals(List.of(), node.engine.peers());
    node.configure("bans", new String[] {"11.0.0.0/24"});
    node.loop.advance(Duration.ofMinutes(5));
    assertEquals(List.of(), node.engine.peers());
    assertEquals(1, host.closed().size());
    assertEquals(0, host.heard().size());
    assertEquals(1, ended(node, Code.BANNED));
  }

  @Test
  void nothingBeginsBeforeItIsKnownWhoIsBanned() {
    TestNode node = new TestNode();
    node.engine.add(node.greeter);
    node.engine.awaitBans();
    node.engine.start();
    node.loop.advance(Duration.ofSeconds(9));
    assertEquals(List.of(), node.engine.listening());
    node.engine.add(new FakeBanList(node.loop));
    node.loop.advance(Duration.ofMillis(1));
    assertEquals(1, node.engine.listening().size());
  }

  @Test
  void whenSlotsAreTakenNobodyIsEvictedWithoutAPolicy() {
    TestNode node = new TestNode("max.inbound", 2).start();
    node.guest();
    node.guest();
    Stranger third = node.guest();
    assertEquals(1, third.closed().size());
    assertEquals(1, ended(node, Code.NO_SLOT));
  }

  @Test
  void anEvictionPolicyMakesRoom() {
    TestNode node =
        new TestNode("max.inbound", 2, "permissions", new String[] {"noban@11.0.0.2"}).start();
    EvictionPolicy oldest =
        (candidates, now) -> candidates.stream().min(Comparator.comparing(PeerView::id));
    node.engine.add(EvictionPolicy.class, oldest, "oldest", 0, 1);
    Stranger exempt = node.guest();
    Stranger second = node.guest();
    node.guest();
    node.loop.advance(Duration.ofSeconds(2));

    assertTrue(exempt.closed().isEmpty());
    assertEquals(1, second.closed().size());
    assertEquals(2, node.engine.peers().size());
    assertEquals(1, ended(node, Code.EVICTED));
  }

  @Test
  void aPeerOutsideOfTheCandidatesIsNotEvicted() {
    TestNode node =
        new TestNode("max.inbound", 2, "permissions", new String[] {"noban@11.0.0.2"}).start();
    Stranger exempt = node.guest();
    node.guest();
    PeerView forbidden = node.engine.peers().get(0);
    EvictionPolicy wild = (candidates, now) -> Optional.of(forbidden);
    node.engine.add(EvictionPolicy.class, wild, "wild", 0, 1);
    for (int i = 0; i < 3; i++) {
      node.guest();
    }
    assertTrue(exempt.closed().isEmpty());
    assertEquals(3, ended(node, Code.NO_SLOT));
    assertEquals(
        "chose peer 1, which was no candidate", node.engine.slots().get(4).benched().get("wild"));
  }

  @Test
  void anOffenderIsDiscouragedWithAllConnectionsOfItsAddress() {
    TestNode node = new TestNode("max.inbound", 3).start();
    Stranger offender = node.guest();
    offender.dial(node.address());
    node.loop.advance(Duration.ofMillis(200));
    assertEquals(2, node.engine.peers().size());
    offend(offender);
    node.loop.advance(Duration.ofSeconds(2));
    assertTrue(node.engine.peers().isEmpty());
    assertEquals(2, ended(node, Code.MISBEHAVIOUR));

    offender.dial(node.address());
    node.loop.advance(Duration.ofMillis(200));
    assertTrue(node.only().preferEvict());
    node.silent();
    offender.dial(node.address());
    node.loop.advance(Duration.ofMillis(200));
    assertEquals(1, ended(node, Code.DISCOURAGED));
  }

  private static void offend(Stranger offender) {
    VirtualLink link = (VirtualLink) offender.link();
    if (offender.heard().isEmpty()) {
      offender.say(Greeter.version(1, 70016));
    }
    offender.say(Greeter.version(1, 70016), Greeter.verack());
    link.sendFlawed("inv", Arrival.Flaw.TOO_MANY, "50001 entries", 100);
    link.flush();
  }

  @Test
  void withPermissionAnOffenceIsOnlyNoted() {
    TestNode node = new TestNode("permissions", new String[] {"noban@11.0.0.0/8"}).start();
    Stranger friend = node.guest();
    offend(friend);
    node.loop.advance(Duration.ofSeconds(2));
    assertTrue(node.only().notes().contains("offence too-many-entries: inv: 50001 entries"));
  }

  @Test
  void aLoopbackAddressIsDisconnectedAndNotRemembered() throws Exception {
    TestNode node = new TestNode().start();
    Stranger local = new Stranger(node.network.host(java.net.InetAddress.getLoopbackAddress()));
    local.dial(node.address());
    node.loop.advance(Duration.ofMillis(200));
    node.greet(local);
    offend(local);
    node.loop.advance(Duration.ofSeconds(2));
    assertEquals(1, ended(node, Code.MISBEHAVIOUR));
    local.dial(node.address());
    node.loop.advance(Duration.ofMillis(200));
    assertFalse(node.only().preferEvict());
  }

  @Test
  void anOffenderThroughTheTorOfAnotherMachineDoesNotTakeTheOthersAlong() throws Exception {
    TestNode node = new TestNode("listen", new String[] {"0.0.0.0:18444=onion"}).start();
    Transport tor = node.network.host(java.net.InetAddress.getByName("12.0.0.1"));
    Stranger offender = new Stranger(tor);
    Stranger other = new Stranger(tor);
    for (Stranger guest : List.of(offender, other)) {
      guest.dial(node.address());
      node.loop.advance(Duration.ofMillis(200));
      node.greet(guest);
    }
    offend(offender);
    node.loop.advance(Duration.ofSeconds(2));
    assertEquals(1, offender.closed().size());
    assertTrue(other.closed().isEmpty());
    offender.dial(node.address());
    node.loop.advance(Duration.ofMillis(200));
    assertTrue(node.engine.peers().stream().noneMatch(PeerView::preferEvict));
  }

  private static ScoringPolicy fixed(double value) {
    return (peer, opened) ->
        new ScoringPolicy.PeerScore() {
          @Override
          public void on(Fact fact, long now) {}

          @Override
          public double score(PeerView view, long now) {
            return value;
          }
        };
  }

  @Test
  void aLowScoreAddsMisbehaviourStepByStepUntilThePeerGoes() {
    TestNode node = new TestNode("score.low", 0.2).start();
    Stranger guest = node.guest();
    node.engine.add(ScoringPolicy.class, fixed(0.1), "test", 0, 1);
    node.loop.advance(Duration.ofSeconds(15));
    int early = node.only().misbehaviour();
    assertTrue(early >= 20 && early <= 40, "misbehaviour " + early);
    assertEquals(0.1, node.only().score());
    node.loop.advance(Duration.ofSeconds(45));
    assertTrue(node.engine.peers().isEmpty());
    assertEquals(
        CloseReason.of(Code.LOW_SCORE, "score 0.10 (low: 0.20)"),
        node.engine.ended().get(0).reason());

    guest.dial(node.address());
    node.loop.advance(Duration.ofSeconds(2));
    assertTrue(node.engine.peers().isEmpty());
    node.loop.advance(Duration.ofSeconds(31));
    guest.dial(node.address());
    node.loop.advance(Duration.ofSeconds(2));
    assertEquals(1, node.engine.peers().size());
  }

  @Test
  void aBetterScoreTakesMisbehaviourOffAndNoOpinionAddsNone() {
    TestNode node = new TestNode("score.low", 0.2).start();
    node.guest();
    ScoringPolicy low = fixed(0.1);
    node.engine.add(ScoringPolicy.class, low, "low", 0, 1);
    node.loop.advance(Duration.ofSeconds(21));
    int high = node.only().misbehaviour();
    assertTrue(high > 0);
    node.engine.remove(ScoringPolicy.class, low);
    assertTrue(Double.isNaN(node.only().score()));
    node.engine.add(ScoringPolicy.class, fixed(Double.NaN), "none", 0, 2);
    node.loop.advance(Duration.ofMinutes(2));
    assertEquals(0, node.only().misbehaviour());
  }

  @Test
  void aScoreOutOfRangeIsNoScore() {
    TestNode node = new TestNode().start();
    node.guest();
    node.engine.add(ScoringPolicy.class, fixed(-3), "wild", 0, 1);
    node.loop.advance(Duration.ofMinutes(1));
    assertEquals(0, node.only().misbehaviour());
    assertEquals(
        "score -3.0 (allowed: 0 to 1, or NaN)", node.engine.slots().get(2).benched().get("wild"));
  }

  @Test
  void anOutboundPeerIsNotLostToItsScore() {
    TestNode node = new TestNode("connect", new String[] {"11.0.0.2:18444"});
    Stranger host = node.host();
    TestNode.listen(host);
    node.start();
    node.engine.add(ScoringPolicy.class, fixed(0), "test", 0, 1);
    node.loop.advance(Duration.ofMinutes(3));
    assertEquals(100, node.only().misbehaviour());
    assertTrue(node.engine.ended().isEmpty());
  }

  @Test
  void theNodeListensOnlyOnceItsConfiguredPoliciesAreThere() {
    TestNode node = new TestNode("policy.ratelimit", "bucket").start();
    assertEquals(List.of(), node.engine.listening());
    node.engine.add(
        RateLimitPolicy.class,
        (peer, o) -> (command, bytes, now) -> RateLimit.PASS,
        "bucket",
        0,
        1);
    node.loop.advance(Duration.ofMillis(1));
    assertEquals(1, node.engine.listening().size());
  }

  @Test
  void itDoesNotWaitForEverForAPolicyThatNobodyBrings() {
    TestNode node = new TestNode("policy.ratelimit", "buckte").start();
    node.loop.advance(Duration.ofSeconds(9));
    assertEquals(List.of(), node.engine.listening());
    node.loop.advance(Duration.ofSeconds(2));
    assertEquals(1, node.engine.listening().size());
  }

  @Test
  void listeningFollowsTheConfiguration() {
    TestNode node = new TestNode().start();
    node.configure("listen", new String[] {"0.0.0.0:1", "somewhere:2", "0.0.0.0:70000"});
    node.loop.advance(Duration.ofMillis(1));
    assertEquals(1, node.engine.listening().size());
    assertEquals(1, node.engine.listening().get(0).getPort());
  }
}
