package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.admission.Arrivals;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.Judgement;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.relay.AnnounceGroup;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.selection.SelectionPolicy;
import org.patchbay.sim.Stranger;

/** Every slot is swapped under the traffic of 200 peers. */
class SwapTest {
  private static final int PEERS = 200;
  private static final int ROUNDS = 20;

  private final TestNode node = new TestNode("max.inbound", 1000).start();
  private final List<Runnable> removals = new ArrayList<>();
  private boolean gone;
  private int callsAfterRemoval;
  private long ids;

  private <P> void swap(Class<P> kind, P policy, int round) {
    ids++;
    node.engine.add(kind, policy, kind.getSimpleName() + round, round, ids);
    removals.add(() -> node.engine.remove(kind, policy));
  }

  private static AdmissionPolicy admission() {
    return new AdmissionPolicy() {
      @Override
      public Admission onConnect(PeerView newcomer, Arrivals arrivals) {
        return Admission.admit();
      }

      @Override
      public Admission onVersion(PeerView peer, java.util.Collection<? extends PeerView> others) {
        return Admission.admit();
      }
    };
  }

  private RateLimitPolicy rateLimit(boolean[] live) {
    return (peer, opened) ->
        (command, bytes, now) -> {
          callsAfterRemoval += live[0] ? 0 : 1;
          return RateLimit.PASS;
        };
  }

  private static RelayPolicy relay(long delay) {
    return new RelayPolicy() {
      @Override
      public long delay(AnnounceGroup group, RandomGenerator random) {
        return delay;
      }

      @Override
      public List<Offer> batch(AnnounceGroup group, List<Offer> queue) {
        return queue;
      }
    };
  }

  private static ScoringPolicy scoring(double value) {
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
  void noConnectionDropsAndNoMessageIsLostOrReordered() {
    List<Stranger> guests = new ArrayList<>();
    for (int i = 0; i < PEERS; i++) {
      guests.add(node.guest());
    }
    assertEquals(PEERS, node.established().size());
    List<boolean[]> lives = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      int first = 1 + (round - 1) * 10;
      guests.forEach(guest -> TestNode.ping(guest, guest.link(), first, 10));
      List<Runnable> former = List.copyOf(removals);
      removals.clear();
      boolean[] live = {true};
      swap(AdmissionPolicy.class, admission(), round);
      swap(RateLimitPolicy.class, rateLimit(live), round);
      swap(ScoringPolicy.class, scoring(1.0 / round), round);
      // Each captures something, so that each is an object of its own.
      MisbehaviourPolicy misbehaviour =
          (peer, opened) -> (offence, now) -> live[0] ? Judgement.KEEP : Judgement.DISCONNECT;
      swap(MisbehaviourPolicy.class, misbehaviour, round);
      EvictionPolicy eviction = (candidates, now) -> Optional.of(candidates.get(first));
      swap(EvictionPolicy.class, eviction, round);
      swap(RelayPolicy.class, relay(first), round);
      SelectionPolicy selection = (peer, now) -> first;
      swap(SelectionPolicy.class, selection, round);
      RemedyPolicy remedy = (vitals, ailing, soFar, now) -> live[0] ? List.of() : null;
      swap(RemedyPolicy.class, remedy, round);
      node.loop.advance(Duration.ofMillis(21));
      former.forEach(Runnable::run);
      lives.forEach(each -> each[0] = false);
      lives.add(live);
      node.loop.advance(Duration.ofMillis(300));
    }
    node.loop.advance(Duration.ofSeconds(6));

    assertEquals(PEERS, node.established().size());
    assertTrue(node.engine.ended().isEmpty());
    assertEquals(0, callsAfterRemoval);
    List<Long> all = LongStream.rangeClosed(1, ROUNDS * 10).boxed().toList();
    guests.forEach(guest -> assertEquals(all, TestNode.pongs(guest)));
    node.engine.slots().forEach(slot -> assertEquals(ROUNDS, slot.swaps(), slot.name()));
    assertTrue(node.engine.peers().stream().allMatch(peer -> peer.score() >= 0));
  }
}
