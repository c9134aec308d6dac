package org.patchbay.engine;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.patchbay.api.local.LocalAddress;
import org.patchbay.api.local.LocalAddresses.Origin;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * Which of our addresses one peer is told (protocol-facts §19.1). Immutable.
 *
 * <p>Rule: the address that it reaches best, among those the one that is best believed; of Tor and
 * I2P only on that network, and on them nothing else. Why: otherwise anybody could tell that two
 * addresses are one node.
 *
 * <p>Where addresses are to be discovered, what the peer itself told us is its address instead:
 * always when we have none, else one time in two, and one in eight when ours was confirmed beyond
 * an operator's word. Why: it may know better, and only itself is misled by a lie.
 *
 * @param own best first
 * @param situation what the operator wants
 * @param defaultPort port of an address that an outbound peer told and of which we know no port
 */
record AddressChoice(List<LocalAddress> own, OwnAddresses.Situation situation, int defaultPort) {
  private static final int BELIEVED = 8;
  private static final int DOUBTED = 2;

  /**
   * The other end.
   *
   * @param network of the connection, whatever the address is
   * @param seesUsAs our address in its version message
   */
  record Side(
      NetworkAddress address,
      NetworkClass network,
      boolean inbound,
      Optional<NetworkAddress> seesUsAs) {}

  Optional<NetworkAddress> forPeer(Side peer, RandomGenerator random) {
    Optional<LocalAddress> best = best(peer);
    Optional<NetworkAddress> told = peer.seesUsAs().filter(each -> good(each, peer));
    if (told.isPresent() && (best.isEmpty() || random.nextInt(odds(best.get())) == 0)) {
      int port = best.map(each -> each.address().port()).orElse(defaultPort);
      return peer.inbound() ? told : told.map(each -> each.withPort(port));
    }
    return best.map(LocalAddress::address);
  }

  private static int odds(LocalAddress ours) {
    return ours.score() > Origin.MANUAL.score() ? BELIEVED : DOUBTED;
  }

  private Optional<LocalAddress> best(Side peer) {
    LocalAddress best = null;
    Reach reach = Reach.NONE;
    for (LocalAddress each : own) {
      Reach reached = Reach.of(each.address(), peer.address());
      boolean better = reached.compareTo(reach) > 0;
      if (better && meant(each.address(), peer)) {
        best = each;
        reach = reached;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Whether a peer may know it. */
  private static boolean meant(NetworkAddress ours, Side peer) {
    boolean apart = ours.isPrivacyNetwork() || privacy(peer.network());
    return !apart || ours.network() == peer.network();
  }

  private static boolean privacy(NetworkClass network) {
    return network == NetworkClass.ONION || network == NetworkClass.I2P;
  }

  private boolean good(NetworkAddress seen, Side peer) {
    return situation.discovers()
        && peer.address().isRoutable()
        && seen.isRoutable()
        && situation.tells(seen)
        && meant(seen, peer);
  }
}
