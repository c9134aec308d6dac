package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.Figure;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.relay.AnnounceGroup;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.message.Inv;

/** Who is told of which transaction, and when. */
class AnnouncingTest {
  private final Listener listener = new Listener();
  private final TestNode node = new TestNode("max.inbound", 1000).start(listener);

  private void offer(FakeEntry... entries) {
    node.loop.execute(
        () -> {
          for (FakeEntry entry : entries) {
            node.engine.relay().offer(entry);
          }
        });
    node.loop.runDue();
  }

  private void policy(RelayPolicy policy) {
    node.engine.add(RelayPolicy.class, policy, "test", 0, 1);
    node.loop.runDue();
  }

  /** Tells everything after a fixed time. */
  private record Steady(long nanos) implements RelayPolicy {
    @Override
    public long delay(AnnounceGroup group, RandomGenerator random) {
      return nanos;
    }

    @Override
    public List<Offer> batch(AnnounceGroup group, List<Offer> queue) {
      return queue;
    }
  }

  private static List<Inventory> told(Stranger stranger) {
    return stranger.heard(Inv.class).stream().flatMap(inv -> inv.items().stream()).toList();
  }

  private static Set<Hash256> hashes(Stranger stranger) {
    return told(stranger).stream().map(Inventory::hash).collect(Collectors.toSet());
  }

  private static FakeEntry[] entries(int from, int to) {
    return IntStream.range(from, to).mapToObj(FakeEntry::of).toArray(FakeEntry[]::new);
  }

  private void seconds(long seconds) {
    node.loop.advance(Duration.ofSeconds(seconds));
  }

  @Test
  void inboundPeersOfOneNetworkAreToldAtTheSameMoment() {
    List<Long> times = new ArrayList<>();
    List<Stranger> guests = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      guests.add(
          node.greet(node.silent())
              .onMessage(
                  (link, message) -> {
                    if (message instanceof Inv) {
                      times.add(node.loop.now());
                    }
                  }));
    }
    offer(FakeEntry.of(1), FakeEntry.of(2));
    assertTrue(times.isEmpty(), "inbound peers wait");
    seconds(60);
    assertEquals(5, times.size());
    assertEquals(1, times.stream().distinct().count(), () -> "told at " + times);
    guests.forEach(
        guest ->
            assertEquals(Set.of(FakeEntry.of(1).wtxid(), FakeEntry.of(2).wtxid()), hashes(guest)));
  }

  private List<Long> toSend() {
    return node.engine.connectivity().details().stream()
        .map(each -> each.figures().get(Figure.INV_TO_SEND))
        .toList();
  }

  /** As a wallet does that says relay=0 and loads a filter (BIP37). */
  @Test
  void whoHasAFilterIsToldOnlyOfWhatPasses() {
    Stranger wallet = node.silent();
    wallet.say(Greeter.quiet(99, 70016), Greeter.verack());
    node.loop.advance(Duration.ofMillis(200));
    Stranger other = node.guest();
    offer(entries(1, 5));
    seconds(60);
    assertEquals(Set.of(), hashes(wallet), "it asked for none");

    Session session = listener.sessions.get(node.engine.peers().get(0).id());
    node.loop.execute(() -> session.announcements().filter(FakeEntry.of(7).wtxid()::equals));
    offer(entries(5, 10));
    seconds(60);
    assertEquals(Set.of(FakeEntry.of(7).wtxid()), hashes(wallet));
    assertEquals(9, hashes(other).size());
    node.loop.execute(() -> session.announcements().everything());
    seconds(60);
    assertEquals(2, told(wallet).size(), "the one that passes again, as it asked");
  }

  @Test
  void trustedPeersAreToldInTheSameTurn() {
    node.configure("permissions", new String[] {"noban@0.0.0.0/0"});
    Stranger one = node.guest();
    Stranger other = node.guest();
    long before = node.loop.now();
    offer(FakeEntry.of(1));
    node.loop.advance(Duration.ofMillis(200)); // the way over the network
    assertEquals(1, told(one).size());
    assertEquals(1, told(other).size());
    assertTrue(node.loop.now() - before < Duration.ofSeconds(1).toNanos());
  }

  @Test
  void whoKnowsIsKeptUntilTheLastGroupWasTold() {
    policy(new Steady(5_000_000_000L));
    List<Stranger> guests = List.of(node.guest(), node.guest());
    seconds(6);
    offer(FakeEntry.of(1));
    KnownItem item = ((Announcer) node.engine.relay()).index().find(FakeEntry.of(1).wtxid());
    assertFalse(item.settled(), "two wait");
    seconds(6);
    guests.forEach(guest -> assertEquals(1, told(guest).size()));
    assertTrue(item.settled());
    assertEquals(0, item.words());
    assertEquals(2, item.announced);

    node.loop.execute(
        () -> {
          node.engine.relay().withdraw(item.id);
          node.engine.relay().offer(FakeEntry.of(1));
        });
    node.loop.runDue();
    assertFalse(item.settled(), "it is offered again");
  }

  @Test
  void theNegotiatedHashIsNamed() {
    policy(new Steady(0));
    Stranger modern = node.guest();
    listener.byWtxid = false;
    Stranger old = node.guest();
    offer(FakeEntry.of(1));
    seconds(1);
    assertEquals(List.of(new Inventory(Inventory.WTX, FakeEntry.of(1).wtxid())), told(modern));
    assertEquals(List.of(new Inventory(Inventory.TX, FakeEntry.of(1).txid())), told(old));
  }

  @Test
  void nobodyIsToldOfWhatHeKnowsOrDoesNotWant() {
    policy(new Steady(1_000_000_000));
    List<Stranger> guests = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      guests.add(node.guest());
    }
    List<Long> ids = node.engine.peers().stream().map(peer -> peer.id()).toList();
    listener.part(ids.get(0)).knows(FakeEntry.of(1).txid());
    listener.part(ids.get(1)).feeFilter(10_001);
    listener.part(ids.get(2)).feeFilter(10_000);
    offer(FakeEntry.of(1), FakeEntry.of(2, 2_001, 0));
    assertEquals(List.of(1L, 2L, 2L, 2L), toSend());
    seconds(2);
    assertEquals(List.of(0L, 0L, 0L, 0L), toSend());
    assertEquals(Set.of(FakeEntry.of(2, 2_001, 0).wtxid()), hashes(guests.get(0)));
    assertEquals(Set.of(FakeEntry.of(2, 2_001, 0).wtxid()), hashes(guests.get(1)));
    assertEquals(2, told(guests.get(2)).size());
    assertEquals(2, told(guests.get(3)).size());
    guests.forEach(guest -> assertEquals(1, guest.heard(Inv.class).size(), "one inv each"));
  }

  @Test
  void whatWasOfferedBeforeIsNotToldAndWhatWasWithdrawnNeither() {
    policy(new Steady(1_000_000_000));
    Stranger early = node.guest();
    offer(FakeEntry.of(1), FakeEntry.of(2));
    Stranger late = node.guest();
    node.loop.execute(() -> node.engine.relay().withdraw(FakeEntry.of(2).wtxid()));
    seconds(2);
    assertEquals(Set.of(FakeEntry.of(1).wtxid()), hashes(early));
    assertEquals(Set.of(), hashes(late));
  }

  @Test
  void whoComesAnewIsServedWhatWasThereOnceItsGroupHasWaited() {
    policy(new Steady(1_000_000_000));
    offer(FakeEntry.of(1));
    node.guest();
    long id = node.only().id();
    assertFalse(listener.part(id).servable(FakeEntry.of(1).wtxid()));
    seconds(2);
    assertTrue(listener.part(id).servable(FakeEntry.of(1).wtxid()));
  }

  @Test
  void aTransactionIsServedOnceItsGroupWasTold() {
    policy(new Steady(1_000_000_000));
    node.guest();
    long id = node.only().id();
    offer(FakeEntry.of(1));
    assertFalse(listener.part(id).servable(FakeEntry.of(1).wtxid()));
    seconds(2);
    assertTrue(listener.part(id).servable(FakeEntry.of(1).wtxid()));
    assertTrue(listener.part(id).servable(FakeEntry.of(1).txid()));
    assertFalse(listener.part(id).servable(FakeEntry.of(2).txid()));
    node.guest();
    assertTrue(listener.part(id + 1).servable(FakeEntry.of(1).wtxid()), "its group was told");
    offer(FakeEntry.of(2));
    assertFalse(listener.part(id + 1).servable(FakeEntry.of(2).wtxid()));
    node.loop.execute(() -> node.engine.relay().withdraw(FakeEntry.of(1).wtxid()));
    node.loop.runDue();
    assertFalse(listener.part(id).servable(FakeEntry.of(1).wtxid()));
  }

  @Test
  void everythingIsToldOnceToWhoAsksForIt() {
    policy(new Steady(1_000_000_000));
    offer(entries(0, 300));
    Stranger one = node.guest();
    Stranger other = node.guest();
    seconds(2);
    assertEquals(Set.of(), hashes(one));
    listener.part(1).everything();
    seconds(2);
    assertEquals(300, told(one).size());
    assertEquals(Set.of(), hashes(other));
    seconds(10);
    assertEquals(300, told(one).size());
  }

  @Test
  void whatAPolicyNamesBeyondTheQueueIsRefusedAndBenchesIt() {
    List<Offer> hoard = new ArrayList<>();
    policy(
        new RelayPolicy() {
          @Override
          public long delay(AnnounceGroup group, RandomGenerator random) {
            return 1_000_000;
          }

          @Override
          public List<Offer> batch(AnnounceGroup group, List<Offer> queue) {
            hoard.addAll(queue);
            return hoard;
          }
        });
    Stranger guest = node.guest();
    for (int i = 0; i < 6; i++) {
      offer(FakeEntry.of(i));
      seconds(10);
    }
    assertEquals(6, told(guest).size(), "nothing twice");
    assertEquals(6, hashes(guest).size());
    assertEquals("built-in", slot().inForce());
  }

  @Test
  void aPolicyThatTellsNothingIsNotAskedWithoutEnd() {
    int[] asked = {0};
    policy(
        new RelayPolicy() {
          @Override
          public long delay(AnnounceGroup group, RandomGenerator random) {
            asked[0]++;
            return 0;
          }

          @Override
          public List<Offer> batch(AnnounceGroup group, List<Offer> queue) {
            return List.of();
          }
        });
    node.guest();
    offer(FakeEntry.of(1));
    seconds(10);
    assertTrue(asked[0] > 50 && asked[0] <= 102, asked[0] + " questions in 10 s");
  }

  @Test
  void thePolicyThatThrowsIsAnsweredForByTheBuiltIn() {
    policy(
        new RelayPolicy() {
          @Override
          public long delay(AnnounceGroup group, RandomGenerator random) {
            throw new IllegalStateException("no");
          }

          @Override
          public List<Offer> batch(AnnounceGroup group, List<Offer> queue) {
            throw new IllegalStateException("no");
          }
        });
    Stranger guest = node.guest();
    for (int i = 0; i < 3; i++) {
      offer(FakeEntry.of(i));
      seconds(15);
    }
    seconds(90);
    assertEquals(3, told(guest).size());
    assertEquals("built-in", slot().inForce());
  }

  @Test
  void aLongQueueIsToldInBatchesAndInTheEndWhole() {
    Stranger guest = node.guest();
    offer(entries(0, 3_000));
    seconds(600);
    assertEquals(3_000, hashes(guest).size());
    assertEquals(3_000, told(guest).size());
    assertTrue(guest.heard(Inv.class).stream().allMatch(inv -> inv.items().size() <= 85));
  }

  @Test
  void manyPeersWithDifferentKnowledgeAreEachToldWhatTheyLack() {
    policy(new Steady(1_000_000_000));
    List<Stranger> guests = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      guests.add(node.guest());
    }
    for (int i = 0; i < 150; i++) {
      for (int tx = 0; tx < i % 7; tx++) {
        listener.part(i + 1).knows(FakeEntry.of(tx).wtxid());
      }
    }
    offer(entries(0, 10));
    seconds(3);
    for (int i = 0; i < 150; i++) {
      int knew = i % 7;
      Set<Hash256> lacks =
          IntStream.range(knew, 10)
              .mapToObj(tx -> FakeEntry.of(tx).wtxid())
              .collect(Collectors.toSet());
      assertEquals(lacks, hashes(guests.get(i)), "peer " + (i + 1));
      assertEquals(10 - knew, told(guests.get(i)).size());
    }
  }

  @Test
  void aPartEndsWithItsConversationAndItsSlotIsTakenAgain() {
    policy(new Steady(0));
    Stranger guest = node.guest();
    node.engine.remove(listener);
    node.loop.runDue();
    offer(FakeEntry.of(1));
    seconds(1);
    assertEquals(List.of(), told(guest));
    node.engine.add(listener);
    node.loop.runDue();
    offer(FakeEntry.of(2));
    seconds(1);
    assertEquals(Set.of(FakeEntry.of(2).wtxid()), hashes(guest));
  }

  /** Names everything a hundred times. */
  private record Stammering() implements RelayPolicy {
    @Override
    public long delay(AnnounceGroup group, RandomGenerator random) {
      return 1_000_000_000;
    }

    @Override
    public List<Offer> batch(AnnounceGroup group, List<Offer> queue) {
      return Collections.nCopies(100, queue.get(0));
    }
  }

  @Test
  void oneBadAnswerIsOneBreachAndNeverThatOfTheNextPolicy() {
    node.engine.add(RelayPolicy.class, new Stammering(), "stammering", 10, 1);
    node.engine.add(RelayPolicy.class, new Steady(1_000_000_000), "steady", 0, 2);
    node.loop.runDue();
    node.guest();
    offer(FakeEntry.of(1));
    seconds(2);
    assertEquals("stammering", slot().inForce());
    for (int i = 2; i < 5; i++) {
      offer(FakeEntry.of(i));
      seconds(2);
    }
    assertEquals("steady", slot().inForce());
    assertEquals(Set.of("stammering"), slot().benched().keySet());
  }

  @Test
  void anIdleNodeHasNoTimerForAnybody() {
    node.guest();
    offer(FakeEntry.of(1));
    seconds(100);
    int resting = node.loop.pending();
    for (int i = 0; i < 10; i++) {
      node.guest();
    }
    seconds(100);
    assertEquals(resting, node.loop.pending());
  }

  @Test
  void ourVersionAsksForTransactionsWhileAProtocolRelaysThem() {
    node.guest();
    assertTrue(listener.sessions.get(1L).local().relay());
    TestNode other = new TestNode().start(new Ponger());
    boolean[] relay = {true};
    other.engine.add(
        new Protocol() {
          @Override
          public String name() {
            return "blocks-only";
          }

          @Override
          public boolean appliesTo(PeerView peer) {
            return true;
          }

          @Override
          public void attach(Session session) {
            relay[0] = session.local().relay();
          }
        });
    other.guest();
    assertFalse(relay[0]);
  }

  @Test
  void jitterIsTheMeanChangeBetweenRoundTrips() {
    node.guest();
    assertEquals(-1, node.only().pingJitter());
    Session session = listener.sessions.get(1L);
    for (long trip : new long[] {100, 180, 100, 100}) {
      session.report(Fact.latency(trip));
    }
    node.loop.execute(() -> {});
    seconds(2);
    assertEquals(70, node.only().pingJitter());
  }

  private Node.Slot slot() {
    return node.engine.slots().stream()
        .filter(each -> each.name().equals("relay"))
        .findFirst()
        .orElseThrow();
  }
}
