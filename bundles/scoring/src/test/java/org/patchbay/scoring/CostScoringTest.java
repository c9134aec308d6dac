package org.patchbay.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.scoring.ScoringPolicy.PeerScore;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakeLedger;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.ScoringContract;

class CostScoringTest extends ScoringContract {
  private static final long MICROSECOND = 1_000L;
  private static final long SECOND = 1_000_000_000L;

  private final FakeLedger ledger = new FakeLedger();
  private final FakePeer peer = FakePeer.inbound().established().ledger(ledger);

  @Override
  protected ScoringPolicy policy() {
    return with();
  }

  private static CostScoring with(Object... keysAndValues) {
    return new CostScoring(config(keysAndValues));
  }

  private static CostScoring.Config config(Object... keysAndValues) {
    return FakeConfig.of(CostScoring.Config.class, keysAndValues);
  }

  /** The score after as many seconds of an even life, so long that the mean is reached. */
  private double after(int seconds, PeerScore score, Runnable everySecond) {
    for (int second = 1; second <= seconds; second++) {
      everySecond.run();
      score.score(peer, second * SECOND);
    }
    return score.score(peer, seconds * SECOND);
  }

  private void costs(long micros) {
    peer.processingTime(peer.processingTime() + micros * MICROSECOND);
  }

  @Test
  void whoCostsAndGivesNothingIsAtAHalf() {
    assertEquals(0.5, with().open(peer, 0).score(peer, 0));
    assertEquals(0.5, with().open(peer, 0).score(peer, 86_400 * SECOND));
  }

  @Test
  void atThreeTimesWhatIsFreeAFifthIsLeft() {
    PeerScore score = with().open(peer, 0);
    assertEquals(0.2, after(6_000, score, () -> costs(3_000)), 1e-4);
  }

  @Test
  void timeOfTheTransportAndBytesBothWaysCount() {
    PeerScore score = with().open(peer, 0);
    double last =
        after(
            6_000,
            score,
            () -> {
              ledger.ioTime(ledger.ioTime() + 1_000 * MICROSECOND);
              peer.bytesIn(peer.bytesIn() + 50_000).bytesOut(peer.bytesOut() + 150_000);
            });
    assertEquals(0.2, last, 1e-4);
  }

  @Test
  void usefulMessagesPayAndABlockPaysForManyBytes() {
    PeerScore score = with().open(peer, 0);
    double last =
        after(
            6_000,
            score,
            () -> {
              costs(3_000);
              ledger.usefulMessages(ledger.usefulMessages() + 3);
            });
    assertEquals(0.5, last, 1e-4);
    ledger.usefulMessages(ledger.usefulMessages() + 1).blocks(1);
    peer.bytesIn(peer.bytesIn() + 2_000_000).processingTime(peer.processingTime() + 500_000_000);
    assertTrue(score.score(peer, 6_001 * SECOND) > last);
  }

  @Test
  void whatWasEarnedLongAgoPaysForNoFlood() {
    PeerScore score = with().open(peer, 0);
    double good = after(3_600, score, () -> ledger.usefulMessages(ledger.usefulMessages() + 20));
    assertTrue(good > 0.9, "score " + good);
    for (int second = 3_601; second <= 3_600 + 1_800; second++) {
      costs(50_000);
      score.score(peer, second * SECOND);
    }
    double bad = score.score(peer, 5_400 * SECOND);
    assertTrue(bad < 0.1, "score " + bad);
  }

  @Test
  void oneUsefulMessageAMinuteBuysNoFlood() {
    PeerScore score = with().open(peer, 0);
    int[] second = {0};
    double last =
        after(
            3_600,
            score,
            () -> {
              costs(20_000);
              if (second[0]++ % 60 == 0) {
                ledger.usefulMessages(ledger.usefulMessages() + 1);
              }
            });
    assertTrue(last < 0.1, "score " + last);
  }

  @Test
  void openedLateItIsSeededFromTheCounters() {
    PeerScore early = with().open(peer, 0);
    double expected =
        after(
            3_000,
            early,
            () -> {
              costs(4_000);
              ledger.usefulMessages(ledger.usefulMessages() + 1);
            });
    PeerScore late = with().open(peer, 3_000 * SECOND);
    assertEquals(expected, late.score(peer, 3_000 * SECOND), 1e-9);
  }

  @Test
  void aChangeIsInForceAtOnce() {
    CostScoring policy = with();
    PeerScore score = policy.open(peer, 0);
    after(6_000, score, () -> costs(3_000));
    policy.modified(config("free.micros", 3_000L));
    assertEquals(1.0 / 3, score.score(peer, 6_000 * SECOND), 1e-4);
    policy.modified(config("message.micros", 0L, "block.micros", 0L));
    ledger.usefulMessages(1_000_000).blocks(1_000);
    costs(3_000);
    assertEquals(0.2, score.score(peer, 6_001 * SECOND), 1e-4);
  }
}
