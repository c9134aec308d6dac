package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Transaction;

/** Who is asked for what, and when: alone, and beside the rules written down naively. */
class TxRequestsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final TxRequests.Known NOTHING = (id, byWtxid) -> false;
  private static final TxAnnouncer.Owner NOBODY =
      new TxAnnouncer.Owner() {
        @Override
        public void turn() {}

        @Override
        public void work() {}

        @Override
        public void has(Transaction tx) {}
      };

  private final TxRequests requests = new TxRequests(new SplittableRandom(7));

  private static Hash256 hash(long number) {
    return new Hash256(number, 1, 2, 3);
  }

  private static Inventory wtx(long number) {
    return new Inventory(Inventory.WTX, hash(number));
  }

  private TxAnnouncer peer(long id, boolean preferred) {
    return requests.join(new TxAnnouncer.Traits(id, preferred, true, false, true), NOBODY);
  }

  private List<Inventory> take(TxAnnouncer peer, long now) {
    requests.advance(now);
    return requests.take(peer, now, NOTHING);
  }

  @Test
  void aPreferredPeerIsAskedAtOnceAndAnotherTwoSecondsLate() {
    TxAnnouncer chosen = peer(1, true);
    TxAnnouncer stranger = peer(2, false);
    requests.announced(chosen, hash(1), true, 0);
    requests.announced(stranger, hash(2), true, 0);

    assertEquals(List.of(wtx(1)), take(chosen, 0));
    assertEquals(List.of(), take(stranger, 2 * SECOND - 1));
    assertEquals(List.of(wtx(2)), take(stranger, 2 * SECOND));
  }

  @Test
  void whoNeverDeliversIsReplacedAfterAMinuteAndNotAskedAgain() {
    TxAnnouncer silent = peer(1, true);
    TxAnnouncer honest = peer(2, false);
    requests.announced(silent, hash(1), true, 0);
    requests.announced(honest, hash(1), true, 0);
    assertEquals(List.of(wtx(1)), take(silent, 0));

    assertEquals(List.of(), take(honest, 60 * SECOND - 1));
    assertEquals(List.of(wtx(1)), take(honest, 60 * SECOND));
    assertEquals(1, silent.takeExpired());
    requests.announced(silent, hash(1), true, 61 * SECOND);
    requests.responded(honest, hash(1));
    assertEquals(0, requests.size(), "nobody is left to ask: everything about it is forgotten");
  }

  @Test
  void oneAnsweredNotFoundPassesTheTurnOnAtOnce() {
    TxAnnouncer first = peer(1, true);
    TxAnnouncer second = peer(2, true);
    requests.announced(first, hash(1), true, 0);
    assertEquals(List.of(wtx(1)), take(first, 0));
    requests.announced(second, hash(1), true, 0);
    assertEquals(List.of(), take(second, 0));

    requests.responded(first, hash(1));
    assertEquals(List.of(wtx(1)), take(second, 0));
  }

  @Test
  void fiveThousandAreTrackedAndTheMemoryGoesWithThem() {
    TxAnnouncer flooding = peer(1, false);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 50_000; i++) {
        assertEquals(i < 5_000, requests.announced(flooding, hash(i), true, 0));
      }
    }
    assertEquals(5_000, flooding.tracked());
    assertEquals(5_000, requests.size());
    assertEquals(5_000, requests.hashes());
    assertEquals(5_000, take(flooding, 2 * SECOND).size());
    assertEquals(5_000, flooding.inFlight());

    requests.leave(flooding);
    assertEquals(0, requests.size());
    assertEquals(0, requests.hashes());
    assertEquals(0, flooding.announcements.slots());
    assertEquals(Long.MAX_VALUE, requests.untilNext(0));
  }

  @Test
  void manyFloodingPeersTogetherLeaveRoomForAnHonestOne() {
    TxRequests small = new TxRequests(new SplittableRandom(7), 1_000);
    List<TxAnnouncer> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(small.join(new TxAnnouncer.Traits(i, false, true, false, true), NOBODY));
    }
    TxAnnouncer honest = all.get(19);
    for (int i = 0; i < 19 * 500; i++) {
      small.announced(all.get(i % 19), hash(i), true, 0);
    }
    assertTrue(small.size() <= 1_000 + 20 * 50, small.size() + " are tracked");
    assertTrue(small.announced(honest, hash(100_000), true, 0));
    assertFalse(small.announced(all.get(0), hash(100_001), true, 0));
  }

  @Test
  void whoMayAnnounceWithoutLimitDoes() {
    TxAnnouncer trusted = requests.join(new TxAnnouncer.Traits(1, true, true, true, true), NOBODY);
    for (int i = 0; i < 6_000; i++) {
      assertTrue(requests.announced(trusted, hash(i), true, 0));
    }
    assertEquals(6_000, take(trusted, 0).size());
    requests.announced(trusted, hash(7_000), true, 0);
    assertEquals(List.of(wtx(7_000)), take(trusted, 0), "no delay although 6,000 are on their way");
  }

  @Test
  void hashesThatFallOnOnePlaceOfAnOrdinaryTableAreFoundAsFast() {
    TxAnnouncer attacker = peer(1, true);
    for (int i = 0; i < 5_000; i++) {
      assertTrue(requests.announced(attacker, new Hash256(42, i, 0, 0), true, 0));
    }
    assertFalse(requests.announced(attacker, new Hash256(42, 5_000, 0, 0), true, 0));
    assertEquals(5_000, take(attacker, 0).size());
  }

  @Test
  void everyoneIsChosenAboutAsOften() {
    int[] first = new int[8];
    List<TxAnnouncer> peers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      peers.add(peer(i, false));
    }
    for (int i = 0; i < 4_000; i++) {
      for (TxAnnouncer peer : peers) {
        requests.announced(peer, hash(i), true, 0);
      }
    }
    int passes = 0;
    while (requests.untilNext(2 * SECOND) == 0) {
      requests.advance(2 * SECOND);
      passes++;
    }
    assertEquals(4, passes, "32,000 are more than what is done at once");
    for (int i = 0; i < 8; i++) {
      first[i] = requests.take(peers.get(i), 2 * SECOND, NOTHING).size();
      assertTrue(first[i] > 400 && first[i] < 600, first[i] + " of 4000 went to peer " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void likeTheNaiveModel(long seed) {
    new Comparison(seed).run(4_000);
  }

  /** The same random events for both, and equal answers after each. */
  private static final class Comparison {
    private final SplittableRandom random;
    private final TxRequests clever;
    private final NaiveTxRequests naive;
    private final List<TxAnnouncer> cleverPeers = new ArrayList<>();
    private final List<NaiveTxRequests.Peer> naivePeers = new ArrayList<>();
    private final Set<Hash256> known = new HashSet<>();
    private long now;
    private long nextId;
    private int expired;
    private int naiveExpired;

    Comparison(long seed) {
      random = new SplittableRandom(seed);
      clever = new TxRequests(random);
      naive = new NaiveTxRequests(clever::rank);
    }

    void run(int steps) {
      for (int step = 0; step < steps; step++) {
        event();
        cleverPeers.forEach(peer -> expired += peer.takeExpired());
        compare(step);
      }
    }

    private void event() {
      int kind = random.nextInt(100);
      if (naivePeers.isEmpty() || kind < 2 && naivePeers.size() < 8) {
        join();
        return;
      }
      int at = random.nextInt(naivePeers.size());
      TxAnnouncer peer = cleverPeers.get(at);
      NaiveTxRequests.Peer naivePeer = naivePeers.get(at);
      Hash256 id = hash(random.nextInt(40));
      if (kind < 3) {
        leave(at);
      } else if (kind < 45) {
        boolean byWtxid = random.nextBoolean();
        assertEquals(
            naive.announced(naivePeer, id, byWtxid, now), clever.announced(peer, id, byWtxid, now));
      } else if (kind < 60) {
        take(peer, naivePeer);
      } else if (kind < 72) {
        clever.responded(peer, id);
        naive.responded(naivePeer, id);
      } else if (kind < 74) {
        clever.forget(id);
        naive.forget(id);
      } else if (kind < 76) {
        if (!known.remove(id)) {
          known.add(id);
        }
      } else {
        pass(random.nextInt(10) == 0 ? 40 * SECOND : random.nextInt(12) * SECOND / 4);
      }
    }

    private void join() {
      TxAnnouncer.Traits traits =
          new TxAnnouncer.Traits(
              nextId++,
              random.nextBoolean(),
              random.nextInt(3) == 0,
              random.nextInt(4) == 0,
              random.nextBoolean());
      cleverPeers.add(clever.join(traits, NOBODY));
      naivePeers.add(naive.join(traits));
    }

    private void leave(int at) {
      clever.leave(cleverPeers.remove(at));
      naive.leave(naivePeers.remove(at));
    }

    private void take(TxAnnouncer peer, NaiveTxRequests.Peer naivePeer) {
      clever.advance(now);
      naiveExpired += naive.advance(now);
      TxRequests.Known filter = (id, byWtxid) -> known.contains(id);
      assertEquals(naive.take(naivePeer, now, filter), clever.take(peer, now, filter));
    }

    private void pass(long nanos) {
      now += nanos;
      clever.advance(now);
      naiveExpired += naive.advance(now);
    }

    private void compare(int step) {
      assertEquals(naive.size(), clever.size(), "step " + step);
      assertEquals(naiveExpired, expired, "step " + step);
      for (int i = 0; i < naivePeers.size(); i++) {
        assertEquals(naive.tracked(naivePeers.get(i)), cleverPeers.get(i).tracked());
        assertEquals(naive.inFlight(naivePeers.get(i)), cleverPeers.get(i).inFlight());
      }
      Hash256 one = hash(random.nextInt(40));
      assertEquals(
          naive.candidates(one),
          clever.candidates(one).stream().map(peer -> peer.traits.id()).sorted().toList());
    }
  }
}
