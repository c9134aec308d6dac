package org.patchbay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.FeeFilter;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.NotFound;
import org.patchbay.wire.message.Tx;
import org.patchbay.wire.message.WtxidRelay;

/** Payments and blocks, as the node meets them. */
class TrafficTest {
  private final VirtualClock clock = new VirtualClock();
  private final ScriptedNode node = new ScriptedNode();
  private final Crew crew = new Crew(new Crew.Plan(16, 1, 150, 2, 50), node, clock);
  private final Map<Hash256, Transaction> pool = new LinkedHashMap<>();
  private final Map<ScriptedNode.Call, Integer> read = new HashMap<>();
  private final Set<Hash256> asked = new HashSet<>();
  private final Set<String> announcers = new HashSet<>();
  private int announced;

  TrafficTest() throws IOException {
    crew.begin(node::address).forEach(node::dial);
    clock.pass(1);
    node.calls.forEach(call -> call.say(new WtxidRelay()));
    node.greetAll();
  }

  @Test
  void theRateIsMetAndWhatComesAroundIsMined() {
    pass(60);
    assertEquals(60 * 50, crew.traffic().made(), 100);
    assertTrue(announced > 59 * 50 - 100, "announced " + announced);
    assertTrue(announcers.size() >= 6, "through " + announcers);
    Set<OutPoint> spent = new HashSet<>();
    pool.values()
        .forEach(tx -> tx.inputs().forEach(input -> assertTrue(spent.add(input.previous()))));
    int mined = 0;
    for (int at = 151; at <= crew.chain().height(); at++) {
      List<Transaction> all = crew.chain().block(at).orElseThrow().transactions();
      mined += all.size() - 1;
      all.stream().skip(1).forEach(tx -> assertTrue(pool.containsKey(tx.wtxid())));
    }
    assertTrue(mined > 2_500, "mined " + mined);
  }

  @Test
  void aNewRateCountsAtOnce() {
    crew.traffic().rate(0);
    long before = crew.traffic().made();
    pass(10);
    assertEquals(before, crew.traffic().made());
    crew.traffic().rate(200);
    pass(30);
    assertEquals(30 * 200, crew.traffic().made() - before, 400);
  }

  @Test
  void blocksAreServedAsTheyWereAskedFor() {
    pass(10);
    ScriptedNode.Call peer = node.call("LabPeer");
    Block block = crew.chain().block(crew.chain().height()).orElseThrow();
    Hash256 hash = block.header().hash();
    assertTrue(block.transactions().size() > 1);
    peer.say(
        new GetData(
            List.of(
                new Inventory(Inventory.WITNESS_BLOCK, hash),
                new Inventory(Inventory.CMPCT_BLOCK, hash),
                new Inventory(Inventory.BLOCK, hash),
                new Inventory(Inventory.WTX, hash))));
    clock.pass(1);
    assertEquals(
        List.of(new BlockMessage(block), new BlockMessage(block)), peer.heard(BlockMessage.class));
    assertTrue(peer.log.stream().anyMatch(line -> line.startsWith("block ")));
    assertEquals(
        List.of(new NotFound(List.of(new Inventory(Inventory.WTX, hash)))),
        peer.heard(NotFound.class));
  }

  @Test
  void aBlockThatTheNodeToldFirstIsTakenFromIt() {
    ScriptedNode.Call peer = node.call("LabPeer");
    Hash256 fresh = crew.mineNow().header().hash();
    Inventory item = new Inventory(Inventory.BLOCK, fresh);
    peer.say(new Inv(List.of(item)), new Inv(List.of(item)));
    clock.passMillis(40);
    Inventory asked = new Inventory(Inventory.WITNESS_BLOCK, fresh);
    assertEquals(List.of(new GetData(List.of(asked))), peer.heard(GetData.class));
    int height = crew.chain().height();
    peer.say(new BlockMessage(crew.chain().block(fresh).orElseThrow()));
    assertEquals(height, crew.chain().height());
  }

  @Test
  void whatIsBelowTheFeeFilterIsNotAnnounced() {
    node.calls.forEach(call -> call.say(new FeeFilter(1_000_000)));
    int before = announced;
    pass(5);
    assertEquals(before, announced);
  }

  @Test
  void aWithholderAnnouncesAndDeliversNothing() {
    ScriptedNode.Call withholder = node.call("LabWithholder");
    pass(10);
    assertTrue(withholder.heard(Inv.class).stream().anyMatch(TrafficTest::ofTransactions));
    assertEquals(List.of(), withholder.heard(Tx.class));
    Hash256 old = crew.chain().at(150).hash();
    withholder.say(new GetData(List.of(new Inventory(Inventory.WITNESS_BLOCK, old))));
    Hash256 recent = crew.chain().tip().hash();
    withholder.say(new GetData(List.of(new Inventory(Inventory.WITNESS_BLOCK, recent))));
    clock.pass(1);
    assertEquals(1, withholder.heard(BlockMessage.class).size(), "the old one alone");
  }

  @Test
  void aJunkerSendsWhatNobodyTakes() {
    ScriptedNode.Call junker = node.call("LabJunker");
    pass(30);
    assertTrue(junker.heard(Tx.class).size() >= 10);
  }

  @Test
  void aTransactionThatNobodyFetchesIsAnnouncedAgain() {
    crew.traffic().rate(0);
    pass(1);
    Pool.Entry lost = crew.world().pay(clock.nanos(), new SplittableRandom(3)).get();
    pass(70);
    assertTrue(pool.containsKey(lost.transaction().wtxid()));
  }

  /** The node asks for everything once, and tells the miner of it. */
  private void pass(int seconds) {
    for (int i = 0; i < seconds * 10; i++) {
      clock.passMillis(100);
      List.copyOf(node.calls).forEach(this::look);
    }
  }

  private void look(ScriptedNode.Call call) {
    int from = read.getOrDefault(call, 0);
    read.put(call, call.heard.size());
    List<Inventory> told = new ArrayList<>();
    for (var message : List.copyOf(call.heard.subList(from, call.heard.size()))) {
      if (message instanceof Inv inv && ofTransactions(inv)) {
        boolean honest = !call.agent().contains("Withholder");
        announced += honest ? inv.items().size() : 0;
        announcers.add(call.agent() + System.identityHashCode(call));
        List<Inventory> fresh =
            inv.items().stream()
                .filter(item -> !honest || asked.add(item.hash()))
                .map(item -> item.type() == Inventory.TX ? witness(item) : item)
                .toList();
        call.say(new GetData(fresh));
      } else if (message instanceof Tx tx && !call.agent().contains("Junker")) {
        pool.put(tx.transaction().wtxid(), tx.transaction());
        told.add(new Inventory(Inventory.WTX, tx.transaction().wtxid()));
      } else if (message instanceof GetData ask) {
        ask.items().stream()
            .filter(item -> pool.containsKey(item.hash()))
            .forEach(item -> call.say(new Tx(pool.get(item.hash()))));
      }
    }
    if (!told.isEmpty()) {
      node.call("LabMiner").say(new Inv(told));
    }
  }

  private static Inventory witness(Inventory item) {
    return new Inventory(Inventory.WITNESS_TX, item.hash());
  }

  private static boolean ofTransactions(Inv inv) {
    return inv.items().stream().anyMatch(Inventory::isTransaction);
  }
}
