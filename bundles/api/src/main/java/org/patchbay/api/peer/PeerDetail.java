package org.patchbay.api.peer;

import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.wire.NetworkAddress;

/**
 * A live peer with all that anybody knows of it, for people. Immutable.
 *
 * @param bound our end of the connection; empty where it has none of its own
 * @param seesUsAs where it sees us, by its version message; empty where it said nothing usable
 * @param figures what its conversations told; what none of them knows is missing
 * @param inFlight heights of the blocks that were asked of it and have not come
 */
public record PeerDetail(
    PeerView peer,
    Optional<InetSocketAddress> bound,
    Optional<NetworkAddress> seesUsAs,
    Map<Figure, Long> figures,
    List<Integer> inFlight) {
  /** Copies. */
  public PeerDetail {
    Map<Figure, Long> copy = new EnumMap<>(Figure.class);
    copy.putAll(figures);
    figures = Collections.unmodifiableMap(copy);
    inFlight = List.copyOf(inFlight);
  }
}
