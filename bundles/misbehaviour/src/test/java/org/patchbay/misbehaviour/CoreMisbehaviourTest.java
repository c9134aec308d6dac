package org.patchbay.misbehaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.Judgement;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.MisbehaviourContract;

class CoreMisbehaviourTest extends MisbehaviourContract {
  @Override
  protected MisbehaviourPolicy policy() {
    return new CoreMisbehaviour();
  }

  @Test
  void everyOffenceDiscouragesAndNoNuisanceDoes() {
    MisbehaviourPolicy.PeerConduct conduct = policy().open(FakePeer.inbound(), 0);
    for (Fact.Offence.Kind kind : Fact.Offence.Kind.values()) {
      assertEquals(Judgement.DISCOURAGE, conduct.onOffence(Fact.offence(kind, "detail"), 0));
    }
    for (Fact.Nuisance.Kind kind : Fact.Nuisance.Kind.values()) {
      for (int i = 0; i < 10_000; i++) {
        assertEquals(Judgement.KEEP, conduct.onNuisance(Fact.nuisance(kind, "detail"), 0));
      }
    }
  }
}
