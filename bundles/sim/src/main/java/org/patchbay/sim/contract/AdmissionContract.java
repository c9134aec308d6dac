package org.patchbay.sim.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.admission.Arrivals;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.sim.FakePeer;

/** What every admission policy must keep. */
public abstract class AdmissionContract {
  private static final long NOW = 1_000_000_000_000_000L;

  private final RandomPeers peers = new RandomPeers(1);

  /** A fresh policy with its default configuration. */
  protected abstract AdmissionPolicy policy();

  /** An inbound connection of an address that is neither banned nor discouraged. */
  protected static Arrivals arrivals(int inbound, int maxInbound) {
    return new Circumstances(false, false, inbound, maxInbound, List.of());
  }

  /** The circumstances of an inbound connection as a value. */
  public record Circumstances(
      boolean banned,
      boolean discouraged,
      int inbound,
      int maxInbound,
      Collection<? extends PeerView> peers)
      implements Arrivals {}

  @Test
  void aFullNodeIsAdmittedBothWays() {
    AdmissionPolicy policy = policy();
    assertAdmitted(policy.onConnect(FakePeer.inbound(), arrivals(0, 114)));
    assertAdmitted(policy.onVersion(FakePeer.inbound().established(), List.of()));
    assertAdmitted(policy.onVersion(FakePeer.outbound().established(), List.of()));
  }

  @Test
  void aBannedAddressIsRefused() {
    Arrivals banned = new Circumstances(true, false, 0, 114, List.of());
    assertInstanceOf(Admission.Refused.class, policy().onConnect(FakePeer.inbound(), banned));
  }

  @Test
  void noBanHoldsAgainstEverything() {
    Arrivals all = new Circumstances(true, true, 114, 114, peers.population(114, NOW));
    FakePeer allowed = FakePeer.inbound().permissions(Set.of(Permission.NOBAN));
    assertAdmitted(policy().onConnect(allowed, all));
  }

  @Test
  void whomTheOperatorNamedNeedsNoServices() {
    FakePeer named = FakePeer.outbound().established().services(0).type(ConnectionType.MANUAL);
    assertAdmitted(policy().onVersion(named, List.of()));
  }

  @Test
  void aRefusalHasAReason() {
    AdmissionPolicy policy = policy();
    for (int round = 0; round < 5_000; round++) {
      Collection<FakePeer> others = List.copyOf(peers.extremes(round % 10));
      Arrivals arrivals =
          new Circumstances(
              round % 2 == 0, round % 3 == 0, (int) peers.edge(), (int) peers.edge(), others);
      FakePeer peer = peers.extreme();
      for (Admission answer :
          List.of(policy.onConnect(peer, arrivals), policy.onVersion(peer, others))) {
        assertNotNull(answer);
        if (answer instanceof Admission.Refused refused) {
          assertNotNull(refused.reason().code());
          assertTrue(!refused.reason().detail().isEmpty(), "no values in " + refused.reason());
        }
      }
      assertEquals(policy.onConnect(peer, arrivals), policy.onConnect(peer, arrivals));
      assertEquals(policy.onVersion(peer, others), policy.onVersion(peer, others));
    }
  }

  @Test
  void tenThousandPeersAreReadABoundedNumberOfTimes() {
    AtomicLong reads = new AtomicLong();
    Collection<PeerView> others =
        peers.population(10_000, NOW).stream()
            .map(peer -> CountedView.of(peer, reads))
            .collect(Collectors.toUnmodifiableList());
    policy().onConnect(FakePeer.inbound(), new Circumstances(false, true, 0, 10_000, others));
    policy().onVersion(FakePeer.inbound().established(), others);
    assertTrue(reads.get() <= 100 * others.size(), reads + " reads of 10000 peers");
  }

  /** Fails with the reason of a refusal. */
  protected static void assertAdmitted(Admission answer) {
    assertEquals(Admission.admit(), answer);
  }
}
