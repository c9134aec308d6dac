package org.patchbay.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.PeerView.MessageCount;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.UInt256;

/**
 * The state of a node made of plain fields: each has a setter of its name that returns the vitals
 * themselves. Confined to the thread of the test.
 */
public final class FakeVitals implements Vitals {
  private static final long SECOND = 1_000_000_000L;

  private Network network = Network.MAIN;
  private List<PeerView> peers = List.of();
  private List<Node.Slot> slots = List.of();
  private int outboundWanted = 8;
  private int maxInbound = 114;
  private long uptime = 3_600 * SECOND;
  private long loopLag = 50_000;
  private double bytesInPerSecond = 1_000;
  private double bytesOutPerSecond = 1_000;
  private Optional<HeaderView> tip = Optional.of(new Tip(Hash256.ZERO, 800_000));
  private long secondsSinceTip = 60;
  private boolean validated = true;
  private boolean listening = true;
  private double clockMoved;
  private Optional<Vitals.Disk> disk = Optional.of(new Room(500_000_000_000L, 1L << 40, ""));
  private Optional<Vitals.Addresses> addresses =
      Optional.of(
          new Known(
              Set.of(NetworkClass.IPV4, NetworkClass.IPV6),
              Map.of(NetworkClass.IPV4, 20_000, NetworkClass.IPV6, 8_000)));
  private long now = 3_600 * SECOND;
  private long wallSeconds = 1_767_225_600L;

  /** A node of mainnet, an hour old, in which nothing is amiss. */
  public static FakeVitals healthy() {
    List<PeerView> peers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      peers.add(
          FakePeer.outbound()
              .established()
              .id(i + 1)
              .address(NetworkAddress.parse("198." + (51 + i) + ".100.7:8333"))
              .keyedNetGroup(i));
    }
    for (int i = 0; i < 12; i++) {
      peers.add(FakePeer.inbound().established().id(i + 100).keyedNetGroup(i));
    }
    return new FakeVitals()
        .peers(peers)
        .slots(
            List.of(
                slot("ratelimit", "core", "", Map.of()),
                slot("eviction", "core", "core", Map.of())));
  }

  /** A slot with these policies benched, besides the one in force. */
  public static Node.Slot slot(
      String name, String inForce, String wanted, Map<String, String> benched) {
    List<String> available = new ArrayList<>(benched.keySet());
    if (!inForce.equals("built-in")) {
      available.add(inForce);
    }
    return new Slot(name, inForce, wanted, List.copyOf(available), Map.copyOf(benched));
  }

  /** Sets network. */
  public FakeVitals network(Network network) {
    this.network = network;
    return this;
  }

  /** Sets peers. */
  public FakeVitals peers(List<? extends PeerView> peers) {
    this.peers = List.copyOf(peers);
    return this;
  }

  /** Sets slots. */
  public FakeVitals slots(List<Node.Slot> slots) {
    this.slots = List.copyOf(slots);
    return this;
  }

  /** Sets outboundWanted. */
  public FakeVitals outboundWanted(int outboundWanted) {
    this.outboundWanted = outboundWanted;
    return this;
  }

  /** Sets maxInbound. */
  public FakeVitals maxInbound(int maxInbound) {
    this.maxInbound = maxInbound;
    return this;
  }

  /** Sets the uptime in its totals, in nanoseconds. */
  public FakeVitals uptime(long uptime) {
    this.uptime = uptime;
    return this;
  }

  /** Sets loopLag. */
  public FakeVitals loopLag(long loopLag) {
    this.loopLag = loopLag;
    return this;
  }

  /** Sets bytesInPerSecond. */
  public FakeVitals bytesInPerSecond(double bytesInPerSecond) {
    this.bytesInPerSecond = bytesInPerSecond;
    return this;
  }

  /** Sets bytesOutPerSecond. */
  public FakeVitals bytesOutPerSecond(double bytesOutPerSecond) {
    this.bytesOutPerSecond = bytesOutPerSecond;
    return this;
  }

  /** Sets the tip to some block of that height; none when negative. */
  public FakeVitals tipHeight(int height) {
    tip = height < 0 ? Optional.empty() : Optional.of(new Tip(Hash256.ZERO, height));
    return this;
  }

  /** Sets secondsSinceTip. */
  public FakeVitals secondsSinceTip(long secondsSinceTip) {
    this.secondsSinceTip = secondsSinceTip;
    return this;
  }

  /** Sets validated. */
  public FakeVitals validated(boolean validated) {
    this.validated = validated;
    return this;
  }

  /** Sets listening. */
  public FakeVitals listening(boolean listening) {
    this.listening = listening;
    return this;
  }

  /** Sets clockMoved. */
  public FakeVitals clockMoved(double clockMoved) {
    this.clockMoved = clockMoved;
    return this;
  }

  /** Sets the disk, of a terabyte; trouble is empty when it can be written. */
  public FakeVitals disk(long usable, String trouble) {
    disk = Optional.of(new Room(usable, 1L << 40, trouble));
    return this;
  }

  /** Nobody has looked at the disk. */
  public FakeVitals noDisk() {
    disk = Optional.empty();
    return this;
  }

  /** Sets addresses. */
  public FakeVitals addresses(Set<NetworkClass> reachable, Map<NetworkClass, Integer> known) {
    addresses = Optional.of(new Known(Set.copyOf(reachable), Map.copyOf(known)));
    return this;
  }

  /** There is no address book. */
  public FakeVitals noAddresses() {
    addresses = Optional.empty();
    return this;
  }

  /** Sets now. */
  public FakeVitals now(long now) {
    this.now = now;
    return this;
  }

  /** Sets wallSeconds. */
  public FakeVitals wallSeconds(long wallSeconds) {
    this.wallSeconds = wallSeconds;
    return this;
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public List<PeerView> peers() {
    return peers;
  }

  @Override
  public Node.Totals totals() {
    int outbound = (int) peers.stream().filter(peer -> peer.type().outbound()).count();
    return new Totals(
        peers.size(),
        peers.size() - outbound,
        outbound,
        peers.stream().mapToLong(PeerView::bytesIn).sum(),
        peers.stream().mapToLong(PeerView::bytesOut).sum(),
        Map.of(),
        Map.of(),
        uptime);
  }

  @Override
  public List<Node.Slot> slots() {
    return slots;
  }

  @Override
  public int outboundWanted() {
    return outboundWanted;
  }

  @Override
  public int maxInbound() {
    return maxInbound;
  }

  @Override
  public long loopLag() {
    return loopLag;
  }

  @Override
  public double bytesInPerSecond() {
    return bytesInPerSecond;
  }

  @Override
  public double bytesOutPerSecond() {
    return bytesOutPerSecond;
  }

  @Override
  public Optional<HeaderView> tip() {
    return tip;
  }

  @Override
  public long secondsSinceTip() {
    return secondsSinceTip;
  }

  @Override
  public boolean validated() {
    return validated;
  }

  @Override
  public boolean listening() {
    return listening;
  }

  @Override
  public double clockMoved() {
    return clockMoved;
  }

  @Override
  public Optional<Vitals.Disk> disk() {
    return disk;
  }

  @Override
  public Optional<Vitals.Addresses> addresses() {
    return addresses;
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public long wallSeconds() {
    return wallSeconds;
  }

  private record Room(long usable, long total, String trouble) implements Vitals.Disk {}

  private record Known(Set<NetworkClass> reachable, Map<NetworkClass, Integer> known)
      implements Vitals.Addresses {}

  private record Slot(
      String name,
      String inForce,
      String wanted,
      List<String> available,
      Map<String, String> benched)
      implements Node.Slot {
    @Override
    public long calls() {
      return 1_000;
    }

    @Override
    public long meanNanos() {
      return 200;
    }

    @Override
    public long maxNanos() {
      return 20_000;
    }

    @Override
    public int strikes() {
      return 0;
    }

    @Override
    public long swaps() {
      return 1;
    }
  }

  private record Totals(
      int connected,
      int inbound,
      int outbound,
      long bytesIn,
      long bytesOut,
      Map<String, MessageCount> received,
      Map<String, MessageCount> sent,
      long uptime)
      implements Node.Totals {}

  /** A block of which only hash and height are known. */
  private record Tip(Hash256 hash, int height) implements HeaderView {
    @Override
    public BlockHeader header() {
      return new BlockHeader(1, Hash256.ZERO, Hash256.ZERO, 0, 0, 0);
    }

    @Override
    public UInt256 chainWork() {
      return UInt256.ZERO;
    }

    @Override
    public long medianTime() {
      return 0;
    }
  }
}
