package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.Judgement;
import org.patchbay.api.node.Shadow;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.relay.AnnounceGroup;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.selection.SelectionPolicy;
import org.patchbay.sim.FakeAilment;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.Network;
import org.patchbay.wire.message.Unknown;

class ShadowTest {
  private static final EvictionPolicy YOUNGEST = new Youngest();
  private static final EvictionPolicy OLDEST =
      (candidates, now) -> candidates.stream().min(Comparator.comparingLong(PeerView::id));

  private final TestNode node = new TestNode("max.inbound", 2).start(new Ponger(), new Listener());
  private long ids;

  private <P> void add(Class<P> kind, P policy, String name, int ranking) {
    node.engine.add(kind, policy, name, ranking, ++ids);
    node.loop.runDue();
  }

  private Shadow shadow() {
    node.loop.advance(Duration.ofMillis(100));
    List<Shadow> all = node.engine.shadows();
    assertEquals(1, all.size(), all::toString);
    return all.get(0);
  }

  private static void strange(Stranger guest) {
    guest.say(new Unknown("strange", new byte[0]));
  }

  @Test
  void itsAnswersAreComparedAndNeverActedOn() {
    add(EvictionPolicy.class, YOUNGEST, "youngest", 0);
    add(EvictionPolicy.class, OLDEST, "oldest", -1);
    node.configure("shadow.eviction", "oldest");
    for (int i = 0; i < 5; i++) {
      node.guest();
    }
    assertEquals(List.of(1L, 5L), node.engine.peers().stream().map(PeerView::id).toList());
    Shadow shadow = shadow();
    assertEquals("running", shadow.state());
    assertEquals(3, shadow.compared());
    assertEquals(Map.of("would evict another", 3L), shadow.kinds());
    Shadow.Difference last = shadow.differences().get(2);
    assertEquals(1, last.peer().orElseThrow());
    assertEquals("instead of peer 4", last.detail());
    assertEquals("/Test:1/", last.agent());
    assertTrue(last.age() > 500_000_000, () -> "age " + last.age());
  }

  @Test
  void onTheSameFactsAndChancesAPolicyAgreesWithItself() {
    for (String name : List.of("one", "other")) {
      int ranking = name.equals("one") ? 0 : -1;
      add(RelayPolicy.class, new Trickle(), name, ranking);
      add(RateLimitPolicy.class, new Fifth(), name, ranking);
      add(ScoringPolicy.class, new Facts(), name, ranking);
      add(MisbehaviourPolicy.class, new Third(), name, ranking);
      add(EvictionPolicy.class, new Youngest(), name, ranking);
      SelectionPolicy younger = (peer, now) -> peer.id() - ranking * 0.0;
      add(SelectionPolicy.class, younger, name, ranking);
    }
    for (String slot :
        List.of("relay", "ratelimit", "scoring", "misbehaviour", "eviction", "selection")) {
      node.configure("shadow." + slot, "other");
    }
    for (int i = 0; i < 6; i++) {
      Stranger guest = node.guest();
      TestNode.ping(guest, guest.link(), 1, 3);
      strange(guest);
      FakeEntry entry = FakeEntry.of(i);
      node.loop.execute(() -> node.engine.relay().offer(entry));
      node.loop.advance(Duration.ofSeconds(7));
    }
    for (Shadow each : node.engine.shadows()) {
      assertEquals(List.of(), each.differences(), each.slot());
      assertEquals(0, each.failures() + each.leftOut(), each.slot());
      assertTrue(each.compared() > 0, each.slot());
    }
    assertEquals(6, node.engine.shadows().size());
  }

  @Test
  void whoWouldBeAskedSoonerOrLaterIsTold() {
    add(SelectionPolicy.class, (peer, now) -> 0, "core", 0);
    add(SelectionPolicy.class, (peer, now) -> peer.id() * 2 - 3, "younger", -1);
    node.configure("shadow.selection", "younger");
    node.guest();
    node.guest();
    node.loop.advance(Duration.ofSeconds(6));
    for (Shadow.Difference each : shadow().differences()) {
      boolean first = each.peer().orElseThrow() == 1;
      assertEquals(first ? "0.00, would be -1.00" : "0.00, would be 1.00", each.detail());
    }
    assertEquals(Set.of("would ask sooner", "would ask later"), shadow().kinds().keySet());
  }

  @Test
  void whatElseWouldBeDoneIsTold() {
    List<Prescription> ease = List.of(new Prescription("bandwidth", Remedy.ease()));
    add(RemedyPolicy.class, (vitals, ailing, soFar, now) -> List.of(), "core", 0);
    add(RemedyPolicy.class, (vitals, ailing, soFar, now) -> ease, "easy", -1);
    node.configure("shadow.remedy", "easy");
    Finding strain = Finding.warning("strain").helpedBy(Remedy.ease());
    node.engine
        .levers()
        .treat(FakeVitals.healthy(), List.of(new FakeAilment("bandwidth", strain, 0)));
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(Set.of("did nothing, would"), shadow().kinds().keySet());
    assertEquals("nothing, would be ease for bandwidth", shadow().differences().get(0).detail());
  }

  @Test
  void whatItLearntServesInTheSlot() {
    add(MisbehaviourPolicy.class, (peer, opened) -> (offence, now) -> Judgement.KEEP, "core", 0);
    add(MisbehaviourPolicy.class, new Third(), "third", -1);
    node.configure("shadow.misbehaviour", "third");
    Stranger guest = node.guest();
    strange(guest);
    strange(guest);
    assertEquals(2, shadow().compared());

    node.configure("policy.misbehaviour", "third");
    node.loop.advance(Duration.ofMillis(50));
    assertEquals(List.of(), node.engine.shadows(), "in force itself");
    assertEquals(1, node.established().size());
    strange(guest);
    node.loop.advance(Duration.ofMillis(50));
    assertEquals(List.of(), node.established(), "the third nuisance in its memory");

    node.configure("policy.misbehaviour", "core");
    node.loop.advance(Duration.ofMillis(50));
    assertEquals("third", shadow().policy(), "tried again once it is out of force");
  }

  @Test
  void aShadowThatThrowsIsAskedNoMore() {
    AtomicInteger calls = new AtomicInteger();
    EvictionPolicy broken =
        (candidates, now) -> {
          calls.incrementAndGet();
          throw new IllegalStateException("broken");
        };
    add(EvictionPolicy.class, YOUNGEST, "youngest", 0);
    add(EvictionPolicy.class, broken, "broken", -1);
    node.configure("shadow.eviction", "broken");
    for (int i = 0; i < 8; i++) {
      node.guest();
    }
    Shadow shadow = shadow();
    assertEquals(3, shadow.failures());
    assertEquals(3, calls.get());
    assertTrue(shadow.state().contains("broken at org.patchbay.engine.ShadowTest"), shadow::state);
    assertEquals(2, node.established().size());
    Map<String, String> benched = node.engine.slots().get(4).benched();
    assertEquals(Map.of(), benched, "it was only tried");
  }

  @Test
  void whereMuchHappensSomePeersAreFollowedAndTheRestIsCounted() {
    add(RateLimitPolicy.class, new Fifth(), "fifth", -1);
    node.configure("max.inbound", 100);
    List<Stranger> guests = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      guests.add(node.guest());
    }
    node.configure("shadow.ratelimit", "fifth");
    for (int i = 0; i < 20; i++) {
      for (Stranger guest : guests) {
        TestNode.ping(guest, guest.link(), 1, 2_000);
      }
      node.loop.advance(Duration.ofMillis(200));
    }
    node.loop.advance(Duration.ofSeconds(5));
    Shadow shadow = shadow();
    assertEquals(8 * 2_000 * 20, shadow.compared() + shadow.leftOut());
    assertTrue(shadow.leftOut() > 100_000 && shadow.compared() > 4_000, shadow::toString);
  }

  @Test
  void aShadowEndsWithItsPolicyAndWhenItIsNoLongerWanted() {
    add(EvictionPolicy.class, YOUNGEST, "youngest", 0);
    add(EvictionPolicy.class, OLDEST, "oldest", -1);
    node.configure("shadow.eviction", "oldest");
    assertEquals("oldest", shadow().policy());
    node.engine.remove(EvictionPolicy.class, OLDEST);
    assertEquals(List.of(), node.engine.shadows());
    add(EvictionPolicy.class, OLDEST, "oldest", -1);
    assertEquals("oldest", shadow().policy());
    node.configure("shadow.eviction", "");
    assertEquals(List.of(), node.engine.shadows());
    node.configure("shadow.eviction", "oldest");
    assertEquals("oldest", shadow().policy());
    node.engine.configure(EngineSettings.of(Network.REGTEST, Map.of()));
    node.configure("shadow.eviction", "oldest");
    assertEquals("oldest", shadow().policy(), "wanted again before it was let go");
  }

  /** Lets the third nuisance end the connection. */
  private static final class Third implements MisbehaviourPolicy {
    @Override
    public PeerConduct open(PeerView peer, long opened) {
      return new PeerConduct() {
        private int nuisances;

        @Override
        public Judgement onOffence(Fact.Offence offence, long now) {
          return Judgement.KEEP;
        }

        @Override
        public Judgement onNuisance(Fact.Nuisance nuisance, long now) {
          return ++nuisances == 3 ? Judgement.DISCONNECT : Judgement.KEEP;
        }
      };
    }
  }

  /** Delays each fifth message once. */
  private static final class Fifth implements RateLimitPolicy {
    @Override
    public PeerLimit open(PeerView peer, long opened) {
      int[] messages = {0};
      return (command, bytes, now) ->
          ++messages[0] % 5 == 0 ? new RateLimit.Pause(1) : RateLimit.PASS;
    }
  }

  /** Counts facts. */
  private static final class Facts implements ScoringPolicy {
    @Override
    public PeerScore open(PeerView peer, long opened) {
      return new PeerScore() {
        private int facts;

        @Override
        public void on(Fact fact, long now) {
          facts++;
        }

        @Override
        public double score(PeerView view, long now) {
          return 1.0 / (1 + facts);
        }
      };
    }
  }

  /** The youngest goes. */
  private static final class Youngest implements EvictionPolicy {
    @Override
    public Optional<PeerView> evict(List<PeerView> candidates, long now) {
      return candidates.stream().max(Comparator.comparingLong(PeerView::id));
    }
  }

  /** Waits by chance. */
  private static final class Trickle implements RelayPolicy {
    @Override
    public long delay(AnnounceGroup group, RandomGenerator random) {
      return random.nextLong(1_000_000_000);
    }

    @Override
    public List<Offer> batch(AnnounceGroup group, List<Offer> queue) {
      return queue;
    }
  }
}
