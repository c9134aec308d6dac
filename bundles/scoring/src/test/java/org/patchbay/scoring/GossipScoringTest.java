package org.patchbay.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.fact.Fact.Nuisance;
import org.patchbay.api.fact.Fact.Useful;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.scoring.ScoringPolicy.PeerScore;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakeLedger;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.ScoringContract;

class GossipScoringTest extends ScoringContract {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;
  private static final double EXACT = 1e-9;

  private final FakePeer peer = FakePeer.inbound().established();

  @Override
  protected ScoringPolicy policy() {
    return with();
  }

  private static GossipScoring with(Object... keysAndValues) {
    return new GossipScoring(config(keysAndValues));
  }

  private static GossipScoring.Config config(Object... keysAndValues) {
    return FakeConfig.of(GossipScoring.Config.class, keysAndValues);
  }

  private static void tell(PeerScore score, int times, Fact fact, long now) {
    for (int i = 0; i < times; i++) {
      score.on(fact, now);
    }
  }

  private static Fact nuisance(Nuisance.Kind kind) {
    return Fact.nuisance(kind, "detail");
  }

  @Test
  void aNewcomerIsAtTheBaseline() {
    assertEquals(0.5, with().open(peer, 0).score(peer, 0));
  }

  @Test
  void timeCountsALittleAndHasACap() {
    PeerScore score = with().open(peer, 0);
    assertEquals(0.5 + 0.5 * 0.03, score.score(peer, HOUR), EXACT);
    assertEquals(0.5 + 0.5 * 0.18, score.score(peer, 6 * HOUR), EXACT);
    assertEquals(0.5 + 0.5 * 0.18, score.score(peer, 1_000 * HOUR), EXACT);
  }

  @Test
  void firstsCountUpToACapAndFade() {
    PeerScore score = with("time.weight", 0.0).open(peer, 0);
    tell(score, 20, Fact.first(Useful.Kind.TRANSACTION, 1), 0);
    score.on(Fact.first(Useful.Kind.BLOCK, 2), 0);
    assertEquals(0.5 + 0.5 * 0.4, score.score(peer, 0), EXACT);
    assertEquals(0.5 + 0.5 * 0.2, score.score(peer, HOUR), EXACT);
    tell(score, 10_000, Fact.first(Useful.Kind.TRANSACTION, 1_000), HOUR);
    assertEquals(1, score.score(peer, HOUR));
    assertEquals(0.75, score.score(peer, 2 * HOUR), EXACT);
  }

  @Test
  void aGoodPastPaysForNoFloodBeyondTheCap() {
    PeerScore score = with().open(peer, 0);
    tell(score, 10_000, Fact.first(Useful.Kind.TRANSACTION, 1_000), 0);
    assertEquals(1, score.score(peer, 0));
    tell(score, 3, nuisance(Nuisance.Kind.MALFORMED), 0);
    assertEquals(0.55, score.score(peer, 0), EXACT);
    tell(score, 2, nuisance(Nuisance.Kind.MALFORMED), 0);
    assertEquals(0, score.score(peer, 0));
  }

  @Test
  void aFloodOfRefusedTransactionsWeighsAndAFewDoNot() {
    PeerScore honest = with().open(peer, 0);
    PeerScore junk = with().open(peer, 0);
    for (int second = 0; second < 3_600; second++) {
      tell(junk, 20, nuisance(Nuisance.Kind.REFUSED_TRANSACTION), second * SECOND);
      if (second % 120 == 0) {
        tell(honest, 1, nuisance(Nuisance.Kind.REFUSED_TRANSACTION), second * SECOND);
      }
    }
    assertTrue(honest.score(peer, HOUR) > 0.5);
    assertEquals(0, junk.score(peer, HOUR));
  }

  @Test
  void aSplitFloodPaysLessForEachButAllPayForOneHost() {
    PeerScore score = with().open(peer, 0);
    assertEquals(0.5, score.score(peer.peersAtHost(4), 0));
    assertEquals(0.5 - 0.5 * 0.02, score.score(peer.peersAtHost(5), 0), EXACT);
    assertEquals(0.5 - 0.5 * 0.32, score.score(peer.peersAtHost(8), 0), EXACT);
    assertEquals(0, score.score(peer.peersAtHost(12), 0));
    assertEquals(0.5, score.score(peer.peersAtHost(1), 0));
  }

  @Test
  void unansweredQuestionsCountAsTheirSquare() {
    PeerScore score = with().open(peer, 0);
    tell(score, 1, nuisance(Nuisance.Kind.UNANSWERED), 0);
    assertEquals(0.5 - 0.5 * 0.01, score.score(peer, 0), EXACT);
    tell(score, 5, nuisance(Nuisance.Kind.UNANSWERED), 0);
    assertEquals(0.5 - 0.5 * 0.36, score.score(peer, 0), EXACT);
  }

  @Test
  void oneOffenceIsHalfWayToTheGraylistAndFades() {
    PeerScore score = with("time.weight", 0.0).open(peer, 0);
    score.on(Fact.offence(Fact.Offence.Kind.BAD_SENDCMPCT, "announce 2"), 0);
    assertEquals(0.25, score.score(peer, 0), EXACT);
    assertEquals(0.4375, score.score(peer, HOUR), EXACT);
    score.on(Fact.offence(Fact.Offence.Kind.BAD_SENDCMPCT, "announce 2"), HOUR);
    assertEquals(0, score.score(peer, HOUR));
    assertEquals(0.5, score.score(peer, 100 * HOUR), EXACT);
  }

  @Test
  void evenAnEndlessFloodIsForgivenSomeDay() {
    PeerScore score = with("time.weight", 0.0).open(peer, 0);
    tell(score, 1_000_000, nuisance(Nuisance.Kind.CHECKSUM), 0);
    assertEquals(0, score.score(peer, 0));
    assertEquals(0.5, score.score(peer, 15 * HOUR), EXACT);
  }

  @Test
  void whatANewerNodeMayDoDoesNotWeigh() {
    PeerScore score = with("time.weight", 0.0).open(peer, 0);
    for (Nuisance.Kind kind :
        new Nuisance.Kind[] {
          Nuisance.Kind.UNKNOWN_COMMAND,
          Nuisance.Kind.UNREQUESTED,
          Nuisance.Kind.UNCONNECTING,
          Nuisance.Kind.LOW_WORK
        }) {
      tell(score, 10_000, nuisance(kind), 0);
    }
    assertEquals(0.5, score.score(peer, 0));
  }

  @Test
  void openedLateItIsSeededFromTheCounters() {
    PeerScore early = with().open(peer, 0);
    for (int minute = 1; minute <= 300; minute++) {
      early.on(Fact.first(Useful.Kind.TRANSACTION, 1), minute * 60 * SECOND);
    }
    early.on(Fact.first(Useful.Kind.BLOCK, 1), 150 * 60 * SECOND);
    peer.ledger(new FakeLedger().firstTransactions(300).firstBlocks(1));
    PeerScore late = with().open(peer, 5 * HOUR);
    assertEquals(early.score(peer, 5 * HOUR), late.score(peer, 5 * HOUR), 0.01);
  }

  @Test
  void aChangeIsInForceAtOnce() {
    GossipScoring policy = with("time.weight", 0.0);
    PeerScore score = policy.open(peer, 0);
    tell(score, 4, nuisance(Nuisance.Kind.UNANSWERED), 0);
    policy.modified(config("graylist", 32.0, "time.weight", 0.0));
    assertEquals(0.25, score.score(peer, 0), EXACT);
  }
}
