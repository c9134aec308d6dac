package org.patchbay.trial;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.patchbay.api.node.Node;
import org.patchbay.api.node.Settings;
import org.patchbay.api.node.Shadow;
import org.patchbay.api.observe.Observer.Cause;
import org.patchbay.api.observe.Observer.Swap;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.sim.FakeNode;
import org.patchbay.sim.FakePeer;
import org.patchbay.wire.NetworkAddress;

/** A node with the slot eviction, whose settings are in force at once. */
final class TrialNode implements Node {
  final Map<CloseReason.Code, Long> ended = new HashMap<>();
  final Values settings = new Values();
  String inForce = "core";
  String tried = "";
  String state = "running";
  private final SwapNotes notes;
  private final Map<String, String> benched = new HashMap<>();
  private List<PeerView> peers = List.of();

  TrialNode(SwapNotes notes) {
    this.notes = notes;
  }

  void swap(Swap swap) {
    notes.swapped(swap);
  }

  void bench(String policy, String why, String next) {
    benched.put(policy, why);
    inForce = next;
    swap(new Swap("eviction", policy, next, Cause.BENCHED, policy + ": " + why));
  }

  void useful(int count, long now) {
    List<PeerView> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(FakePeer.inbound().id(i).lastBlockAt(now));
    }
    peers = all;
  }

  /** Keys of one component. */
  final class Values implements Settings {
    final Map<String, String> values = new HashMap<>();
    String refusal;
    RuntimeException death;

    @Override
    public List<Entry> entries() {
      return List.of();
    }

    @Override
    public void set(String pid, String key, String value) {
      if (refusal != null) {
        throw new IllegalArgumentException(refusal);
      }
      if (death != null) {
        throw death;
      }
      values.put(key, value);
      if (key.equals("shadow.eviction")) {
        tried = value;
      } else {
        String before = inForce;
        inForce = value.isEmpty() ? "core" : value;
        if (!before.equals(inForce)) {
          swap(new Swap("eviction", before, inForce, Cause.CONFIGURED, ""));
        }
      }
    }

    @Override
    public void reset(String pid, String key) {
      set(pid, key, "");
    }

    @Override
    public List<String> refusals() {
      return List.of();
    }
  }

  private record Tried(
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
      implements Shadow {}

  @Override
  public List<Slot> slots() {
    String wanted = settings.values.getOrDefault("policy.eviction", "");
    List<String> available = List.of("core", "rival", "third");
    return List.of(
        new FakeNode.Filled(
            "eviction", inForce, wanted, available, Map.copyOf(benched), 0, 0, 0, 0, 0));
  }

  @Override
  public List<Shadow> shadows() {
    return tried.isEmpty() || tried.equals(inForce)
        ? List.of()
        : List.of(
            new Tried(
                "eviction", tried, inForce, state, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), List.of()));
  }

  @Override
  public List<PeerView> peers() {
    return peers;
  }

  @Override
  public Map<CloseReason.Code, Long> endedByReason() {
    return Map.copyOf(ended);
  }

  @Override
  public Optional<PeerView> peer(long id) {
    return Optional.empty();
  }

  @Override
  public List<Ended> ended() {
    return List.of();
  }

  @Override
  public CompletionStage<Long> connect(NetworkAddress address) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Boolean> drop(long id, String detail) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Totals totals() {
    throw new UnsupportedOperationException();
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
}
