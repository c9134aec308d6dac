package org.patchbay.sim.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.PeerView.MessageCount;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.ratelimit.RateLimitPolicy.PeerLimit;
import org.patchbay.sim.FakePeer;

/** What every rate limit policy must keep. */
public abstract class RateLimitContract {
  private static final long SECOND = 1_000_000_000L;
  private static final Set<String> DROPPABLE = Set.of("addr", "addrv2", "inv", "tx");
  private static final List<String> COMMANDS =
      List.of(
          "version",
          "verack",
          "ping",
          "pong",
          "addr",
          "addrv2",
          "getaddr",
          "inv",
          "getdata",
          "notfound",
          "tx",
          "block",
          "cmpctblock",
          "blocktxn",
          "headers",
          "getheaders",
          "feefilter",
          "sendheaders",
          "newfangled",
          "*other*",
          "");

  /** A fresh policy with its default configuration. */
  protected abstract RateLimitPolicy policy();

  @Test
  void anOrdinaryBeginningPassesAtOnce() {
    PeerLimit limit = open(0);
    for (String command :
        List.of("version", "wtxidrelay", "sendaddrv2", "verack", "getaddr", "sendcmpct", "ping")) {
      assertEquals(RateLimit.PASS, limit.onMessage(command, 150, 1_000));
    }
    assertEquals(RateLimit.PASS, limit.onMessage("addrv2", 30_000, SECOND));
    assertEquals(RateLimit.PASS, limit.onMessage("headers", 162_027, SECOND));
    assertEquals(RateLimit.PASS, limit.onMessage("inv", 1_800_027, SECOND));
    assertEquals(RateLimit.PASS, limit.onMessage("tx", 400_024, SECOND));
    assertEquals(RateLimit.PASS, limit.onMessage("block", 4_000_024, SECOND));
  }

  @Test
  void onlyAddressesInventoryAndTransactionsAreDropped() {
    for (String command : COMMANDS) {
      PeerLimit limit = open(0);
      for (int i = 0; i < 5_000; i++) {
        assertLawful(command, limit.onMessage(command, 5_000, i));
      }
    }
  }

  @Test
  void whatWaitsPassesInTheEnd() {
    for (String command : COMMANDS) {
      for (int bytes : new int[] {24, 4_000_024, Integer.MAX_VALUE}) {
        PeerLimit limit = open(0);
        long now = 0;
        for (int message = 0; message < 20; message++) {
          now = passOrDrop(limit, command, bytes, now);
        }
      }
    }
  }

  private static long passOrDrop(PeerLimit limit, String command, int bytes, long start) {
    long now = start;
    for (int asked = 0; asked < 100_000; asked++) {
      RateLimit answer = limit.onMessage(command, bytes, now);
      assertLawful(command, answer);
      if (!(answer instanceof RateLimit.Pause pause)) {
        return now;
      }
      now += pause.nanos();
    }
    return fail("%d bytes of \"%s\" never pass".formatted(bytes, command));
  }

  @Test
  void afterAFloodAndAnHourAMessagePasses() {
    for (String command : COMMANDS) {
      PeerLimit limit = open(0);
      for (int i = 0; i < 100_000; i++) {
        limit.onMessage(command, 100, 0);
      }
      assertEquals(RateLimit.PASS, limit.onMessage(command, 100, 3_600 * SECOND));
    }
  }

  @Test
  void oneFloodDoesNotLimitAnotherPeer() {
    RateLimitPolicy policy = policy();
    PeerLimit flooding = policy.open(FakePeer.inbound().id(1), 0);
    PeerLimit quiet = policy.open(FakePeer.inbound().id(2), 0);
    for (String command : COMMANDS) {
      for (int i = 0; i < 10_000; i++) {
        flooding.onMessage(command, 1_000, 0);
      }
      assertEquals(RateLimit.PASS, quiet.onMessage(command, 100, 0));
    }
  }

  @Test
  void aClockThatStandsOrLeapsIsAnswered() {
    RandomPeers peers = new RandomPeers(1);
    for (int round = 0; round < 2_000; round++) {
      PeerLimit limit = policy().open(peers.extreme(), peers.edge());
      limit.look(peers.extreme(), peers.edge());
      for (String command : COMMANDS) {
        assertLawful(
            command, limit.onMessage(command, (int) peers.edge() & 0x7fffffff, peers.edge()));
      }
    }
  }

  @Test
  void aPeerOpenedLateAnswersAlikeEachTime() {
    FakePeer old =
        FakePeer.inbound()
            .established()
            .received(
                Map.of(
                    "tx", new MessageCount(100_000, 50_000_000, 1),
                    "ping", new MessageCount(30, 960, 1)));
    LongSupplier passes =
        () -> {
          PeerLimit limit = policy().open(old, 3_600 * SECOND);
          List<RateLimit> answers = new ArrayList<>();
          for (int i = 0; i < 10_000; i++) {
            answers.add(limit.onMessage("tx", 500, 3_600 * SECOND + i));
          }
          return answers.stream().filter(RateLimit.PASS::equals).count();
        };
    assertEquals(passes.getAsLong(), passes.getAsLong());
    assertEquals(
        RateLimit.PASS, policy().open(old, 3_600 * SECOND).onMessage("ping", 32, 3_600 * SECOND));
  }

  @Test
  void whatAStrangerLearntKeepsNothingBackForGood() {
    PeerLimit limit = open(0);
    for (int i = 0; i < 1_000; i++) {
      limit.onMessage("inv", 1_000, i);
    }
    Map<String, Double> learnt = Strangers.lawful(limit.learnt(SECOND));
    for (Map<String, Double> offer : Strangers.offers(learnt)) {
      PeerLimit next = policy().open(FakePeer.inbound().connectedAt(0), offer, SECOND);
      Strangers.lawful(next.learnt(SECOND));
      assertLawful("inv", next.onMessage("inv", 1_000, SECOND));
      assertEquals(RateLimit.PASS, next.onMessage("ping", 32, 3_600 * SECOND));
    }
  }

  private PeerLimit open(long now) {
    return policy().open(FakePeer.inbound().connectedAt(now), now);
  }

  private static void assertLawful(String command, RateLimit answer) {
    assertNotNull(answer);
    if (answer instanceof RateLimit.Drop) {
      assertTrue(DROPPABLE.contains(command), "dropped \"" + command + "\"");
    }
    if (answer instanceof RateLimit.Pause pause) {
      assertTrue(pause.nanos() > 0, "a pause of " + pause.nanos());
    }
  }
}
