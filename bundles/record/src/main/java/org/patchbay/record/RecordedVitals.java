package org.patchbay.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.PeerView.MessageCount;
import org.patchbay.api.remedy.Treatment;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.UInt256;

/** The state of a node as it was recorded. Immutable but for its peers. */
record RecordedVitals(
    Network network,
    List<PeerView> peers,
    Node.Totals totals,
    List<Node.Slot> slots,
    int outboundWanted,
    int maxInbound,
    long loopLag,
    double bytesInPerSecond,
    double bytesOutPerSecond,
    Optional<HeaderView> tip,
    long secondsSinceTip,
    boolean validated,
    boolean listening,
    double clockMoved,
    Optional<Vitals.Disk> disk,
    Optional<Vitals.Addresses> addresses,
    long now,
    long wallSeconds)
    implements Vitals {

  record Sums(
      int connected,
      int inbound,
      int outbound,
      long bytesIn,
      long bytesOut,
      Map<String, MessageCount> received,
      Map<String, MessageCount> sent,
      long uptime)
      implements Node.Totals {}

  record Seat(
      String name,
      String inForce,
      String wanted,
      List<String> available,
      Map<String, String> benched,
      long calls,
      long meanNanos,
      long maxNanos,
      int strikes,
      long swaps)
      implements Node.Slot {}

  record Tip(BlockHeader header, Hash256 hash, int height, UInt256 chainWork, long medianTime)
      implements HeaderView {}

  record Room(long usable, long total, String trouble) implements Vitals.Disk {}

  record Known(Set<NetworkClass> reachable, Map<NetworkClass, Integer> known)
      implements Vitals.Addresses {}

  record Ailment(String name, Finding finding, Finding latest, long since, long remedies)
      implements Health.State {}

  record SoFar(Map<String, Long> tried, int attempts, int attemptsPerMinute, boolean easing)
      implements Treatment {
    @Override
    public long lastTried(String check) {
      return tried.getOrDefault(check, -1L);
    }
  }
}
