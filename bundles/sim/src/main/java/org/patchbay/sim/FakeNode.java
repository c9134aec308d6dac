package org.patchbay.sim;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.patchbay.api.node.Footing;
import org.patchbay.api.node.Node;
import org.patchbay.api.node.Shadow;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.NetworkAddress;

/** A node made of lists. Confined to the thread of the test. */
public class FakeNode implements Node {
  /** Where it listens. */
  public final List<InetSocketAddress> listening =
      new ArrayList<>(
          List.of(
              new InetSocketAddress("127.0.0.1", 18_444), new InetSocketAddress("::1", 18_444)));

  /** Live peers. */
  public final List<PeerView> peers = new ArrayList<>();

  /** Connections that ended. */
  public final List<Ended> ended = new ArrayList<>();

  /** Policy slots. */
  public final List<Slot> slots = new ArrayList<>();

  /** Policies that are tried. */
  public final List<Shadow> shadows = new ArrayList<>();

  /** Where {@link #connect} was to. */
  public final List<NetworkAddress> dialled = new ArrayList<>();

  /** Why each peer is connected. */
  public final Map<Long, Footing> footings = new HashMap<>();

  /** Raw bytes read since the start. */
  public long bytesIn = 12_345;

  /** Raw bytes written since the start. */
  public long bytesOut = 67;

  /** Answers {@link #connect}. */
  public CompletableFuture<Long> connecting = new CompletableFuture<>();

  /** A connection that ended. */
  public record Gone(PeerView peer, CloseReason reason, long at) implements Ended {}

  /** A slot with its figures. */
  public record Filled(
      String name,
      String inForce,
      String wanted,
      List<String> available,
      Map<String, String> benched,
      long calls,
      long meanNanos,
      long maxNanos,
      int strikes,
      long swaps,
      long withheld)
      implements Slot {
    /** A slot whose policy was called ten times. */
    public static Filled of(String name, String inForce, String wanted, String... available) {
      return new Filled(
          name, inForce, wanted, List.of(available), Map.of(), 10, 1_500, 20_000, 0, 1, 0);
    }
  }

  /** A policy that is tried, with its figures. */
  public record Tried(
      String slot,
      String policy,
      String inForce,
      String state,
      long since,
      long compared,
      long differed,
      long leftOut,
      long failures,
      long overruns,
      long meanNanos,
      long maxNanos,
      Map<String, Long> kinds,
      List<Difference> differences)
      implements Shadow {
    /** One that was asked nothing yet. */
    public static Tried of(String slot, String policy, String inForce, String state) {
      return new Tried(slot, policy, inForce, state, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), List.of());
    }
  }

  private record Sums(
      int connected,
      int inbound,
      int outbound,
      long bytesIn,
      long bytesOut,
      Map<String, PeerView.MessageCount> received,
      Map<String, PeerView.MessageCount> sent,
      long uptime)
      implements Totals {}

  /** Adds a slot, or replaces the one of its name. */
  public void slot(Slot slot) {
    slots.removeIf(other -> other.name().equals(slot.name()));
    slots.add(slot);
  }

  @Override
  public List<PeerView> peers() {
    return List.copyOf(peers);
  }

  @Override
  public Optional<PeerView> peer(long id) {
    return peers.stream().filter(peer -> peer.id() == id).findFirst();
  }

  @Override
  public Optional<Footing> footing(long id) {
    return Optional.ofNullable(footings.get(id));
  }

  @Override
  public List<Ended> ended() {
    return List.copyOf(ended);
  }

  @Override
  public Map<CloseReason.Code, Long> endedByReason() {
    Map<CloseReason.Code, Long> counts = new EnumMap<>(CloseReason.Code.class);
    ended.forEach(gone -> counts.merge(gone.reason().code(), 1L, Long::sum));
    return counts;
  }

  @Override
  public CompletionStage<Long> connect(NetworkAddress address) {
    dialled.add(address);
    return connecting;
  }

  @Override
  public CompletionStage<Boolean> drop(long id, String detail) {
    return CompletableFuture.completedFuture(peers.removeIf(peer -> peer.id() == id));
  }

  @Override
  public List<Slot> slots() {
    return List.copyOf(slots);
  }

  @Override
  public List<Shadow> shadows() {
    return List.copyOf(shadows);
  }

  @Override
  public Totals totals() {
    return new Sums(
        2,
        1,
        1,
        bytesIn,
        bytesOut,
        Map.of("ping", new PeerView.MessageCount(4, 128, 4_000)),
        Map.of("pong", new PeerView.MessageCount(4, 128, 0)),
        3_600_000_000_000L);
  }

  @Override
  public Slots limits() {
    return new Slots(8, 114);
  }

  @Override
  public List<InetSocketAddress> listening() {
    return List.copyOf(listening);
  }

  @Override
  public List<String> protocols() {
    return List.of("handshake", "ping");
  }
}
