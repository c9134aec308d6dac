package org.patchbay.health;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.NetworkAddress;

/** A node in which nothing happens but what a test sets. Confined to the thread of the test. */
final class StillNode implements Node {
  List<PeerView> peers = List.of();
  List<Slot> slots = List.of();
  long bytesIn;
  long bytesOut;

  @Override
  public List<PeerView> peers() {
    return peers;
  }

  @Override
  public Optional<PeerView> peer(long id) {
    return peers.stream().filter(peer -> peer.id() == id).findFirst();
  }

  @Override
  public List<Ended> ended() {
    return List.of();
  }

  @Override
  public Map<CloseReason.Code, Long> endedByReason() {
    return Map.of();
  }

  @Override
  public CompletionStage<Long> connect(NetworkAddress address) {
    return CompletableFuture.failedFuture(new IllegalStateException("still"));
  }

  @Override
  public CompletionStage<Boolean> drop(long id, String detail) {
    return CompletableFuture.completedFuture(false);
  }

  @Override
  public List<Slot> slots() {
    return slots;
  }

  @Override
  public Totals totals() {
    return new Sum(peers.size(), 0, peers.size(), bytesIn, bytesOut, Map.of(), Map.of(), 0);
  }

  @Override
  public Slots limits() {
    return new Slots(8, 114);
  }

  @Override
  public List<InetSocketAddress> listening() {
    return List.of();
  }

  @Override
  public List<String> protocols() {
    return List.of();
  }

  private record Sum(
      int connected,
      int inbound,
      int outbound,
      long bytesIn,
      long bytesOut,
      Map<String, PeerView.MessageCount> received,
      Map<String, PeerView.MessageCount> sent,
      long uptime)
      implements Totals {}
}
