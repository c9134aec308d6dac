package org.patchbay.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.PeerView.MessageCount;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.ratelimit.RateLimitPolicy.PeerLimit;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.RateLimitContract;

class BucketRateLimitTest extends RateLimitContract {
  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1_000 * MILLISECOND;

  @Override
  protected RateLimitPolicy policy() {
    return with();
  }

  private static BucketRateLimit with(Object... keysAndValues) {
    return new BucketRateLimit(config(keysAndValues));
  }

  /** A class's name with a {@link #limit} stands for its four keys. */
  private static BucketRateLimit.Config config(Object... keysAndValues) {
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      Object key = keysAndValues[i];
      if (keysAndValues[i + 1] instanceof long[] four) {
        all.addAll(List.of(key + ".rate", four[0], key + ".burst", four[1]));
        all.addAll(List.of(key + ".bytes.rate", four[2], key + ".bytes.burst", four[3]));
      } else {
        all.addAll(List.of(key, keysAndValues[i + 1]));
      }
    }
    return FakeConfig.of(BucketRateLimit.Config.class, all.toArray());
  }

  private static long[] limit(long perSecond, long burst, long bytesPerSecond, long byteBurst) {
    return new long[] {perSecond, burst, bytesPerSecond, byteBurst};
  }

  private static PeerLimit open(RateLimitPolicy policy) {
    return policy.open(FakePeer.inbound(), 0);
  }

  private static RateLimit pause(long nanos) {
    return new RateLimit.Pause(nanos);
  }

  @Test
  void afterTheBurstMessagesPassAtTheRate() {
    PeerLimit limit = open(with("tx", limit(10, 3, 0, 0)));
    for (int i = 0; i < 3; i++) {
      assertEquals(RateLimit.PASS, limit.onMessage("tx", 250, 0));
    }
    assertEquals(pause(100 * MILLISECOND), limit.onMessage("tx", 250, 0));
    assertEquals(pause(1), limit.onMessage("tx", 250, 100 * MILLISECOND - 1));
    assertEquals(RateLimit.PASS, limit.onMessage("tx", 250, 100 * MILLISECOND));
    assertEquals(pause(100 * MILLISECOND), limit.onMessage("tx", 250, 100 * MILLISECOND));
  }

  @Test
  void bytesAreLimitedBesideMessages() {
    PeerLimit limit = open(with("block", limit(1_000, 1_000, 1_000, 5_000)));
    assertEquals(RateLimit.PASS, limit.onMessage("block", 4_500, 0));
    assertEquals(pause(500 * MILLISECOND), limit.onMessage("block", 1_000, 0));
    assertEquals(RateLimit.PASS, limit.onMessage("block", 500, 0));
  }

  @Test
  void whatIsLargerThanTheBurstPassesAndLeavesADebt() {
    PeerLimit limit = open(with("block", limit(0, 0, 1_000, 5_000)));
    assertEquals(RateLimit.PASS, limit.onMessage("block", 8_000, 0));
    // 3,000 in debt: one byte takes 3.001 seconds, a full bucket 8.
    assertEquals(pause(3_001 * MILLISECOND), limit.onMessage("block", 1, 0));
    assertEquals(pause(8 * SECOND), limit.onMessage("block", 8_000, 0));
    assertEquals(RateLimit.PASS, limit.onMessage("block", 8_000, 8 * SECOND));
  }

  @Test
  void withoutABurstEachMessageWaitsForThoseBefore() {
    PeerLimit limit = open(with("block", limit(2, 0, 0, 0)));
    assertEquals(RateLimit.PASS, limit.onMessage("block", 8_000, 0));
    assertEquals(pause(500 * MILLISECOND), limit.onMessage("block", 8_000, 0));
    assertEquals(RateLimit.PASS, limit.onMessage("block", 8_000, 500 * MILLISECOND));
  }

  @Test
  void everyClassHasItsKeys() {
    Map<String, String> commands =
        Map.of(
            "control",
            "ping",
            "addr",
            "addrv2",
            "inv",
            "getdata",
            "tx",
            "tx",
            "block",
            "cmpctblock",
            "headers",
            "getheaders",
            "other",
            "newfangled");
    commands.forEach(
        (name, command) -> {
          for (long[] one : List.of(limit(1, 1, 0, 0), limit(0, 0, 100, 100))) {
            PeerLimit limit = open(with(name, one, "drop", new String[0]));
            for (String other : commands.values()) {
              assertEquals(RateLimit.PASS, limit.onMessage(other, 100, 0));
            }
            assertEquals(pause(SECOND), limit.onMessage(command, 100, 0));
          }
        });
  }

  @Test
  void aLongPauseIsCutSoThatConfigurationIsSeen() {
    BucketRateLimit policy = with("block", limit(0, 0, 1, 1));
    PeerLimit limit = open(policy);
    assertEquals(RateLimit.PASS, limit.onMessage("block", 4_000_000, 0));
    assertEquals(pause(10 * SECOND), limit.onMessage("block", 24, 0));
    policy.modified(config("block", limit(0, 0, 0, 0)));
    assertEquals(RateLimit.PASS, limit.onMessage("block", 24, 10 * SECOND));
  }

  @Test
  void classesAreLimitedApart() {
    PeerLimit limit =
        open(
            with(
                "control", limit(1, 1, 0, 0),
                "inv", limit(1, 1, 0, 0),
                "other", limit(1, 1, 0, 0)));
    assertEquals(RateLimit.PASS, limit.onMessage("ping", 32, 0));
    assertEquals(RateLimit.PASS, limit.onMessage("getdata", 61, 0));
    assertEquals(RateLimit.PASS, limit.onMessage("sendpackages", 32, 0));
    assertEquals(pause(SECOND), limit.onMessage("pong", 32, 0));
    assertEquals(pause(SECOND), limit.onMessage("inv", 61, 0));
    assertEquals(pause(SECOND), limit.onMessage("reqrecon", 28, 0));
    assertEquals(RateLimit.PASS, limit.onMessage("headers", 106, 0));
  }

  @Test
  void onlyWhatIsListedIsDropped() {
    long[] one = limit(1, 1, 0, 0);
    String[] drop = {"inv", "tx"};
    PeerLimit limit = open(with("addr", one, "inv", one, "tx", one, "drop", drop));
    for (String command : new String[] {"addr", "inv", "tx"}) {
      assertEquals(RateLimit.PASS, limit.onMessage(command, 100, 0));
    }
    assertEquals(pause(SECOND), limit.onMessage("addr", 100, 0));
    assertEquals(pause(SECOND), limit.onMessage("getdata", 100, 0));
    assertEquals(RateLimit.DROP, limit.onMessage("inv", 100, 0));
    assertEquals(RateLimit.DROP, limit.onMessage("tx", 100, 0));
  }

  @Test
  void overAnHourAnyMixOfSizesPassesAtTheRateExactly() {
    PeerLimit limit = open(with("tx", limit(0, 0, 997, 10_007)));
    long now = 0;
    long passed = 0;
    for (int i = 0; now < 3_600 * SECOND; i++) {
      int size = 1 + i * 7919 % 3_000;
      RateLimit answer = limit.onMessage("tx", size, now);
      if (answer instanceof RateLimit.Pause pause) {
        now += pause.nanos();
        assertEquals(RateLimit.PASS, limit.onMessage("tx", size, now));
      }
      passed += size;
    }
    // The last message may have begun a debt of less than one message.
    long allowed = 10_007 + 997 * (now / SECOND);
    assertTrue(Math.abs(passed - allowed) <= 997, passed + " passed, " + allowed + " allowed");
  }

  @Test
  void theAddrPermissionLiftsTheLimitOnAddressesAlone() {
    FakePeer allowed = FakePeer.inbound().permissions(Set.of(Permission.ADDR));
    PeerLimit limit = with("addr", limit(1, 1, 0, 0), "tx", limit(1, 1, 0, 0)).open(allowed, 0);
    for (int i = 0; i < 100; i++) {
      assertEquals(RateLimit.PASS, limit.onMessage("addrv2", 30_000, 0));
    }
    assertEquals(RateLimit.PASS, limit.onMessage("tx", 250, 0));
    assertInstanceOf(RateLimit.Pause.class, limit.onMessage("tx", 250, 0));
  }

  @Test
  void aLowerLimitIsInForceForOpenPeersAtOnce() {
    BucketRateLimit policy = with("tx", limit(1_000, 1_000, 0, 0));
    PeerLimit limit = open(policy);
    assertEquals(RateLimit.PASS, limit.onMessage("tx", 250, 0));
    policy.modified(config("tx", limit(10, 1, 0, 0)));
    assertEquals(RateLimit.PASS, limit.onMessage("tx", 250, 0));
    assertEquals(pause(100 * MILLISECOND), limit.onMessage("tx", 250, 0));
  }

  @Test
  void aPeerOpenedLateHasWhatItsCountersLeave() {
    BucketRateLimit policy = with("tx", limit(10, 100, 0, 0), "inv", limit(10, 100, 0, 0));
    FakePeer old =
        FakePeer.inbound()
            .received(
                Map.of(
                    "tx", new MessageCount(1_060, 0, 0), "getdata", new MessageCount(500, 0, 0)));
    PeerLimit limit = policy.open(old, 100 * SECOND);
    // A burst of 100 and 1,000 since: 40 transactions are left, and all of the other class.
    assertEquals(40, passing(limit, "tx", 100 * SECOND));
    assertEquals(100, passing(limit, "getdata", 100 * SECOND));
  }

  private static int passing(PeerLimit limit, String command, long now) {
    int passed = 0;
    while (limit.onMessage(command, 100, now).equals(RateLimit.PASS)) {
      passed++;
    }
    return passed;
  }

  @Test
  void whatPassesAllocatesNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    PeerLimit limit = open(with());
    String[] commands = {"ping", "pong", "tx", "inv", "headers"};
    limit.onMessage("ping", 32, 0);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000_000; i++) {
      limit.onMessage(commands[i % commands.length], 32, i * 40 * MILLISECOND);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 1_000_000, allocated + " bytes for 1000000 messages");
  }

  @Test
  void aBadConfigurationIsRefusedAndTheOldOneStays() {
    BucketRateLimit policy = with("tx", limit(10, 1, 0, 0));
    for (long bad : new long[] {-1, 1_000_000_001}) {
      Exception refusal =
          assertThrows(
              IllegalArgumentException.class, () -> policy.modified(config("tx.rate", bad)));
      assertEquals(
          "rate %d, burst 2000 (each 0 to 1000000000)".formatted(bad), refusal.getMessage());
    }
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> policy.modified(config("drop", new String[] {"block"})));
    assertTrue(refusal.getMessage().startsWith("drop [block] (only ["), refusal.getMessage());
    PeerLimit limit = open(policy);
    assertEquals(RateLimit.PASS, limit.onMessage("tx", 250, 0));
    assertEquals(pause(100 * MILLISECOND), limit.onMessage("tx", 250, 0));
  }
}
