package org.patchbay.misbehaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.fact.Fact.Nuisance;
import org.patchbay.api.fact.Fact.Offence;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.Judgement;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.PeerConduct;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.MisbehaviourContract;

class WeightedMisbehaviourTest extends MisbehaviourContract {
  private static final long SECOND = 1_000_000_000L;
  private static final long HALF_LIFE = 600 * SECOND;

  @Override
  protected MisbehaviourPolicy policy() {
    return with();
  }

  private static WeightedMisbehaviour with(Object... keysAndValues) {
    return new WeightedMisbehaviour(config(keysAndValues));
  }

  private static WeightedMisbehaviour.Config config(Object... keysAndValues) {
    return FakeConfig.of(WeightedMisbehaviour.Config.class, keysAndValues);
  }

  private static PeerConduct open(MisbehaviourPolicy policy) {
    return policy.open(FakePeer.inbound(), 0);
  }

  private static Judgement offence(PeerConduct conduct, Offence.Kind kind, long now) {
    return conduct.onOffence(Fact.offence(kind, "detail"), now);
  }

  private static Judgement nuisance(PeerConduct conduct, Nuisance.Kind kind, long now) {
    return conduct.onNuisance(Fact.nuisance(kind, "detail"), now);
  }

  @Test
  void itsSuccessorOfTheSameKindGoesOnWithItsPoints() {
    PeerConduct before = policy().open(FakePeer.inbound(), 0);
    for (int i = 0; i < 20; i++) {
      before.onNuisance(Fact.nuisance(Fact.Nuisance.Kind.UNANSWERED, "ping"), 0);
    }
    assertEquals(Map.of("points", 40.0), before.learnt(0));
    PeerConduct after = policy().open(FakePeer.inbound(), before.learnt(0), 0);
    Judgement judgement = Judgement.KEEP;
    for (int i = 0; i < 5; i++) {
      assertEquals(Judgement.KEEP, judgement);
      judgement = after.onNuisance(Fact.nuisance(Fact.Nuisance.Kind.UNANSWERED, "ping"), 0);
    }
    assertEquals(Judgement.DISCONNECT, judgement);
  }

  @Test
  void asDeliveredEveryOffenceDiscouragesAtOnce() {
    for (Offence.Kind kind : Offence.Kind.values()) {
      assertEquals(Judgement.DISCOURAGE, offence(open(with()), kind, 0), kind.name());
    }
  }

  @Test
  void everyOffenceHasItsKey() {
    for (Offence.Kind kind : Offence.Kind.values()) {
      WeightedMisbehaviour forgiving = with(key(kind), 0.0);
      for (Offence.Kind other : Offence.Kind.values()) {
        assertEquals(
            other == kind ? Judgement.KEEP : Judgement.DISCOURAGE,
            offence(open(forgiving), other, 0),
            other + " with " + key(kind));
      }
    }
  }

  @Test
  void everyNuisanceHasItsKey() {
    for (Nuisance.Kind kind : Nuisance.Kind.values()) {
      WeightedMisbehaviour harsh = with(key(kind), 50.0);
      for (Nuisance.Kind other : Nuisance.Kind.values()) {
        assertEquals(
            other == kind ? Judgement.DISCONNECT : Judgement.KEEP,
            nuisance(open(harsh), other, 0),
            other + " with " + key(kind));
      }
    }
  }

  private static String key(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  @Test
  void pointsAddUpToDisconnectionAndThenToDiscouragement() {
    PeerConduct conduct = open(with("bad.sendcmpct", 30.0));
    assertEquals(Judgement.KEEP, offence(conduct, Offence.Kind.BAD_SENDCMPCT, 0));
    assertEquals(Judgement.DISCONNECT, offence(conduct, Offence.Kind.BAD_SENDCMPCT, 0));
    assertEquals(Judgement.DISCONNECT, offence(conduct, Offence.Kind.BAD_SENDCMPCT, 0));
    assertEquals(Judgement.DISCOURAGE, offence(conduct, Offence.Kind.BAD_SENDCMPCT, 0));
  }

  @Test
  void pointsFade() {
    PeerConduct conduct = open(with("bad.filter", 26.0));
    assertEquals(Judgement.KEEP, offence(conduct, Offence.Kind.BAD_FILTER, 0));
    // 13 are left of the first, and 39 is too little; of these, 19.5 after another half-life.
    assertEquals(Judgement.KEEP, offence(conduct, Offence.Kind.BAD_FILTER, HALF_LIFE));
    assertEquals(Judgement.KEEP, offence(conduct, Offence.Kind.BAD_FILTER, 2 * HALF_LIFE));
    assertEquals(Judgement.DISCONNECT, offence(conduct, Offence.Kind.BAD_FILTER, 2 * HALF_LIFE));
  }

  @Test
  void nuisancesEndAConnectionButDiscourageNobody() {
    PeerConduct conduct = open(with());
    for (int i = 1; i < 25; i++) {
      assertEquals(Judgement.KEEP, nuisance(conduct, Nuisance.Kind.UNANSWERED, 0));
    }
    for (int i = 0; i < 1_000; i++) {
      assertEquals(Judgement.DISCONNECT, nuisance(conduct, Nuisance.Kind.UNANSWERED, 0));
    }
  }

  @Test
  void fiveThousandDelaysAtOnceEndAConnection() {
    PeerConduct conduct = open(with());
    for (int i = 1; i < 4_999; i++) {
      assertEquals(Judgement.KEEP, nuisance(conduct, Nuisance.Kind.RATE_LIMITED, 0));
    }
    nuisance(conduct, Nuisance.Kind.RATE_LIMITED, 0);
    nuisance(conduct, Nuisance.Kind.RATE_LIMITED, 0);
    assertEquals(Judgement.DISCONNECT, nuisance(conduct, Nuisance.Kind.RATE_LIMITED, 0));
  }

  @Test
  void aChangeIsInForceAtOnce() {
    WeightedMisbehaviour policy = with();
    PeerConduct conduct = open(policy);
    policy.modified(config("disconnect.at", 10.0, "discourage.at", 1_000.0));
    assertEquals(Judgement.DISCONNECT, offence(conduct, Offence.Kind.INVALID_BLOCK, 0));
    policy.modified(config("disconnect.at", 1_000.0, "discourage.at", 150.0));
    assertEquals(Judgement.DISCOURAGE, offence(conduct, Offence.Kind.INVALID_BLOCK, 0));
  }
}
