package org.patchbay.sim.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.peer.PeerView;

/** What every eviction policy must keep. */
public abstract class EvictionContract {
  private static final long NOW = 1_000_000_000_000_000L;

  private final RandomPeers peers = new RandomPeers(1);

  /** A fresh policy with its default configuration. */
  protected abstract EvictionPolicy policy();

  @Test
  void withoutCandidatesTheNewcomerIsRefused() {
    assertEquals(Optional.empty(), policy().evict(List.of(), NOW));
  }

  @Test
  void theAnswerIsOneOfTheCandidates() {
    EvictionPolicy policy = policy();
    for (int size = 1; size < 300; size++) {
      List<PeerView> candidates = List.copyOf(peers.population(size, NOW));
      assertAnswerAmong(candidates, policy.evict(candidates, NOW));
    }
  }

  @Test
  void theListIsOnlyRead() {
    List<PeerView> candidates = new ArrayList<>(peers.population(200, NOW));
    List<PeerView> before = List.copyOf(candidates);
    policy().evict(candidates, NOW);
    assertEquals(before, candidates);
    policy().evict(Collections.unmodifiableList(candidates), NOW);
  }

  @Test
  void theOrderOfTheCandidatesMeansNothing() {
    EvictionPolicy policy = policy();
    Random random = new Random(2);
    for (int size = 1; size < 200; size++) {
      List<PeerView> candidates = new ArrayList<>(peers.population(size, NOW));
      Optional<PeerView> first = policy.evict(candidates, NOW);
      assertEquals(first, policy.evict(candidates, NOW));
      Collections.shuffle(candidates, random);
      assertEquals(first, policy.evict(candidates, NOW));
    }
  }

  @Test
  void whoIsTrimmedIsOneOfTheCandidatesInWhateverOrder() {
    EvictionPolicy policy = policy();
    assertEquals(Optional.empty(), policy.trim(List.of(), NOW));
    Random random = new Random(3);
    for (int size = 1; size < 30; size++) {
      List<PeerView> candidates = new ArrayList<>(peers.population(size, NOW));
      Optional<PeerView> first = policy.trim(Collections.unmodifiableList(candidates), NOW);
      assertAnswerAmong(candidates, first);
      Collections.shuffle(candidates, random);
      assertEquals(first, policy.trim(candidates, NOW));
    }
    List<PeerView> extremes = List.copyOf(peers.extremes(500));
    assertAnswerAmong(extremes, policy.trim(extremes, peers.edge()));
  }

  @Test
  void whatKeepsEachIsToldForAllOrNoneAndWhoGoesHasNothing() {
    EvictionPolicy policy = policy();
    for (int size = 0; size < 200; size++) {
      List<PeerView> candidates = List.copyOf(peers.population(size, NOW));
      List<String> kept = policy.explain(candidates, NOW);
      if (kept.isEmpty()) {
        continue;
      }
      assertEquals(size, kept.size());
      kept.forEach(line -> assertTrue(line.lines().count() <= 1, line));
      policy
          .evict(candidates, NOW)
          .ifPresent(chosen -> assertEquals("", kept.get(candidates.indexOf(chosen))));
      List<PeerView> backwards = new ArrayList<>(candidates);
      Collections.reverse(backwards);
      List<String> again = new ArrayList<>(policy.explain(backwards, NOW));
      Collections.reverse(again);
      assertEquals(kept, again);
    }
  }

  @Test
  void valuesAtTheEdgesAreAnswered() {
    EvictionPolicy policy = policy();
    for (int round = 0; round < 2_000; round++) {
      List<PeerView> candidates = List.copyOf(peers.extremes(round % 100));
      assertAnswerAmong(candidates, policy.evict(candidates, peers.edge()));
    }
  }

  @Test
  void tenThousandCandidatesAreReadABoundedNumberOfTimes() {
    AtomicLong reads = new AtomicLong();
    List<PeerView> candidates =
        peers.population(10_000, NOW).stream()
            .map(peer -> CountedView.of(peer, reads))
            .collect(Collectors.toUnmodifiableList());
    policy().evict(candidates, NOW);
    assertTrue(reads.get() <= 500 * candidates.size(), reads + " reads of 10000 candidates");
  }

  private static void assertAnswerAmong(List<PeerView> candidates, Optional<PeerView> answer) {
    assertNotNull(answer);
    answer.ifPresent(
        chosen -> assertTrue(candidates.stream().anyMatch(peer -> peer == chosen), "a stranger"));
  }
}
