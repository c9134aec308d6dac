package org.patchbay.eviction;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingLong;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.eviction.ProtectionSets;
import org.patchbay.api.peer.Ledger;
import org.patchbay.api.peer.PeerView;

/**
 * Evicts the peer that gave us least for what it cost. Stateless; nothing to configure.
 *
 * <pre>
 *   worth = useful messages * 1 ms + blocks * 1 s
 *   cost  = time of loop and transport + bytes both ways * 10 ns
 *   yield = worth / (worth + cost + 1 s)
 * </pre>
 *
 * <p>Bitcoin Core's protection sets come first (protocol-facts §10.6): among those whom no set
 * keeps (and among those marked for eviction first, where there are any) goes the one of the least
 * yield; of equals, as of all who gave nothing, the one that cost most; of equals again the
 * youngest. When everyone is protected the newcomer is refused.
 *
 * <p>Attack: one transaction and silence is no way to be kept instead of an honest peer: the second
 * that stands in the sum has to be earned by some hundred transactions that were valid and that
 * nobody gave before. The counters are of the whole connection, so that what was earned pays for as
 * much cost later, and no more.
 *
 * <p>Price: an honest peer that has given nothing yet costs more than an attacker who sits still,
 * and goes before him. In the attack matrix of {@code bundles/bench} (its small scale, where time
 * of a processor is not seen) this keeps 100 of 100 honest peers from floods of inventory and of
 * junk transactions, where {@code core} keeps 51, and 35 from a flood of idle connections from few
 * groups, where {@code core} keeps 86.
 */
@Component(
    name = "patchbay.eviction.cost",
    property = {"policy.name=cost", "service.ranking:Integer=-100"})
public final class CostEviction implements EvictionPolicy {
  private static final double MESSAGE = 1e6;
  private static final double BLOCK = 1e9;
  private static final double BYTE = 10;
  private static final double TO_EARN = 1e9;

  private static final Comparator<Account> WORST_FIRST =
      comparingDouble(Account::yield)
          .thenComparing(comparingDouble(Account::cost).reversed())
          .thenComparing(comparingLong((Account each) -> each.peer.connectedAt()).reversed())
          .thenComparing(comparingLong((Account each) -> each.peer.id()).reversed());

  /** What a peer gave and cost, each read once, in nanoseconds. */
  private record Account(PeerView peer, double yield, double cost) {
    static Account of(PeerView peer) {
      Ledger ledger = peer.ledger();
      double worth =
          MESSAGE * Math.max(0, ledger.usefulMessages()) + BLOCK * Math.max(0, ledger.blocks());
      double bytes = (double) Math.max(0, peer.bytesIn()) + Math.max(0, peer.bytesOut());
      double cost = Math.max(0, peer.cpuTime()) + BYTE * bytes;
      return new Account(peer, worth / (worth + cost + TO_EARN), cost);
    }
  }

  @Override
  public Optional<PeerView> evict(List<PeerView> candidates, long now) {
    return ProtectionSets.survivors(candidates).stream()
        .map(Account::of)
        .min(WORST_FIRST)
        .map(Account::peer);
  }

  @Override
  public Optional<PeerView> trim(List<PeerView> candidates, long now) {
    return candidates.stream().map(Account::of).min(WORST_FIRST).map(Account::peer);
  }

  @Override
  public List<String> explain(List<PeerView> candidates, long now) {
    return ProtectionSets.explain(candidates);
  }
}
