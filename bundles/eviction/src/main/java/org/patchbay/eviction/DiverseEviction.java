package org.patchbay.eviction;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.eviction.ProtectionSets;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.NetGroup;

/**
 * Evicts from where most peers are: first the autonomous system with most of them, in it the
 * network group, in it the host. Stateless; nothing to configure.
 *
 * <p>Bitcoin Core's protection sets come first (protocol-facts §10.6). Its own choice then counts
 * those whom no set keeps, by one key. Here everybody counts, protected or not, so that a system of
 * which the sets keep many does not look small; and it is counted by system, where the address book
 * has an ASMap, by group (§9.7: the /16 of IPv4) and by host besides, so that an attacker with a
 * data centre pays whether he takes one range of it or many. Where no system is known, groups are
 * compared with systems as they are. Of equals goes the one that gave fewest useful messages; of
 * equals again the youngest. The only peer of a system stays as long as one may go of a system that
 * has several.
 *
 * <p>Price: honest peers of large hosters are many too, and go before an attacker who has an
 * address in each of very many systems. When everyone is protected the newcomer is refused.
 */
@Component(
    name = "patchbay.eviction.diverse",
    property = {"policy.name=diverse", "service.ranking:Integer=-100"})
public final class DiverseEviction implements EvictionPolicy {
  private static final Comparator<Crowded> MOST_CROWDED_FIRST =
      comparingInt(Crowded::inSystem)
          .thenComparingInt(Crowded::inGroup)
          .thenComparingInt(Crowded::atHost)
          .reversed()
          .thenComparingLong(Crowded::useful)
          .thenComparing(comparingLong((Crowded each) -> each.peer.connectedAt()).reversed())
          .thenComparing(comparingLong((Crowded each) -> each.peer.id()).reversed());

  /** A peer and how many share with it; each value read once. */
  private record Crowded(PeerView peer, int inSystem, int inGroup, int atHost, long useful) {}

  @Override
  public Optional<PeerView> evict(List<PeerView> candidates, long now) {
    return mostCrowded(ProtectionSets.survivors(candidates).stream(), candidates);
  }

  @Override
  public Optional<PeerView> trim(List<PeerView> candidates, long now) {
    return mostCrowded(candidates.stream(), candidates);
  }

  private static Optional<PeerView> mostCrowded(Stream<PeerView> mayGo, List<PeerView> candidates) {
    Map<Origin, Integer> systems = new HashMap<>();
    Map<ByteBuffer, Integer> groups = new HashMap<>();
    for (PeerView each : candidates) {
      systems.merge(Origin.of(each), 1, Integer::sum);
      groups.merge(group(each), 1, Integer::sum);
    }
    return mayGo
        .map(
            peer ->
                new Crowded(
                    peer,
                    systems.get(Origin.of(peer)),
                    groups.get(group(peer)),
                    peer.peersAtHost(),
                    peer.ledger().usefulMessages()))
        .min(MOST_CROWDED_FIRST)
        .map(Crowded::peer);
  }

  private static ByteBuffer group(PeerView peer) {
    return ByteBuffer.wrap(NetGroup.of(peer.address()));
  }

  /** An autonomous system, or the group of an address of which none is known. */
  private record Origin(boolean known, long number) {
    static Origin of(PeerView peer) {
      long number = peer.autonomousSystem();
      return number > 0 ? new Origin(true, number) : new Origin(false, peer.keyedNetGroup());
    }
  }

  @Override
  public List<String> explain(List<PeerView> candidates, long now) {
    return ProtectionSets.explain(candidates);
  }
}
