package org.patchbay.protocols;

import java.time.Duration;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.session.Session;
import org.patchbay.wire.ProtocolVersion;
import org.patchbay.wire.TransactionRules;
import org.patchbay.wire.message.FeeFilter;

/**
 * Tells one peer below which fee rate it need not announce, and hears the same from it
 * (protocol-facts §13.9). Confined to the node loop.
 *
 * <p>Rule: at times of a Poisson process of 10 minutes, and only what changed; within 5 minutes
 * when the minimum moved by a third or a quarter. During the initial download nothing is wanted,
 * and its end is told at once. Where transactions of peers are not taken nothing is told.
 */
final class FeeFilterSending {
  static final Duration MEAN = Duration.ofMinutes(10);
  static final Duration SOON = Duration.ofMinutes(5);

  private final Session session;
  private final Mempool mempool;
  private final Blocks blocks;
  private long sent;
  private long nextAt;
  private Cancellable next = () -> {};

  FeeFilterSending(Session session, Mempool mempool, Blocks blocks) {
    this.session = session;
    this.mempool = mempool;
    this.blocks = blocks;
  }

  void begin(FeeFilters all) {
    session.on(FeeFilter.class, this::onFeeFilter);
    PeerView peer = session.peer();
    if (mempool.openToPeers()
        && peer.commonVersion() >= ProtocolVersion.FEEFILTER
        && !peer.permissions().contains(Permission.FORCERELAY)) {
      all.join(this);
      session.onEnd(() -> all.leave(this));
      turn();
    }
  }

  private void onFeeFilter(FeeFilter filter) {
    Lines.feeFilter(session, filter.satPerKvb());
    if (filter.satPerKvb() >= 0 && filter.satPerKvb() <= TransactionRules.MAX_MONEY) {
      session.announcements().feeFilter(filter.satPerKvb());
    }
  }

  private long wanted() {
    return blocks.initialDownload() ? TransactionRules.MAX_MONEY : mempool.minimumFeeRate();
  }

  private void turn() {
    long value = rounded(wanted());
    if (value != sent) {
      sent = value;
      session.send(new FeeFilter(value));
    }
    schedule((long) (-Math.log(1 - session.random().nextDouble()) * MEAN.toNanos()));
  }

  /** Below what is relayed at all there is nothing to tell apart. */
  private long rounded(long rate) {
    long above = rate <= FeeRounder.MINIMUM ? 0 : FeeRounder.round(rate, session.random());
    return Math.max(above, Math.min(rate, FeeRounder.MINIMUM));
  }

  private void schedule(long nanos) {
    next.cancel();
    nextAt = session.now() + nanos;
    next = session.after(Duration.ofNanos(nanos), this::turn);
  }

  /** The minimum may have moved, or the initial download may be over. */
  void consider() {
    long wanted = wanted();
    if (sent == FeeRounder.highest() && !blocks.initialDownload()) {
      turn();
    } else if (nextAt - session.now() > SOON.toNanos()
        && (wanted < 3 * sent / 4 || wanted > 4 * sent / 3)) {
      schedule(session.random().nextLong(SOON.toNanos()));
    }
  }
}
