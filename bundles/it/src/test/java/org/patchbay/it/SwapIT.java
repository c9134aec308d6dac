package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.patchbay.api.node.Node;
import org.patchbay.api.transport.Transport;
import org.patchbay.it.plugin.Late;
import org.patchbay.it.plugin.Limits;
import org.patchbay.sim.RegtestChain;
import org.patchbay.sim.Spends;
import org.patchbay.wire.Network;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;

/**
 * The promise of the product: sessions with mixed traffic both ways, every slot changes hands again
 * and again in every way there is, and nothing is dropped, lost or reordered.
 *
 * <p>{@code -Dpatchbay.it.sessions=5000 -Dpatchbay.it.rounds=20} makes it the proof at full size: a
 * round of eight slots is 48 changes of hands, 64 where policies fail as well.
 */
class SwapIT {
  private static final int SESSIONS = Integer.getInteger("patchbay.it.sessions", 200);
  private static final int ROUNDS = Integer.getInteger("patchbay.it.rounds", 5);
  private static final int RATE = Integer.getInteger("patchbay.it.rate", 10_000);

  /** One round of so many is one in which policies fail. */
  private static final int GUARDED = 5;

  private static final int MOST_HEADERS = 2_000;

  @TempDir Path folder;

  private final RegtestChain chain =
      RegtestChain.from(System.currentTimeMillis() / 1000 - 3_600).mine(120);
  private final List<Long> firstAnswers = new ArrayList<>();

  @Test
  void everySlotIsSwappedUnderTraffic() throws Exception {
    System.clearProperty(Late.LATE);
    Transaction split =
        Spends.split(chain.reward(1), RegtestChain.rewardAt(1), 20_000, Math.max(2, ROUNDS));
    chain.mine(List.of(split));
    try (BlockPeer source = BlockPeer.listening(chain);
        EmbeddedNode node =
            EmbeddedNode.start(
                folder,
                List.of("node", "policies", "vitals", "shell"),
                EmbeddedNode.PLAIN,
                "patchbay.engine/connect=" + source.address(),
                "patchbay.engine/max.inbound=" + (SESSIONS + 100))) {
      node.awaitBlock(chain.height(), chain.tip().toString());
      source.accept();
      try (Crowd crowd = Crowd.join(node.address(), SESSIONS, RATE, chain.tip());
          SwapClock clock = new SwapClock(node)) {
        String registrations = registrations(node);
        Thread.sleep(1_000);
        clock.phase(SwapClock.Phase.QUIET);
        Thread.sleep(3_000); // What the loop is like while nothing is swapped.
        clock.phase(SwapClock.Phase.SWAPS);
        long before = crowd.answered();

        for (int round = 0; round < ROUNDS; round++) {
          Transaction tx =
              Spends.move(new OutPoint(split.txid(), round), split.outputs().get(0).value(), 5_000);
          swapAll(node, clock, round, () -> announce(source, crowd, tx));
        }

        long during = crowd.answered() - before;
        assertEquals(List.of(), crowd.finish(), "faults of the sessions");
        EmbeddedNode.await(
            () -> "all sessions and no stranger: " + node.node().peers().size(),
            () -> node.node().peers().size() == SESSIONS + 1);
        assertEquals(
            registrations, registrations(node), "transport and engine were registered anew");
        assertEquals(0, Integer.getInteger(Late.LATE, 0), "calls to a deactivated policy");
        System.out.printf(
            "SwapIT: %d swaps of %d slots on %d sessions, %d answers meanwhile%n  in force: %s%n"
                + "  a deployed rate limit's first answer: %s%n  a task waited for the loop: %s%n"
                + "  and while policies failed: %s%n  and before the swaps: %s%n",
            clock.swaps(),
            SlotCase.ALL.size(),
            SESSIONS,
            during,
            clock.times(),
            SwapClock.spread(firstAnswers.stream().mapToLong(Long::longValue).sorted().toArray()),
            clock.waits(SwapClock.Phase.SWAPS),
            clock.waits(SwapClock.Phase.FAILURES),
            clock.waits(SwapClock.Phase.QUIET));
      }
    }
  }

  private static void announce(BlockPeer source, Crowd crowd, Transaction tx) {
    try {
      crowd.expect(tx.txid());
      source.announce(tx);
    } catch (IOException e) {
      throw new AssertionError("the source of transactions", e);
    }
  }

  /** By the shell, promotion, rollback, the file, deploying, and the guard, in turn. */
  private void swapAll(EmbeddedNode node, SwapClock clock, int round, Runnable announce)
      throws Exception {
    NodeShell shell = new NodeShell(node);
    for (SlotCase slot : SlotCase.ALL) {
      order(shell, "policy:use " + slot.name() + " " + slot.rival(round));
      node.awaitInForce(slot.name(), slot.rival(round));
      order(shell, "policy:shadow " + slot.name() + " " + slot.core());
      order(shell, "policy:promote " + slot.name());
      node.awaitInForce(slot.name(), slot.core());
      order(shell, "policy:rollback " + slot.name());
      node.awaitInForce(slot.name(), slot.rival(round));
    }
    edit(node, SlotCase.ALL.stream().collect(Collectors.toMap(SlotCase::name, SlotCase::core)));
    awaitAll(node, SlotCase::core);
    edit(node, Map.of());
    for (SlotCase slot : SlotCase.ALL) {
      slot.good().into(node.deploy());
    }
    awaitAll(node, SlotCase::plugin);
    noteFirstAnswer();
    if (round % GUARDED == 0) {
      clock.phase(SwapClock.Phase.FAILURES);
      failAll(node, shell, announce);
      clock.phase(SwapClock.Phase.SWAPS);
    }
    for (SlotCase slot : SlotCase.ALL) {
      Files.delete(node.deploy().resolve(slot.plugin() + ".jar"));
    }
    awaitAll(node, SlotCase::core);
  }

  /** The guard benches one in every slot, and who was there before is back. */
  private void failAll(EmbeddedNode node, NodeShell shell, Runnable announce) throws IOException {
    for (SlotCase slot : SlotCase.ALL) {
      slot.failing().into(node.deploy());
    }
    node.awaitInForce("relay", "failing-relay"); // Nothing asks it before a transaction comes.
    announce.run();
    EmbeddedNode.await(
        () -> "every culprit is benched: " + benched(node),
        () -> {
          provoke(node, shell);
          return benched(node).containsAll(SlotCase.ALL.stream().map(SlotCase::culprit).toList());
        });
    awaitAll(node, SlotCase::plugin);
    for (SlotCase slot : SlotCase.ALL) {
      Files.delete(node.deploy().resolve(slot.culprit() + ".jar"));
    }
    EmbeddedNode.await("the culprits are gone", () -> benched(node).isEmpty());
  }

  /** Again until it is accepted: what it builds on may take a moment. */
  private static void order(NodeShell shell, String command) {
    String[] last = {""};
    EmbeddedNode.await(
        () -> command + ": " + last[0],
        () -> !(last[0] = shell.screen(command)).contains(" failed: "));
  }

  private void noteFirstAnswer() {
    String property = Late.FIRST + Limits.Open.class.getSimpleName();
    EmbeddedNode.await("the rate limit answers", () -> System.getProperty(property) != null);
    long micros = (Long.getLong(property) - SwapClock.registeredAt("x-ratelimit")) / 1_000;
    System.clearProperty(property);
    firstAnswers.add(micros);
  }

  /** Asks what traffic alone does not: who is let in, who misbehaves, who would be evicted. */
  private static void provoke(EmbeddedNode node, NodeShell shell) {
    try (WirePeer stranger = WirePeer.join(Network.REGTEST, node.address())) {
      long id = node.node().peers().stream().mapToLong(peer -> peer.id()).max().orElseThrow();
      shell.screen("peer:why " + id);
      stranger.sendFrame("headers", tooManyHeaders());
    } catch (IOException e) {
      return; // The node hung up on the offender, which is what it should.
    }
  }

  /** More entries than a message may have (protocol-facts §11.3). */
  private static byte[] tooManyHeaders() {
    byte[] bytes = new byte[3 + (MOST_HEADERS + 1) * 81];
    bytes[0] = (byte) 0xfd;
    bytes[1] = (byte) (MOST_HEADERS + 1);
    bytes[2] = (byte) (MOST_HEADERS + 1 >> 8);
    return bytes;
  }

  private static void edit(EmbeddedNode node, Map<String, String> policies) throws IOException {
    String text =
        policies.entrySet().stream()
            .map(entry -> "policy." + entry.getKey() + " = " + entry.getValue() + "\n")
            .collect(Collectors.joining());
    Files.writeString(node.config().resolve("patchbay.engine.cfg"), "# edited\n" + text);
  }

  private static void awaitAll(EmbeddedNode node, Function<SlotCase, String> wanted) {
    for (SlotCase slot : SlotCase.ALL) {
      node.awaitInForce(slot.name(), wanted.apply(slot));
    }
  }

  private static Collection<String> benched(EmbeddedNode node) {
    return node.node().slots().stream().flatMap(s -> s.benched().keySet().stream()).toList();
  }

  private static String registrations(EmbeddedNode node) throws InvalidSyntaxException {
    StringBuilder ids = new StringBuilder();
    for (Class<?> type : List.of(Transport.class, Node.class)) {
      for (ServiceReference<?> reference :
          node.context().getAllServiceReferences(type.getName(), null)) {
        ids.append(type.getSimpleName()).append(reference.getProperty("service.id")).append(' ');
      }
    }
    return ids.toString();
  }
}
