package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.patchbay.protocols.TxWorld.child;
import static org.patchbay.protocols.TxWorld.tx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.sim.FakeSession;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.FeeFilter;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.NotFound;
import org.patchbay.wire.message.Tx;

/** Attackers do everything at once while one honest peer has something to tell. */
class TxStormTest {
  private static final int CHAINS = 20;
  private static final int LENGTH = 5;

  private final List<Transaction> honest = new ArrayList<>();
  private final Map<Hash256, Transaction> byId = new HashMap<>();
  private final List<Transaction> junk = new ArrayList<>();

  private void make(TxWorld world) {
    Set<Hash256> unconfirmed = new HashSet<>();
    for (int chain = 0; chain < CHAINS; chain++) {
      Transaction last = tx(chain);
      for (int i = 0; i < LENGTH; i++) {
        honest.add(last);
        byId.put(last.txid(), last);
        byId.put(last.wtxid(), last);
        unconfirmed.add(last.txid());
        last = child(last);
      }
    }
    for (int i = 0; i < 300; i++) {
      Transaction lost = tx(10_000 + i);
      Transaction bad = i % 3 == 0 ? malleated(honest.get(i % honest.size())) : child(lost);
      unconfirmed.add(lost.txid());
      junk.add(bad);
      if (i % 3 == 0) {
        world.pool.says(bad, Mempool.Kind.REJECTED, "mandatory-script-verify-flag-failed");
      }
    }
    world.pool.unconfirmed(unconfirmed);
  }

  private static Transaction malleated(Transaction tx) {
    return Transaction.of(
        tx.version(), tx.inputs(), tx.outputs(), List.of(List.of(new byte[] {9})), tx.lockTime());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theHonestOneIsHeardAndNothingIsLeftBehind(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TxWorld world = new TxWorld(seed);
    make(world);
    List<FakeSession> attackers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      attackers.add(world.meet(i % 2 == 0 ? world.inbound() : world.outbound()));
    }
    FakeSession peer = world.meet(world.inbound());
    peer.connect(message -> answer(world, peer, message));
    for (int step = 0; step < 3_000; step++) {
      int at = random.nextInt(attackers.size());
      FakeSession attacker = attackers.get(at);
      attack(attacker, random);
      if (random.nextInt(100) == 0) {
        attacker.end();
        attackers.set(at, world.meet(world.inbound()));
      }
      if (step % 10 == 0 && step / 10 < honest.size()) {
        // Children first: they wait for their parents.
        Transaction next = honest.get(honest.size() - 1 - step / 10);
        peer.deliver(new Inv(List.of(new Inventory(Inventory.WTX, next.wtxid()))));
      }
      world.pass(Duration.ofMillis(random.nextInt(200)));
      assertTrue(world.download().requests().size() <= 7 * TxRequests.MAX_TRACKED);
      assertTrue(world.download().orphanage().latency() <= Orphanage.MAX_LATENCY);
      attackers.forEach(FakeSession::takeSent);
      peer.takeSent();
    }
    world.pass(Duration.ofMinutes(20));

    for (Transaction tx : honest) {
      assertTrue(world.pool.byWtxid(tx.wtxid()).isPresent(), tx + " did not arrive");
    }
    assertEquals(honest.size(), world.pool.size());
    assertEquals(Optional.empty(), peer.closed());
    attackers.forEach(FakeSession::end);
    peer.end();
    assertEquals(0, world.download().requests().size());
    assertEquals(0, world.download().requests().hashes());
    assertEquals(0, world.download().orphanage().size());
    assertEquals(0, world.download().orphanage().places());
  }

  /** Honest peers answer getdata, ten milliseconds later. */
  private void answer(TxWorld world, FakeSession peer, Message message) {
    if (message instanceof GetData asked) {
      List<Message> answers = new ArrayList<>();
      for (Inventory item : asked.items()) {
        Transaction tx = byId.get(item.hash());
        answers.add(tx == null ? new NotFound(List.of(item)) : new Tx(tx));
      }
      world.loop.after(Duration.ofMillis(10), () -> peer.deliver(answers.toArray(new Message[0])));
    }
  }

  private void attack(FakeSession attacker, SplittableRandom random) {
    switch (random.nextInt(9)) {
      case 0 -> attacker.deliver(new Inv(items(random, 1_000)));
      case 1 -> attacker.deliver(new NotFound(items(random, 200)));
      case 2 -> attacker.deliver(new GetData(items(random, 200)));
      case 3, 4 -> attacker.deliver(new Tx(junk.get(random.nextInt(junk.size()))));
      case 5 -> attacker.deliver(announcement(random));
      case 6 -> attacker.deliver(new FeeFilter(random.nextLong()));
      case 7 -> attacker.deliver(new NotFound(announcement(random).items()));
      default -> attacker.deliver(announcement(random), announcement(random));
    }
  }

  /** Of what the honest peer has, so that the attacker may be asked first and never answers. */
  private Inv announcement(SplittableRandom random) {
    Transaction tx = honest.get(random.nextInt(honest.size()));
    return new Inv(List.of(new Inventory(Inventory.WTX, tx.wtxid())));
  }

  private List<Inventory> items(SplittableRandom random, int most) {
    List<Inventory> items = new ArrayList<>();
    int count = random.nextInt(most);
    for (int i = 0; i < count; i++) {
      Hash256 id =
          random.nextBoolean()
              ? new Hash256(random.nextInt(50_000), 3, 3, 3)
              : honest.get(random.nextInt(honest.size())).txid();
      items.add(new Inventory(random.nextInt(8), id));
    }
    return items;
  }
}
