package org.patchbay.sim.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.Judgement;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.PeerConduct;
import org.patchbay.sim.FakePeer;

/** What every misbehaviour policy must keep. */
public abstract class MisbehaviourContract {
  private static final long SECOND = 1_000_000_000L;

  /** A fresh policy with its default configuration. */
  protected abstract MisbehaviourPolicy policy();

  @Test
  void whatTheProtocolToleratesIsKeptHoweverOften() {
    PeerConduct conduct = open();
    for (int i = 0; i < 10_000; i++) {
      for (Fact.Nuisance.Kind kind :
          List.of(
              Fact.Nuisance.Kind.MALFORMED,
              Fact.Nuisance.Kind.CHECKSUM,
              Fact.Nuisance.Kind.UNREQUESTED,
              Fact.Nuisance.Kind.UNKNOWN_COMMAND,
              Fact.Nuisance.Kind.UNCONNECTING,
              Fact.Nuisance.Kind.LOW_WORK)) {
        assertEquals(Judgement.KEEP, conduct.onNuisance(Fact.nuisance(kind, "detail"), i));
      }
    }
  }

  @Test
  void oneNuisanceOfAnyKindIsKept() {
    for (Fact.Nuisance.Kind kind : Fact.Nuisance.Kind.values()) {
      assertEquals(Judgement.KEEP, open().onNuisance(Fact.nuisance(kind, "detail"), 0));
    }
  }

  @Test
  void noOffenceMayBeRepeatedForEver() {
    for (Fact.Offence.Kind kind : Fact.Offence.Kind.values()) {
      PeerConduct conduct = open();
      Judgement last = Judgement.KEEP;
      for (int i = 0; i < 1_000; i++) {
        last = conduct.onOffence(Fact.offence(kind, "detail"), i);
        assertNotNull(last);
      }
      assertNotEquals(Judgement.KEEP, last, kind.name());
    }
  }

  @Test
  void onePeersOffencesDoNotTouchAnother() {
    MisbehaviourPolicy policy = policy();
    PeerConduct bad = policy.open(FakePeer.inbound().id(1), 0);
    PeerConduct good = policy.open(FakePeer.inbound().id(2), 0);
    for (Fact.Offence.Kind kind : Fact.Offence.Kind.values()) {
      bad.onOffence(Fact.offence(kind, "detail"), 0);
    }
    for (Fact.Nuisance.Kind kind : Fact.Nuisance.Kind.values()) {
      assertEquals(Judgement.KEEP, good.onNuisance(Fact.nuisance(kind, "detail"), 0));
    }
  }

  @Test
  void theSameStoryHasTheSameEnd() {
    assertEquals(story(open()), story(open()));
  }

  private static List<Judgement> story(PeerConduct conduct) {
    List<Judgement> judgements = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Fact.Nuisance.Kind[] nuisances = Fact.Nuisance.Kind.values();
      judgements.add(
          conduct.onNuisance(Fact.nuisance(nuisances[i % nuisances.length], "detail"), i * SECOND));
      Fact.Offence.Kind[] offences = Fact.Offence.Kind.values();
      if (i % 100 == 99) {
        judgements.add(
            conduct.onOffence(Fact.offence(offences[i % offences.length], "detail"), i * SECOND));
      }
    }
    return judgements;
  }

  @Test
  void whatAStrangerLearntPunishesNobody() {
    PeerConduct conduct = open();
    for (Fact.Nuisance.Kind kind : Fact.Nuisance.Kind.values()) {
      conduct.onNuisance(Fact.nuisance(kind, "detail"), SECOND);
    }
    Map<String, Double> learnt = Strangers.lawful(conduct.learnt(2 * SECOND));
    for (Map<String, Double> offer : Strangers.offers(learnt)) {
      PeerConduct next = policy().open(FakePeer.inbound().established(), offer, 2 * SECOND);
      Strangers.lawful(next.learnt(2 * SECOND));
      for (Fact.Nuisance.Kind kind :
          List.of(Fact.Nuisance.Kind.MALFORMED, Fact.Nuisance.Kind.UNKNOWN_COMMAND)) {
        assertEquals(Judgement.KEEP, next.onNuisance(Fact.nuisance(kind, "detail"), 2 * SECOND));
      }
    }
  }

  @Test
  void valuesAtTheEdgesAndClocksThatLeapAreAnswered() {
    RandomPeers peers = new RandomPeers(1);
    for (int round = 0; round < 2_000; round++) {
      PeerConduct conduct = policy().open(peers.extreme(), peers.edge());
      for (Fact.Offence.Kind kind : Fact.Offence.Kind.values()) {
        assertNotNull(conduct.onOffence(Fact.offence(kind, ""), peers.edge()));
      }
      for (Fact.Nuisance.Kind kind : Fact.Nuisance.Kind.values()) {
        assertNotNull(conduct.onNuisance(Fact.nuisance(kind, ""), peers.edge()));
      }
    }
  }

  private PeerConduct open() {
    return policy().open(FakePeer.inbound().established(), 0);
  }
}
