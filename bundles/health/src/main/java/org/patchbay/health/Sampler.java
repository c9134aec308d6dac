package org.patchbay.health;

import java.util.List;
import java.util.Optional;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;

/** Takes the vitals of the node, on the node loop, where no answer has to be waited for. */
final class Sampler {
  private static final double SECOND = 1e9;

  private final Loop loop;
  private final Network network;
  private final Node node;
  private final LagProbe lag;
  private final Probe probe;
  private final ClockDrift drift = new ClockDrift();
  private Hash256 tipHash;
  private Hash256 headerHash;
  private long grewAt;
  private long sampledAt;
  private long bytesIn = -1;
  private long bytesOut;

  Sampler(Loop loop, Network network, Node node, LagProbe lag, Probe probe) {
    this.loop = loop;
    this.network = network;
    this.node = node;
    this.lag = lag;
    this.probe = probe;
    grewAt = loop.now();
  }

  /**
   * The vitals now; each service is null where there is none.
   *
   * <p>The chain grew when its connected tip changed; below the minimum work, where no block is
   * fetched yet, and without blocks, when a header came.
   */
  Vitals sample(
      List<PeerView> peers, Chain chain, Blocks blocks, Mempool mempool, AddressBook book) {
    long now = loop.now();
    Optional<HeaderView> header = Optional.ofNullable(chain).map(Chain::tip);
    Optional<HeaderView> tip =
        blocks == null || blocks.keep() == 0 ? header : Optional.of(blocks.tip());
    Hash256 newTip = tip.map(HeaderView::hash).orElse(null);
    Hash256 newHeader = header.map(HeaderView::hash).orElse(null);
    boolean headersOnly = chain != null && !chain.hasMinimumWork();
    if (newTip != null && !newTip.equals(tipHash) || headersOnly && !newHeader.equals(headerHash)) {
      grewAt = now;
    }
    tipHash = newTip;
    headerHash = newHeader;
    Node.Totals totals = node.totals();
    Node.Slots limits = node.limits();
    double seconds = (now - sampledAt) / SECOND;
    boolean measured = bytesIn >= 0 && seconds > 0;
    Sample sample =
        new Sample(
            network,
            peers,
            totals,
            node.slots(),
            limits.outbound(),
            limits.inbound(),
            lag.take(),
            measured ? Math.max(0, totals.bytesIn() - bytesIn) / seconds : 0,
            measured ? Math.max(0, totals.bytesOut() - bytesOut) / seconds : 0,
            tip,
            (now - grewAt) / 1_000_000_000,
            mempool == null || !mempool.open() || mempool.validated(),
            !node.listening().isEmpty(),
            drift.moved(now, loop.wallTime()),
            probe.disk(),
            book == null ? Optional.empty() : probe.addresses(book.reachable()),
            now,
            loop.wallTime().getEpochSecond());
    sampledAt = now;
    bytesIn = totals.bytesIn();
    bytesOut = totals.bytesOut();
    return sample;
  }

  private record Sample(
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
      implements Vitals {}
}
