package org.patchbay.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.eviction.ProtectionSets;
import org.patchbay.api.peer.PeerView;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.EvictionContract;
import org.patchbay.sim.contract.RandomPeers;

class RulesEvictionTest {
  private static final long NOW = 1_000_000_000_000_000L;

  @Nested
  class WithoutRules extends EvictionContract {
    @Override
    protected EvictionPolicy policy() {
      return new RulesEviction(Given.rules());
    }
  }

  @Nested
  class WithRules extends EvictionContract {
    @Override
    protected EvictionPolicy policy() {
      return new RulesEviction(
          Given.rules(
              "rule heavy",
              "when bytes_in > 1000000 && agent.matches('Satoshi')",
              "then evict first",
              "rule failing",
              "when bytes_out / blocks > 1000 && relays",
              "then evict first"));
    }
  }

  @Test
  void whomNoRuleNamesGoesAsInBitcoinCore() {
    RandomPeers peers = new RandomPeers(7);
    for (int size = 1; size < 200; size += 7) {
      List<PeerView> candidates = List.copyOf(peers.population(size, NOW));
      Optional<PeerView> core =
          ProtectionSets.youngestOfLargestGroup(ProtectionSets.survivors(candidates));
      for (KeptRules rules :
          List.of(Given.rules(), Given.rules("rule x", "when asn == -5", "then evict first"))) {
        RulesEviction policy = new RulesEviction(rules);
        assertEquals(core, policy.evict(candidates, NOW));
        assertEquals(ProtectionSets.explain(candidates), policy.explain(candidates, NOW));
      }
    }
  }

  @Test
  void whomARuleNamesGoesFirstHoweverLongItHasBeenThere() {
    List<PeerView> candidates = new ArrayList<>();
    LongStream.range(0, 50)
        .forEach(
            id ->
                candidates.add(
                    FakePeer.inbound()
                        .id(id)
                        .keyedNetGroup(id / 2)
                        .connectedAt(1_000 + id)
                        .autonomousSystem(id < 4 ? 64500 : 64501)));
    KeptRules rules =
        Given.rules("rule old", "when asn == 64500", "then evict first", "because \"spies\"");
    RulesEviction policy = new RulesEviction(rules);
    assertEquals(3, policy.evict(candidates, NOW).orElseThrow().id());
    assertEquals(1, rules.inForce().get(0).hits());
    List<String> kept = policy.explain(candidates, NOW);
    assertEquals("", kept.get(3));
    assertEquals("rules send others before it", kept.get(4));
  }

  @Test
  void whatIsRememberedOfAPeerFollowsItsFactsAndTheRules() {
    KeptRules rules =
        Given.rules("rule b", "when agent == '/b/' && bytes_in > 9", "then evict first");
    RulesEviction policy = new RulesEviction(rules);
    FakePeer changing = FakePeer.inbound().id(1).userAgent("/a/").bytesIn(10);
    List<PeerView> candidates = List.of(changing, FakePeer.inbound().id(2));
    assertEquals(Optional.empty(), policy.evict(candidates, NOW));
    changing.userAgent("/b/").bytesIn(9);
    assertEquals(Optional.empty(), policy.evict(candidates, NOW));
    changing.bytesIn(10);
    assertEquals(Optional.of(changing), policy.evict(candidates, NOW));
    Given.take(rules, "rule c", "when agent == '/c/'", "then evict first");
    assertEquals(Optional.empty(), policy.evict(candidates, NOW));
    changing.userAgent("/c/");
    assertEquals(Optional.of(changing), policy.evict(candidates, NOW));
    LongStream.range(0, 1_000)
        .forEach(
            id ->
                assertEquals(
                    Optional.empty(),
                    policy.evict(List.of(FakePeer.inbound().id(id).userAgent("/a/")), NOW)));
    assertEquals(Optional.of(changing), policy.evict(candidates, NOW));
  }

  @Test
  void ofOutboundPeersWhomARuleNamesIsTheOneTooMany() {
    PeerView other = FakePeer.outbound().id(1).userAgent("/a/");
    PeerView named = FakePeer.outbound().id(2).userAgent("/b/");
    RulesEviction policy =
        new RulesEviction(Given.rules("rule b", "when agent == '/b/'", "then evict first"));
    assertEquals(Optional.of(named), policy.trim(List.of(other, named), NOW));
    assertEquals(Optional.empty(), policy.trim(List.of(other), NOW));
  }
}
