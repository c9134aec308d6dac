package org.patchbay.sim.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.node.Node;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeVitals;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkClass;

/** What every health check must keep. */
public abstract class HealthContract {
  private static final int LONGEST_DETAIL = 1_000;

  /** A fresh check with its default configuration. */
  protected abstract HealthCheck check();

  /** A node in which it finds nothing amiss. */
  protected FakeVitals healthy() {
    return FakeVitals.healthy();
  }

  @Test
  void aHealthyNodeIsFine() {
    Finding finding = check().look(healthy());
    assertEquals(Severity.OK, finding.severity(), finding.detail());
  }

  @Test
  void everyNodeGetsAFindingOfOneLine() {
    HealthCheck check = check();
    for (long seed = 0; seed < 2_000; seed++) {
      Finding finding = check.look(vitals(seed));
      assertNotNull(finding, "seed " + seed);
      assertNotNull(finding.severity(), "seed " + seed);
      String detail = finding.detail();
      assertFalse(detail.isBlank(), "seed " + seed);
      assertEquals(1, detail.lines().count(), detail);
      assertTrue(detail.length() <= LONGEST_DETAIL, detail);
    }
  }

  @Test
  void theSameVitalsGiveTheSameFinding() {
    HealthCheck check = check();
    List<Finding> first = new ArrayList<>();
    for (long seed = 0; seed < 500; seed++) {
      first.add(check.look(vitals(seed)));
    }
    for (int seed = 499; seed >= 0; seed--) {
      assertEquals(first.get(seed), check.look(vitals(seed)), "after others, seed " + seed);
      assertEquals(first.get(seed), check().look(vitals(seed)), "by another, seed " + seed);
    }
  }

  @Test
  void whatIsFineNeedsNoHelp() {
    HealthCheck check = check();
    for (long seed = 0; seed < 500; seed++) {
      Finding finding = check.look(vitals(seed));
      if (finding.severity() == Severity.OK) {
        assertEquals(List.of(), finding.helps(), finding.detail());
      }
    }
  }

  /** The same seed gives the same node: some in trouble, some with values at the edges. */
  private static FakeVitals vitals(long seed) {
    Random random = new Random(seed);
    RandomPeers peers = new RandomPeers(seed);
    FakeVitals vitals = FakeVitals.healthy();
    if (random.nextBoolean()) {
      List<FakePeer> some = new ArrayList<>();
      for (int count = random.nextInt(20); count > 0; count--) {
        some.add(peers.extreme());
      }
      vitals.peers(some);
    }
    if (random.nextInt(4) == 0) {
      vitals.peers(List.of());
    }
    Network[] networks = Network.values();
    return vitals
        .network(networks[random.nextInt(networks.length)])
        .outboundWanted(random.nextInt(3) == 0 ? random.nextInt(1_000) : 8)
        .uptime(edge(random))
        .loopLag(edge(random))
        .bytesInPerSecond(edge(random))
        .bytesOutPerSecond(random.nextInt(10) == 0 ? Double.MAX_VALUE : edge(random))
        .tipHeight(random.nextInt(5) == 0 ? -1 : random.nextInt(1_000_000))
        .secondsSinceTip(edge(random) / 1_000_000_000L)
        .validated(random.nextBoolean())
        .listening(random.nextBoolean())
        .clockMoved(random.nextInt(4) == 0 ? -edge(random) : 0)
        .disk(edge(random), random.nextInt(4) == 0 ? "No space left on device" : "")
        .addresses(
            Set.of(NetworkClass.values()),
            Map.of(NetworkClass.IPV4, (int) edge(random), NetworkClass.I2P, random.nextInt(10)))
        .slots(slots(random));
  }

  private static long edge(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> Long.MAX_VALUE;
      default -> Math.floorMod(random.nextLong(), 100_000_000_000L);
    };
  }

  private static List<Node.Slot> slots(Random random) {
    List<Node.Slot> slots = new ArrayList<>();
    for (String name : List.of("admission", "ratelimit", "eviction")) {
      String inForce = random.nextBoolean() ? "core" : "built-in";
      String wanted = random.nextBoolean() ? "scored" : "";
      Map<String, String> benched =
          random.nextInt(3) == 0 ? Map.of("scored", "threw\nmore than once") : Map.of();
      slots.add(FakeVitals.slot(name, inForce, wanted, benched));
    }
    return slots;
  }
}
