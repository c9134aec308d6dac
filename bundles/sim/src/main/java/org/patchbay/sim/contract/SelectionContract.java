package org.patchbay.sim.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.selection.SelectionPolicy;

/** What every selection policy must keep. */
public abstract class SelectionContract {
  private static final long NOW = 1_000_000_000_000_000L;

  private final RandomPeers peers = new RandomPeers(1);

  /** A fresh policy with its default configuration. */
  protected abstract SelectionPolicy policy();

  @Test
  void aPreferenceIsFinite() {
    SelectionPolicy policy = policy();
    for (PeerView peer : peers.population(1_000, NOW)) {
      assertFinite(policy.preference(peer, NOW));
    }
  }

  @Test
  void valuesAtTheEdgesAreAnswered() {
    SelectionPolicy policy = policy();
    for (PeerView peer : peers.extremes(5_000)) {
      assertFinite(policy.preference(peer, peers.edge()));
    }
  }

  @Test
  void askedAgainItAnswersAlikeWhoeverElseItWasAskedAbout() {
    SelectionPolicy policy = policy();
    PeerView peer = peers.population(1, NOW).get(0);
    double first = policy.preference(peer, NOW);
    peers.population(100, NOW).forEach(other -> policy.preference(other, NOW));
    assertEquals(first, policy.preference(peer, NOW));
    assertEquals(first, policy().preference(peer, NOW));
  }

  @Test
  void aPeerIsReadABoundedNumberOfTimes() {
    AtomicLong reads = new AtomicLong();
    PeerView peer = CountedView.of(peers.population(1, NOW).get(0), reads);
    policy().preference(peer, NOW);
    assertTrue(reads.get() <= 50, reads + " reads of one peer");
  }

  private static void assertFinite(double preference) {
    assertTrue(Double.isFinite(preference), "a preference of " + preference);
  }
}
