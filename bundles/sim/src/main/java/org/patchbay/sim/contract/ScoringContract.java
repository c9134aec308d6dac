package org.patchbay.sim.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.scoring.ScoringPolicy.PeerScore;
import org.patchbay.sim.FakePeer;

/** What every scoring policy must keep. */
public abstract class ScoringContract {
  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;

  /** A fresh policy with its default configuration. */
  protected abstract ScoringPolicy policy();

  @Test
  void aScoreIsFromZeroToOneOrNone() {
    FakePeer peer = FakePeer.inbound().established();
    PeerScore score = policy().open(peer, 0);
    assertLawful(score.score(peer, 0));
    for (int second = 1; second < 5_000; second++) {
      peer.minPing(second * 100_000L).bytesIn(second * 10_000L);
      score.on(facts().get(second % facts().size()), second * SECOND);
      assertLawful(score.score(peer, second * SECOND));
    }
  }

  @Test
  void askingTwiceChangesNothing() {
    FakePeer peer = FakePeer.inbound().established().minPing(1_000_000);
    PeerScore score = policy().open(peer, 0);
    peer.bytesIn(1_000_000);
    assertEquals(score.score(peer, 60 * SECOND), score.score(peer, 60 * SECOND));
  }

  @Test
  void aBurstOfFactsIsAnswered() {
    FakePeer peer = FakePeer.inbound().established();
    PeerScore score = policy().open(peer, 0);
    for (int i = 0; i < 20_000; i++) {
      for (Fact fact : facts()) {
        score.on(fact, SECOND);
      }
    }
    assertLawful(score.score(peer, SECOND));
    assertLawful(score.score(peer, 1_000 * DAY));
  }

  @Test
  void onePeersFactsDoNotTouchAnother() {
    ScoringPolicy policy = policy();
    FakePeer peer = FakePeer.inbound().established().minPing(1_000_000);
    PeerScore bad = policy.open(peer, 0);
    PeerScore good = policy.open(peer, 0);
    PeerScore alone = policy().open(peer, 0);
    for (Fact fact : facts()) {
      bad.on(fact, SECOND);
    }
    assertEquals(alone.score(peer, DAY), good.score(peer, DAY));
  }

  @Test
  void aSteadyPeerIsScoredAlikeHoweverLateItIsOpened() {
    ScoringPolicy policy = policy();
    FakePeer peer = FakePeer.inbound().established().minPing(20_000_000).bytesIn(0);
    PeerScore early = policy.open(peer, 0);
    for (int minute = 1; minute < 1_440; minute++) {
      long now = minute * 60 * SECOND;
      peer.bytesIn(minute * 60 * 5_000L);
      double expected = early.score(peer, now);
      assertEquals(expected, policy.open(peer, now).score(peer, now), 0.1);
    }
  }

  /** Where it offers anything, that is enough to go on from. */
  @Test
  void itsSuccessorGoesOnWhereItStood() {
    FakePeer peer = FakePeer.inbound().established().minPing(20_000_000);
    PeerScore score = policy().open(peer, 0);
    for (int second = 1; second < 60; second++) {
      score.on(facts().get(second % facts().size()), second * SECOND);
    }
    long now = 60 * SECOND;
    Map<String, Double> learnt = Strangers.lawful(score.learnt(now));
    PeerScore next = policy().open(peer, learnt, now);
    if (!learnt.isEmpty()) {
      assertEquals(score.score(peer, now), next.score(peer, now), 0.1);
    }
    for (Map<String, Double> offer : Strangers.offers(learnt)) {
      PeerScore odd = policy().open(peer, offer, now);
      assertLawful(odd.score(peer, now));
      Strangers.lawful(odd.learnt(now));
    }
  }

  @Test
  void valuesAtTheEdgesAndClocksThatLeapAreAnswered() {
    RandomPeers peers = new RandomPeers(1);
    for (int round = 0; round < 2_000; round++) {
      FakePeer peer = peers.extreme();
      PeerScore score = policy().open(peer, peers.edge());
      for (Fact fact : facts()) {
        score.on(fact, peers.edge());
        assertLawful(score.score(peers.extreme(), peers.edge()));
      }
    }
  }

  private static void assertLawful(double score) {
    assertTrue(Double.isNaN(score) || score >= 0 && score <= 1, "a score of " + score);
  }

  private static List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    for (Fact.Nuisance.Kind kind : Fact.Nuisance.Kind.values()) {
      facts.add(Fact.nuisance(kind, "detail"));
    }
    for (Fact.Offence.Kind kind : Fact.Offence.Kind.values()) {
      facts.add(Fact.offence(kind, "detail"));
    }
    for (Fact.Useful.Kind kind : Fact.Useful.Kind.values()) {
      facts.add(Fact.useful(kind, Integer.MAX_VALUE));
    }
    for (Fact.Useful.Kind kind : Fact.Useful.Kind.values()) {
      facts.add(Fact.first(kind, Integer.MAX_VALUE));
    }
    facts.add(Fact.useful(Fact.Useful.Kind.BLOCK, -1));
    facts.add(Fact.latency(-1));
    facts.add(Fact.latency(Long.MAX_VALUE));
    facts.add(Fact.established(Set.of("addrv2")));
    facts.add(Fact.knownHeight(Integer.MIN_VALUE));
    facts.add(Fact.pingPending(-1));
    facts.add(new Fact() {});
    facts.forEach(fact -> assertNotNull(fact));
    return facts;
  }
}
