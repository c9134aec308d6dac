package org.patchbay.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeedNodesTest {
  private final List<String> hosts = List.of("a", "b", "c");

  private SeedNodes nodes() {
    return new SeedNodes(hosts, new SplittableRandom(3), 0);
  }

  @Test
  void oneAtOnceWhereNothingIsKnownThenOneEveryTenSecondsEachOnce() {
    SeedNodes nodes = nodes();
    String first = nodes.next(0, 0, 0).orElseThrow();
    assertEquals(Optional.empty(), nodes.next(0, 0, SeedNodes.EVERY - 1));
    String second = nodes.next(5, 1, SeedNodes.EVERY).orElseThrow();
    assertEquals(Optional.empty(), nodes.next(5, 1, 2 * SeedNodes.EVERY - 1));
    String third = nodes.next(5, 1, 2 * SeedNodes.EVERY).orElseThrow();
    assertEquals(Set.copyOf(hosts), Set.of(first, second, third));
    assertEquals(Optional.empty(), nodes.next(0, 0, 100 * SeedNodes.EVERY));
  }

  @Test
  void noneWhileTwoFullRelayPeersStand() {
    SeedNodes nodes = nodes();
    assertEquals(Optional.empty(), nodes.next(5, 0, 0));
    assertEquals(Optional.empty(), nodes.next(0, 2, 9 * SeedNodes.EVERY));
    assertTrue(nodes.next(0, 1, 9 * SeedNodes.EVERY).isPresent());
  }
}
