package org.patchbay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.wire.Block;
import org.patchbay.wire.MerkleTree;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Tx;
import org.patchbay.wire.message.Verack;

/** Attacks, as the node meets them. */
class AttackTest {
  private static final Map<Attack, String> SENT =
      Map.ofEntries(
          Map.entry(Attack.INV_FLOOD, "inv"),
          Map.entry(Attack.ORPHANS, "tx"),
          Map.entry(Attack.JUNK_TX, "tx"),
          Map.entry(Attack.CONFLICTING, "tx"),
          Map.entry(Attack.MALLEATED, "tx"),
          Map.entry(Attack.MUTATED_BLOCK, "block"),
          Map.entry(Attack.UNREQUESTED_BLOCK, "block"),
          Map.entry(Attack.GETDATA_FLOOD, "getdata"),
          Map.entry(Attack.NOTFOUND_STORM, "notfound"),
          Map.entry(Attack.WITHHOLD, "inv"),
          Map.entry(Attack.ADDR_FLOOD, "addr"),
          Map.entry(Attack.PING_FLOOD, "ping"),
          Map.entry(Attack.SLOW_LORIS, "raw"),
          Map.entry(Attack.CONNECTION_FLOOD, ""));

  private final VirtualClock clock = new VirtualClock();
  private final ScriptedNode node = new ScriptedNode();
  private final Crew crew = new Crew(new Crew.Plan(8, 1, 150, 2, 0), node, clock);

  AttackTest() throws IOException {
    crew.begin(node::address);
    clock.pass(1);
    node.greetAll();
  }

  @ParameterizedTest
  @EnumSource
  void eachDoesWhatItSaysAndEndsInTime(Attack attack) {
    int before = node.calls.size();
    Assault assault = crew.attack(attack, 10);
    clock.pass(1);
    List<ScriptedNode.Call> calls = node.calls.subList(before, node.calls.size());
    assertEquals(attack.lines(), calls.size());
    calls.stream().filter(call -> !attack.mute()).forEach(AttackTest::greet);
    clock.pass(8);
    assertFalse(assault.over());
    String wanted = SENT.get(attack);
    for (ScriptedNode.Call call : calls) {
      assertTrue(call.log.stream().anyMatch(line -> line.startsWith(wanted)) || wanted.isEmpty());
      assertFalse(call.closed);
    }
    calls.get(0).close();
    clock.pass(3);
    assertTrue(assault.over());
    assertEquals(attack.lines(), calls.size(), "none is opened again afterwards");
    assertTrue(node.calls.subList(before, node.calls.size()).stream().allMatch(one -> one.closed));
    assertTrue(assault.account().startsWith(attack.label() + ": over; "), assault.account());
  }

  @Test
  void aNewOneEndsTheOneBefore() {
    Assault first = crew.attack(Attack.PING_FLOOD, 600);
    clock.pass(1);
    Assault second = crew.attack(Attack.ORPHANS, 600);
    assertTrue(first.over());
    assertFalse(second.over());
    assertEquals(second, crew.assault().orElseThrow());
  }

  @Test
  void mutatedBlocksAreSeenAsSuchAndTheTrueOneFollows() {
    int before = node.calls.size();
    crew.attack(Attack.MUTATED_BLOCK, 10);
    clock.pass(1);
    ScriptedNode.Call call = node.calls.get(before);
    greet(call);
    clock.pass(4);
    Block sent = call.heard(BlockMessage.class).get(0).block();
    assertTrue(MerkleTree.mutation(sent, true).isPresent());
    Block real = crew.chain().block(sent.header().hash()).orElseThrow();
    assertTrue(MerkleTree.mutation(real, true).isEmpty());
  }

  @Test
  void everyKindOfMutationShows() {
    SplittableRandom random = new SplittableRandom(3);
    World world = crew.world();
    for (int payments = 0; payments < 4; payments++) {
      for (int i = 0; i < payments; i++) {
        world.pool().heard(world.pay(0, random).orElseThrow().transaction().wtxid());
      }
      Block block = world.mine(clock.unixSeconds(), 60_000_000_000L, random);
      assertEquals(1 + payments, block.transactions().size());
      Block mutated = Junk.mutated(block, random);
      assertEquals(block.header(), mutated.header());
      assertTrue(MerkleTree.mutation(mutated, true).isPresent(), payments + " payments");
    }
  }

  @Test
  void conflictsAndMalleationAreWhatTheyAreCalled() {
    List<Transaction> rivals = sent(Attack.CONFLICTING);
    assertEquals(rivals.get(0).inputs(), rivals.get(1).inputs());
    assertNotEquals(rivals.get(0).txid(), rivals.get(1).txid());
    List<Transaction> twins = sent(Attack.MALLEATED);
    assertEquals(twins.get(0).txid(), twins.get(1).txid());
    assertNotEquals(twins.get(0).wtxid(), twins.get(1).wtxid());
  }

  @Test
  void theShellCompletesEveryAttack() {
    assertEquals(
        "lab:attack " + String.join(" ", Attack.labels()) + " stop", LabCommands.ATTACK_WORDS);
  }

  private List<Transaction> sent(Attack attack) {
    int before = node.calls.size();
    crew.attack(attack, 5);
    clock.passMillis(50);
    greet(node.calls.get(before));
    clock.pass(1);
    return node.calls.get(before).heard(Tx.class).stream().map(Tx::transaction).toList();
  }

  private static void greet(ScriptedNode.Call call) {
    Message version = MadeUp.version(0, 0, 1, "/Node:0/", 0);
    call.say(version, new Verack());
  }
}
