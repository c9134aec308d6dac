package org.patchbay.record;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.PeerView.MessageCount;
import org.patchbay.api.question.Questions;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.UInt256;

/** Reads what {@link VitalsWriter} wrote. Not thread-safe. */
final class VitalsReader {
  private static final int HASH = 32;

  private final Decoder in;

  VitalsReader(Decoder in) {
    this.in = in;
  }

  /** What was asked at a loop time, about these peers. */
  Questions.Prescribed read(List<PeerView> peers, long now) {
    Vitals vitals = vitals(peers);
    Map<String, Long> tried = new HashMap<>();
    List<Health.State> ailing =
        list(
            "checks",
            () -> {
              Health.State state = state();
              tried.put(state.name(), in.signed());
              return state;
            });
    RecordedVitals.SoFar soFar =
        new RecordedVitals.SoFar(tried, whole("attempts"), whole("attempts"), in.flag());
    List<Prescription> answer = list("prescriptions", () -> new Prescription(in.word(), remedy()));
    return new Questions.Prescribed(vitals, ailing, soFar, answer, now);
  }

  private int whole(String what) {
    return in.below(Integer.MAX_VALUE, what);
  }

  private <T> List<T> list(String what, Supplier<T> each) {
    int count = in.count(Format.MAX_ITEMS, "count of " + what);
    List<T> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(each.get());
    }
    return all;
  }

  private Vitals vitals(List<PeerView> peers) {
    return new RecordedVitals(
        in.word(Network.class),
        peers,
        totals(),
        list("slots", this::slot),
        whole("outbound peers wanted"),
        whole("inbound slots"),
        in.signed(),
        in.real(),
        in.real(),
        in.flag() ? Optional.of(tip()) : Optional.empty(),
        in.signed(),
        in.flag(),
        in.flag(),
        in.real(),
        in.flag() ? Optional.of(disk()) : Optional.empty(),
        in.flag() ? Optional.of(addresses()) : Optional.empty(),
        in.signed(),
        in.signed());
  }

  private Node.Totals totals() {
    return new RecordedVitals.Sums(
        whole("peers"),
        whole("inbound peers"),
        whole("outbound peers"),
        in.number(),
        in.number(),
        counts(),
        counts(),
        in.number());
  }

  private Map<String, MessageCount> counts() {
    Map<String, MessageCount> counts = new LinkedHashMap<>();
    int count = in.count(Format.MAX_ITEMS, "count of commands");
    for (int i = 0; i < count; i++) {
      counts.put(in.word(), new MessageCount(in.number(), in.number(), in.number()));
    }
    return counts;
  }

  private Node.Slot slot() {
    return new RecordedVitals.Seat(
        in.word(),
        in.word(),
        in.word(),
        list("policies", in::word),
        benched(),
        in.number(),
        in.number(),
        in.number(),
        whole("strikes"),
        in.number());
  }

  private Map<String, String> benched() {
    Map<String, String> benched = new LinkedHashMap<>();
    int count = in.count(Format.MAX_ITEMS, "count of benched policies");
    for (int i = 0; i < count; i++) {
      benched.put(in.word(), in.text());
    }
    return benched;
  }

  private HeaderView tip() {
    return new RecordedVitals.Tip(
        BlockHeader.of(in.raw(BlockHeader.SIZE), 0),
        Hash256.of(in.raw(HASH)),
        whole("height"),
        new UInt256(in.number(), in.number(), in.number(), in.number()),
        in.signed());
  }

  private Vitals.Disk disk() {
    return new RecordedVitals.Room(in.signed(), in.signed(), in.text());
  }

  private Vitals.Addresses addresses() {
    Set<NetworkClass> reachable = networks();
    Map<NetworkClass, Integer> known = new EnumMap<>(NetworkClass.class);
    int count = in.count(Format.MAX_ITEMS, "count of networks");
    for (int i = 0; i < count; i++) {
      known.put(in.word(NetworkClass.class), whole("addresses"));
    }
    return new RecordedVitals.Known(reachable, known);
  }

  private Set<NetworkClass> networks() {
    int count = in.count(Format.MAX_ITEMS, "count of networks");
    Set<NetworkClass> networks = EnumSet.noneOf(NetworkClass.class);
    for (int i = 0; i < count; i++) {
      networks.add(in.word(NetworkClass.class));
    }
    return networks;
  }

  private Health.State state() {
    return new RecordedVitals.Ailment(in.word(), finding(), finding(), in.signed(), in.number());
  }

  private Finding finding() {
    return new Finding(in.word(Severity.class), in.text(), list("remedies", this::remedy));
  }

  private Remedy remedy() {
    int attempts = in.below(Remedy.Dial.MOST + 1, "attempts");
    return attempts == 0 ? Remedy.ease() : Remedy.dial(attempts, networks());
  }
}
