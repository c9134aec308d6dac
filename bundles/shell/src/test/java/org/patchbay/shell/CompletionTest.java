package org.patchbay.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.sim.FakeNode;
import org.patchbay.sim.FakePeer;
import org.patchbay.wire.Hash256;

class CompletionTest {
  private final Parts parts = new Parts();
  private final Help help =
      new Help(
          new OtherCommands(
              name ->
                  name.equals("command.words")
                      ? Stream.of("lab:attack orphans stop", "lab:other x")
                      : Stream.of("lab:attack [NAME|stop]: begins an attack")));
  private final Completion completion = new Completion(parts, help);

  CompletionTest() {
    help.groups =
        List.of(new AddrCommands(parts), new PeerCommands(parts), new PolicyCommands(parts));
  }

  @Test
  void slotsPoliciesAndPeersComplete() {
    FakeNode node = new FakeNode();
    parts.node = node;
    node.peers.add(FakePeer.inbound().id(3));
    node.ended.add(
        new FakeNode.Gone(
            FakePeer.inbound().id(2), CloseReason.of(CloseReason.Code.REMOTE_CLOSED), 0));
    node.slot(FakeNode.Filled.of("eviction", "core", "", "core", "scored"));
    node.slot(FakeNode.Filled.of("scoring", "none", "", "none"));
    assertEquals(List.of("eviction", "scoring"), at(1, "policy:use", ""));
    assertEquals(List.of("core", "scored"), at(2, "policy:use", "eviction", "s"));
    assertEquals(List.of("eviction", "scoring"), at(1, "policy:reset", "e"));
    assertEquals(List.of("3", "2"), at(1, "peer:show", ""));
    assertEquals(List.of("3"), at(1, "peer:drop", ""));
    assertEquals(List.of(), at(2, "peer:drop", "3", ""));
  }

  @Test
  void networksCompleteAfterTheirOption() {
    assertEquals(List.of("--network", "--max"), at(1, "addr:list", ""));
    assertTrue(at(2, "addr:list", "--network", "").contains("onion"));
    assertEquals(List.of(), at(2, "addr:list", "--max", ""));
  }

  @Test
  void commandsCompleteAfterHelp() {
    assertTrue(at(1, "help", "").containsAll(List.of("peer:list", "policy:use", "help")));
    assertEquals(at(1, "help", ""), at(0, ""));
  }

  @Test
  void commandsOfOtherBundlesComplete() {
    assertEquals(List.of("orphans", "stop"), at(1, "lab:attack", ""));
    assertEquals(List.of(), at(2, "lab:attack", "orphans", ""));
    assertTrue(at(1, "help", "").contains("lab:attack"));
    String script = new SessionStart(help).script();
    assertTrue(script.contains("complete -c lab:attack -d 'begins an attack'\n"), script);
    assertTrue(script.contains("complete -c lab:attack -a 'patchbay:__complete "), script);
  }

  @Test
  void whatSpreadLatelyCompletes() {
    assertEquals(List.of(), at(1, "relay:show", ""));
    FakeMetrics metrics = new FakeMetrics();
    parts.metrics = metrics;
    Hash256 id = new Hash256(1, 2, 3, 4);
    metrics.traces.add(new FakeMetrics.Spread(Observer.Item.BLOCK, id, 0, 1, 1));
    assertEquals(List.of(id.toString()), at(1, "relay:show", ""));
  }

  @Test
  void aMissingNodeCompletesToNothing() {
    assertEquals(List.of(), at(1, "peer:show", ""));
    assertEquals(List.of(), at(1, "policy:use", ""));
    assertEquals(List.of(), at(1, "config:show", ""));
  }

  @Test
  void theLineEditorIsToldOfEveryCommand() {
    String script = new SessionStart(help).script();
    assertTrue(
        script.contains("complete -c peer:list -d 'lists the live peers, oldest first'\n"), script);
    assertTrue(script.contains("complete -c addr:list -s n -l network -d 'NETWORK: only"), script);
    assertTrue(script.contains("complete -c patchbay:help -a 'patchbay:__complete "), script);
  }

  private List<String> at(int index, String... words) {
    return completion.candidates(index, List.of(words));
  }
}
