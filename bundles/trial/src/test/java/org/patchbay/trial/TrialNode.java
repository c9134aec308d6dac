package org.patchbay.trial;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.api.node.Settings;
import org.patchbay.api.node.Shadow;
import org.patchbay.api.observe.Observer.Cause;
import org.patchbay.api.observe.Observer.Swap;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.sim.FakeNode;
import org.patchbay.sim.FakePeer;

/** A node with the slot eviction, whose settings are in force at once. */
final class TrialNode extends FakeNode {
  final Map<CloseReason.Code, Long> endings = new HashMap<>();
  final Values settings = new Values();
  String inForce = "core";
  String tried = "";
  String state = "running";
  long withheld;
  private final SwapNotes notes;
  private final Map<String, String> benched = new HashMap<>();

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
    peers.clear();
    for (int i = 0; i < count; i++) {
      peers.add(FakePeer.inbound().id(i).lastBlockAt(now));
    }
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

  @Override
  public List<Slot> slots() {
    String wanted = settings.values.getOrDefault("policy.eviction", "");
    List<String> available = List.of("core", "rival", "third");
    return List.of(
        new Filled(
            "eviction", inForce, wanted, available, Map.copyOf(benched), 0, 0, 0, 0, 0, withheld));
  }

  @Override
  public List<Shadow> shadows() {
    return tried.isEmpty() || tried.equals(inForce)
        ? List.of()
        : List.of(Tried.of("eviction", tried, inForce, state));
  }

  @Override
  public Map<CloseReason.Code, Long> endedByReason() {
    return Map.copyOf(endings);
  }
}
