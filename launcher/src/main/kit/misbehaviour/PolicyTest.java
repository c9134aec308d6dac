package {{package}};

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.Judgement;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.PeerConduct;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.contract.MisbehaviourContract;

/** What every misbehaviour policy must keep, and what this one is for. */
class {{class}}Test extends MisbehaviourContract {
  @Override
  protected MisbehaviourPolicy policy() {
    return new {{class}}();
  }

  /** A day on virtual time: every six hours a slip. */
  @Test
  void theThirdSlipOfADayIsOneTooMany() {
    VirtualLoop loop = new VirtualLoop(1);
    PeerConduct conduct = policy().open(FakePeer.inbound(), loop.now());
    List<Judgement> judgements = new ArrayList<>();
    Fact.Offence slip = Fact.offence(Fact.Offence.Kind.TOO_MANY_ENTRIES, "1001 addresses");
    for (int hours = 6; hours <= 18; hours += 6) {
      loop.after(
          Duration.ofHours(hours), () -> judgements.add(conduct.onOffence(slip, loop.now())));
    }

    loop.advance(Duration.ofDays(1));

    assertEquals(List.of(Judgement.KEEP, Judgement.KEEP, Judgement.DISCOURAGE), judgements);
  }

  @Test
  void anInvalidBlockIsNotForgiven() {
    PeerConduct conduct = policy().open(FakePeer.inbound(), 0);
    Fact.Offence block = Fact.offence(Fact.Offence.Kind.INVALID_BLOCK, "bad merkle root");
    assertEquals(Judgement.DISCOURAGE, conduct.onOffence(block, 0));
  }
}
