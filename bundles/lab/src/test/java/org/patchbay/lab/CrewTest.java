package org.patchbay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.message.Addr;
import org.patchbay.wire.message.GetAddr;
import org.patchbay.wire.message.GetHeaders;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.SendHeaders;

class CrewTest {
  private final VirtualClock clock = new VirtualClock();
  private final ScriptedNode node = new ScriptedNode();
  private final List<InetSocketAddress> listening;
  private final Crew crew;

  CrewTest() throws IOException {
    crew = new Crew(new Crew.Plan(14, 1, 150, 2, 0), node, clock);
    listening = crew.begin(node::address);
  }

  @Test
  void fourListenAndTenDialWithinASecond() {
    clock.pass(1);
    assertEquals(4, listening.size());
    assertEquals(10, node.calls.size());
    assertTrue(node.calls.stream().allMatch(call -> call.agent().startsWith("/Lab")));
  }

  @Test
  void theMinerMinesAndAnnounces() {
    ScriptedNode.Call miner = node.dial(listening.get(0));
    node.greetAll();
    clock.pass(10);
    assertTrue(crew.chain().height() >= 150 + 3, "height " + crew.chain().height());
    assertFalse(miner.heard(Inv.class).isEmpty(), "announced by inv before sendheaders");
    miner.say(new SendHeaders());
    int before = miner.heard(Headers.class).size();
    clock.pass(6);
    List<Headers> told = miner.heard(Headers.class);
    assertTrue(told.size() > before);
    assertEquals(crew.chain().tip(), told.get(told.size() - 1).headers().get(0));
    assertTrue(miner.agent().startsWith("/LabMiner:"));
  }

  @Test
  void everyPeerServesTheChain() {
    clock.pass(1);
    node.greetAll();
    for (ScriptedNode.Call call : node.calls) {
      call.say(new GetHeaders(70_016, List.of(), Hash256.ZERO));
      Headers told = call.heard(Headers.class).get(0);
      assertEquals(150, told.headers().size(), call.agent());
      assertEquals(crew.chain().at(1), told.headers().get(0));
    }
  }

  @Test
  void slowPeersAnswerPingsLate() {
    clock.pass(1);
    node.greetAll();
    ScriptedNode.Call slow = node.call("LabSlow");
    slow.say(new Ping(9));
    clock.passMillis(99);
    assertTrue(slow.heard(Pong.class).isEmpty());
    clock.passMillis(302);
    assertEquals(List.of(new Pong(9)), slow.heard(Pong.class));
  }

  @Test
  void aPeerWhoseConnectionEndsComesBackLaterEachTime() {
    clock.pass(1);
    int before = node.calls.size();
    node.call("LabGarbler").close();
    clock.pass(4);
    assertEquals(before + 1, node.calls.size());
    node.call("LabGarbler").close();
    clock.pass(2);
    assertEquals(before + 1, node.calls.size(), "waits twice as long");
    clock.pass(4);
    assertEquals(before + 2, node.calls.size());
  }

  @Test
  void peersWaitWhileTheNodeDoesNotListen() {
    clock.pass(1);
    node.listens(false);
    int before = node.calls.size();
    for (ScriptedNode.Call call : List.copyOf(node.calls)) {
      call.close();
    }
    clock.pass(20);
    assertEquals(before, node.calls.size());
    node.listens(true);
    clock.pass(1);
    assertEquals(before * 2, node.calls.size());
  }

  @Test
  void theWandererLeavesAndReturns() {
    clock.pass(1);
    node.greetAll();
    ScriptedNode.Call wanderer = node.call("LabWanderer");
    clock.pass(61);
    assertTrue(wanderer.closed);
    clock.pass(5);
    assertNotEquals(wanderer, node.call("LabWanderer"));
  }

  @Test
  void mischiefShowsWhatItShouldAndNothingLarger() {
    clock.pass(1);
    node.greetAll();
    clock.pass(130);
    ScriptedNode.Call garbler = node.call("LabGarbler");
    assertTrue(garbler.log.stream().anyMatch(line -> line.startsWith("labnoise ")));
    assertTrue(garbler.log.stream().anyMatch(line -> line.startsWith("ping! ")));
    assertTrue(garbler.log.contains("ping 000000"));
    ScriptedNode.Call flooder = node.call("LabFlooder");
    assertTrue(flooder.log.stream().anyMatch(line -> line.startsWith("inv fd51c3")), "50,001");
    assertTrue(flooder.heard(Ping.class).size() >= 100);
    ScriptedNode.Call gossip = node.call("LabGossip");
    Addr addr = gossip.heard(Addr.class).get(0);
    assertEquals(1_000, addr.entries().size());
    assertTrue(addr.entries().stream().noneMatch(entry -> entry.address().isRoutable()));
    Headers stray = node.call("LabStray").heard(Headers.class).get(0);
    assertTrue(stray.headers().get(0).meetsOwnTarget());
    assertFalse(crew.chain().knows(stray.headers().get(0).previous()));
  }

  @Test
  void aMinerFollowsTheNodeFromAnEarlierRun() {
    LabChain earlier = new LabChain();
    earlier.prepare(2_500, clock.unixSeconds(), 2, new SplittableRandom(99));
    ScriptedNode.Call miner = node.dial(listening.get(0));
    node.greetAll();
    for (int asked = 0; asked < miner.heard(GetHeaders.class).size(); asked++) {
      GetHeaders ask = miner.heard(GetHeaders.class).get(asked);
      miner.say(new Headers(earlier.after(ask.locator(), Hash256.ZERO, 2_000)));
    }
    assertEquals(earlier.tip(), crew.chain().tip());
    clock.pass(3);
    assertTrue(crew.chain().height() > 2_500);
  }

  @Test
  void askedForAddressesItTellsSome() {
    clock.pass(1);
    node.greetAll();
    ScriptedNode.Call peer = node.call("LabPeer");
    peer.say(new GetAddr());
    assertEquals(8, peer.heard(Addr.class).get(0).entries().size());
  }

  @Test
  void aSeedRepeatsEveryByteAndAnotherDoesNot() throws IOException {
    assertEquals(twoMinutes(5), twoMinutes(5));
    assertNotEquals(twoMinutes(5), twoMinutes(6));
  }

  private static List<List<String>> twoMinutes(long seed) throws IOException {
    VirtualClock clock = new VirtualClock();
    ScriptedNode node = new ScriptedNode();
    Crew crew = new Crew(new Crew.Plan(16, seed, 20, 2, 0), node, clock);
    crew.begin(node::address).forEach(node::dial);
    for (int second = 0; second < 120; second++) {
      clock.pass(1);
      node.greetAll();
    }
    List<List<String>> all = new ArrayList<>();
    node.calls.forEach(call -> all.add(call.log));
    return all;
  }
}
