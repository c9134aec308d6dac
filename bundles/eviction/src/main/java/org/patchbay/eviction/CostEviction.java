package org.patchbay.eviction;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingLong;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.eviction.ProtectionSets;
import org.patchbay.api.peer.Ledger;
import org.patchbay.api.peer.PeerView;

/**
 * Evicts the peer that gave us least for what it cost, its slot included. Stateless; nothing to
 * configure.
 *
 * <pre>
 *   worth = transactions given, and told of first, * 1 ms + blocks so * 1 s
 *   spent = time of loop and transport + bytes both ways * 10 ns
 *   yield = worth / (worth + spent + seconds connected * 10 &micro;s + 1 s)
 * </pre>
 *
 * <p>Bitcoin Core's protection sets come first (protocol-facts §10.6): among those whom no set
 * keeps (and among those marked for eviction first, where there are any) goes the one of the least
 * yield. Who never gave anything has none, so that he goes before everybody who did, however little
 * he cost: he has a slot. Of several such the dearest goes, where it costs more than twice a second
 * what the median of all candidates does; else the youngest of their largest network group, as in
 * Bitcoin Core.
 *
 * <p>Reason: who is flooding us is seen by what he costs. Below that the cost says nothing: an
 * honest newcomer, which announces and is told what is new, costs more than an attacker who sits
 * still, and would go before him.
 *
 * <p>Attack: addresses are invented at no cost, so that they are worth nothing, new or not; what
 * counts takes fees or work. One transaction and silence is no way to be kept instead of an honest
 * peer that gave more: the second that stands in the sum has to be earned by some hundred
 * transactions that were valid and that nobody gave before. The counters are of the whole
 * connection, so that what was earned pays for as much cost later, and no more.
 *
 * <p>Price: an honest peer that nobody needed yet goes before an attacker who paid the fee of one
 * transaction.
 */
@Component(
    name = "patchbay.eviction.cost",
    property = {"policy.name=cost", "service.ranking:Integer=-100"})
public final class CostEviction implements EvictionPolicy {
  private static final double TRANSACTION = 1e6;
  private static final double BLOCK = 1e9;
  private static final double BYTE = 10;
  private static final double SLOT = 10e-6;
  private static final double TO_EARN = 1e9;

  /** A minute in which a newcomer's handshake may cost more than it will later, in nanoseconds. */
  private static final double BEGINNING = 60e9;

  /** Times the median, above which cost tells who is flooding us. */
  private static final double DEAR = 2;

  private static final Comparator<Account> DEAREST_FIRST =
      comparingDouble(Account::rate)
          .reversed()
          .thenComparing(comparingLong((Account each) -> each.peer.connectedAt()).reversed())
          .thenComparing(comparingLong((Account each) -> each.peer.id()).reversed());

  private static final Comparator<Account> WORST_FIRST =
      comparingDouble(Account::yield).thenComparing(DEAREST_FIRST);

  /**
   * What a peer gave and cost, each read once.
   *
   * @param rate nanoseconds spent on it for each that it is connected
   */
  private record Account(PeerView peer, double yield, double rate) {
    static Account of(PeerView peer, long now) {
      Ledger ledger = peer.ledger();
      double worth = TRANSACTION * transactions(ledger) + BLOCK * blocks(ledger);
      double bytes = (double) Math.max(0, peer.bytesIn()) + Math.max(0, peer.bytesOut());
      double spent = Math.max(0, peer.cpuTime()) + BYTE * bytes;
      double connected = Math.max(0, (double) now - peer.connectedAt());
      return new Account(
          peer,
          worth / (worth + spent + SLOT * connected + TO_EARN),
          spent / (connected + BEGINNING));
    }
  }

  private static double transactions(Ledger ledger) {
    return (double) Math.max(0, ledger.transactions()) + Math.max(0, ledger.firstTransactions());
  }

  private static double blocks(Ledger ledger) {
    return (double) Math.max(0, ledger.blocks()) + Math.max(0, ledger.firstBlocks());
  }

  @Override
  public Optional<PeerView> evict(List<PeerView> candidates, long now) {
    List<PeerView> free = ProtectionSets.survivors(candidates);
    List<PeerView> useless = free.stream().filter(CostEviction::gaveNothing).toList();
    if (useless.isEmpty()) {
      return free.stream().map(each -> Account.of(each, now)).min(WORST_FIRST).map(Account::peer);
    }
    double dear = DEAR * medianRate(candidates, now);
    return useless.stream()
        .map(each -> Account.of(each, now))
        .filter(each -> each.rate > dear)
        .min(DEAREST_FIRST)
        .map(Account::peer)
        .or(() -> ProtectionSets.youngestOfLargestGroup(useless));
  }

  private static boolean gaveNothing(PeerView peer) {
    return transactions(peer.ledger()) + blocks(peer.ledger()) == 0;
  }

  private static double medianRate(List<PeerView> peers, long now) {
    double[] rates = peers.stream().mapToDouble(each -> Account.of(each, now).rate).toArray();
    Arrays.sort(rates);
    return rates[rates.length / 2];
  }

  @Override
  public Optional<PeerView> trim(List<PeerView> candidates, long now) {
    return candidates.stream()
        .map(each -> Account.of(each, now))
        .min(WORST_FIRST)
        .map(Account::peer);
  }

  @Override
  public List<String> explain(List<PeerView> candidates, long now) {
    return ProtectionSets.explain(candidates);
  }
}
