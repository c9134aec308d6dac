package {{package}};

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.scoring.ScoringPolicy.PeerScore;
import org.patchbay.sim.FakeLedger;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.contract.ScoringContract;

/** What every scoring policy must keep, and what this one is for. */
class {{class}}Test extends ScoringContract {
  @Override
  protected ScoringPolicy policy() {
    return new {{class}}();
  }

  /** An hour on virtual time: one peer mostly helps, the other mostly does not. */
  @Test
  void whoHelpsIsScoredHigherAllAlong() {
    VirtualLoop loop = new VirtualLoop(1);
    Count helpful = new Count(0.9);
    Count junk = new Count(0.1);
    for (int second = 1; second <= 3_600; second++) {
      loop.after(
          Duration.ofSeconds(second),
          () -> {
            helpful.message(loop.random().nextDouble());
            junk.message(loop.random().nextDouble());
          });
    }

    loop.advance(Duration.ofMinutes(10));
    assertTrue(helpful.score(loop.now()) > junk.score(loop.now()) + 0.5);
    loop.advance(Duration.ofMinutes(50));
    assertTrue(helpful.score(loop.now()) > junk.score(loop.now()) + 0.5);
  }

  /** A peer, and how likely its messages are to be of use. */
  private final class Count {
    private final FakeLedger ledger = new FakeLedger();
    private final FakePeer peer = FakePeer.inbound().established().ledger(ledger);
    private final PeerScore score = policy().open(peer, 0);
    private final double useful;

    Count(double useful) {
      this.useful = useful;
    }

    void message(double chance) {
      if (chance < useful) {
        ledger.usefulMessages(ledger.usefulMessages() + 1);
      } else {
        ledger.uselessMessages(ledger.uselessMessages() + 1);
      }
    }

    double score(long now) {
      return score.score(peer, now);
    }
  }
}
