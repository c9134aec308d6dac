package org.patchbay.protocols;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.chain.TipChange;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.peer.Figure;
import org.patchbay.api.session.Describer;
import org.patchbay.api.session.Session;
import org.patchbay.wire.Network;
import org.patchbay.wire.message.CmpctBlock;

/** All that is said of headers and blocks with one peer. Confined to the node loop. */
final class ChainTalk {
  private final Session session;
  private final Parts parts;
  private final HeaderDownload headers;
  private final BlockAnnouncing announcing;
  private final Optional<BlockFetch> fetch;

  private final CompactTerms terms;
  private final FilterExchange filters;
  private final PeerChain known;

  ChainTalk(Session session, Parts parts) {
    this.session = session;
    this.terms = new CompactTerms(session);
    this.filters = new FilterExchange(session, parts.pool);
    this.parts = parts;
    this.known = new PeerChain(parts.chain);
    boolean blocks = parts.active.holdsBlocks();
    this.fetch =
        blocks
            ? Optional.of(
                new BlockFetch(
                    session,
                    parts.blocks,
                    parts.download,
                    known,
                    terms,
                    parts.pool,
                    parts.serving.workers()))
            : Optional.empty();
    this.headers =
        new HeaderDownload(
            session,
            parts.chain,
            parts.active,
            parts.sync,
            known,
            () -> fetch.ifPresent(BlockFetch::learned));
    this.announcing =
        new BlockAnnouncing(
            session, parts.chain, parts.active, known, () -> parts.mayAnnounce(session));
    new HeaderServing(session, parts.chain, parts.active, known).begin();
  }

  void begin() {
    announcing.begin();
    filters.begin();
    if (fetch.isPresent()) {
      terms.begin();
      new BlockServing(session, parts.chain, parts.blocks, parts.serving, filters).begin();
      fetch.get().begin();
    }
    session.on(CmpctBlock.class, this::onCompact);
    headers.begin();
    parts.add(this);
    session.describe(this::describe);
    session.onEnd(() -> parts.remove(this));
  }

  private void describe(Describer.Description description) {
    description.figure(Figure.PRESYNCED_HEADERS, headers.presynced());
    description.figure(Figure.SYNCED_HEADERS, known.best().map(HeaderView::height).orElse(-1));
    description.figure(Figure.HIGH_BANDWIDTH_TO, 0); // asked of nobody, see CompactTerms
    description.figure(Figure.HIGH_BANDWIDTH_FROM, terms.announced() ? 1 : 0);
    if (fetch.isPresent()) {
      description.figure(Figure.SYNCED_BLOCKS, known.common(parts.active));
      description.inFlight(fetch.get().inFlight());
    }
  }

  private Optional<String> request(HeaderView block) {
    return fetch.isPresent()
        ? fetch.get().request(block)
        : Optional.of("This node keeps headers alone");
  }

  private void tipMoved() {
    announcing.tipChanged();
    headers.tipChanged();
  }

  /** A compact block that nobody asked for is worth as much as its header. */
  private void onCompact(CmpctBlock message) {
    if (fetch.isEmpty() || !fetch.get().took(message)) {
      headers.announced(message.header());
    }
  }

  /**
   * What the conversations of one node share: it follows the chain once for all of them. Confined
   * to the node loop.
   */
  static final class Parts {
    private final Chain chain;
    private final Blocks blocks;
    private final HeaderSync sync;
    private final ActiveChain active;
    private final BlockDownload download;
    private final Supplier<Optional<Mempool>> pool;
    private final BlockServing.Shared serving;
    private final UploadTarget upload = new UploadTarget();
    private final Set<ChainTalk> talks = new LinkedHashSet<>();
    private Cancellable tips = () -> {};
    private Cancellable changes = () -> {};

    Parts(
        Chain chain,
        Blocks blocks,
        Workers workers,
        Supplier<Optional<Mempool>> pool,
        LongSupplier uploadTarget) {
      this.pool = pool;
      this.chain = chain;
      this.blocks = blocks;
      this.sync = new HeaderSync(chain);
      this.active = new ActiveChain(chain, blocks);
      this.download = new BlockDownload(chain, blocks);
      this.serving =
          new BlockServing.Shared(
              active,
              new ServableBlocks(chain, active),
              new ServingTurns(),
              workers,
              upload,
              uploadTarget);
    }

    /** What was given of the day's upload. */
    UploadTarget upload() {
      return upload;
    }

    /** As {@link org.patchbay.api.chain.BlockRequests}. */
    Optional<String> request(HeaderView block, long peer) {
      return talks.stream()
          .filter(talk -> talk.session.peer().id() == peer)
          .findFirst()
          .map(talk -> talk.request(block))
          .orElse(Optional.of("Peer does not exist"));
    }

    private void add(ChainTalk talk) {
      if (talks.isEmpty()) {
        tips = chain.onTip(this::headersChanged);
        changes = active.holdsBlocks() ? blocks.onChange(this::blocksChanged) : () -> {};
      }
      talks.add(talk);
    }

    private void remove(ChainTalk talk) {
      talks.remove(talk);
      if (talks.isEmpty()) {
        tips.cancel();
        changes.cancel();
      }
    }

    private void headersChanged(TipChange change) {
      for (ChainTalk talk : List.copyOf(talks)) {
        if (!active.holdsBlocks()) {
          talk.tipMoved();
        }
      }
      if (active.holdsBlocks()) {
        download.headersChanged(change);
      }
    }

    private void blocksChanged(BlockChange change) {
      serving.servable().changed(change);
      download.blocksChanged(change);
      talks.forEach(ChainTalk::tipMoved);
    }

    /**
     * Headers are told once we have caught up. Blocks are told on regtest alone: elsewhere nobody
     * checked their scripts, and a node does not pass on what it did not check.
     */
    private boolean mayAnnounce(Session session) {
      return active.holdsBlocks()
          ? chain.network() == Network.REGTEST && !blocks.initialDownload()
          : sync.caughtUp(session.wallTime());
    }
  }
}
