package org.patchbay.protocols;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.session.Session;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Services;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.CmpctBlock;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.NotFound;

/**
 * Fetches blocks from one peer and takes what it sends (protocol-facts §14.7, §10.3). Confined to
 * the node loop.
 *
 * <p>Blocks are asked of peers that serve witnesses alone: what others send is not what its header
 * commits to.
 */
final class BlockFetch implements BlockSource.Line {
  static final Duration BLOCK_TIME = Duration.ofMinutes(10);
  static final Duration NEAR_TIP = Duration.ofMinutes(200);
  static final Duration RETRY = Duration.ofMinutes(1);

  /**
   * Blocks that the peer was not asked for and that wait for their check; more are not looked at.
   * That another peer was asked makes no difference: with copies of one block a peer could
   * otherwise take all the room that waiting blocks have.
   */
  static final int MAX_UNREQUESTED = 2;

  private final Session session;
  private final Blocks blocks;
  private final BlockDownload download;
  private final PeerChain known;
  private final CompactFetch compact;
  private final Deadline delivery;
  private final Deadline stall;
  private Optional<BlockSource> source = Optional.empty();
  private Duration granted = BLOCK_TIME;
  private int unrequested;
  private boolean over;
  private boolean downloading;

  BlockFetch(
      Session session,
      Blocks blocks,
      BlockDownload download,
      PeerChain known,
      CompactTerms terms,
      Supplier<Optional<Mempool>> pool,
      Workers workers) {
    this.session = session;
    this.compact = new CompactFetch(session, terms, pool, workers, block -> take(block, true));
    this.blocks = blocks;
    this.download = download;
    this.known = known;
    this.delivery = new Deadline(session, this::overdue);
    this.stall = new Deadline(session, this::stalled);
  }

  void begin() {
    source = Optional.of(download.join(this));
    downloading = session.peer().downloading();
    tellDownloading();
    session.on(BlockMessage.class, message -> take(message.block(), false));
    compact.begin();
    session.on(NotFound.class, this::onNotFound);
    session.onEnd(this::end);
    if (servesBlocks()) {
      session.after(BlockDownload.LOOK, this::look);
    }
  }

  private void look() {
    source.ifPresent(mine -> download.look(mine, session.now()));
    session.after(BlockDownload.LOOK, this::look);
  }

  private void end() {
    over = true;
    source.ifPresent(download::leave);
  }

  /** The peer's best header is another one. */
  void learned() {
    source.ifPresent(download::learned);
  }

  @Override
  public boolean servesBlocks() {
    long services = session.peer().services();
    return (services & (Services.NETWORK | Services.NETWORK_LIMITED)) != 0
        && (services & Services.WITNESS) != 0;
  }

  @Override
  public boolean limited() {
    return (session.peer().services() & Services.NETWORK) == 0;
  }

  @Override
  public boolean preferred() {
    PeerView peer = session.peer();
    return servesBlocks()
        && (peer.type().outbound() || peer.permissions().contains(Permission.NOBAN));
  }

  @Override
  public double preference() {
    return session.peer().preference();
  }

  @Override
  public int room() {
    int good = 100 - Math.max(0, Math.min(100, session.peer().misbehaviour()));
    return Math.max(1, BlockDownload.MAX_IN_FLIGHT * good / 100);
  }

  @Override
  public Optional<HeaderView> best() {
    return known.best();
  }

  @Override
  public boolean nearTip(HeaderView tip) {
    return tip.header().time() > session.wallTime().minus(NEAR_TIP).getEpochSecond();
  }

  /** Who owes blocks is not dropped for want of news (§10.5). */
  private void tellDownloading() {
    boolean now = owed() > 0;
    if (now != downloading) {
      downloading = now;
      session.report(Fact.downloading(now));
    }
  }

  @Override
  public void ask(List<Hash256> wanted) {
    Lines.blocksAsked(session, wanted);
    tellDownloading();
    if (!delivery.running()) {
      granted = BLOCK_TIME;
      delivery.set(granted);
    }
    boolean alone = wanted.size() == 1 && download.alone(wanted.get(0));
    if (alone && compact.ask(wanted.get(0))) {
      return;
    }
    session.send(
        new GetData(
            wanted.stream().map(hash -> new Inventory(Inventory.WITNESS_BLOCK, hash)).toList()));
  }

  /** Asks for one block because the operator wants it; answers why not, or nothing. */
  Optional<String> request(HeaderView block) {
    if (!servesBlocks()) {
      return Optional.of("Pre-SegWit peer");
    }
    BlockSource mine = source.orElseThrow();
    if (mine.owes.containsKey(block.hash())) {
      return Optional.of("Already requested from this peer");
    }
    download.owe(mine, block.hash(), block.height());
    ask(List.of(block.hash()));
    return Optional.empty();
  }

  @Override
  public void stalls(Duration time) {
    if (!stall.running()) {
      Lines.stalls(session, time);
      stall.set(time);
    }
  }

  private void stalled() {
    if (owed() == 0) {
      tellDownloading(); // What it owed was asked of another.
      return;
    }
    download.gaveUp();
    session.close(
        CloseReason.of(
            CloseReason.Code.TOO_SLOW,
            "holds up the block download with " + owed() + " blocks on their way"));
  }

  /** Ten minutes, and five for each other peer that shares our line with it. */
  private void overdue() {
    if (owed() == 0) {
      tellDownloading();
      return;
    }
    Duration due = BLOCK_TIME.plus(BLOCK_TIME.dividedBy(2).multipliedBy(others()));
    if (due.compareTo(granted) > 0) {
      delivery.set(due.minus(granted));
      granted = due;
      return;
    }
    session.close(
        CloseReason.of(
            CloseReason.Code.TOO_SLOW,
            "a block was asked for more than " + granted.toMinutes() + " minutes ago"));
  }

  private int others() {
    return Math.max(0, download.downloading() - 1);
  }

  /** Heights of the blocks that it owes. */
  List<Integer> inFlight() {
    return source.map(mine -> List.copyOf(mine.owes.values())).orElse(List.of());
  }

  private int owed() {
    return source.map(BlockSource::owes).orElse(0);
  }

  /** Takes a compact block that was asked for; answers false for any other. */
  boolean took(CmpctBlock message) {
    return compact.took(message);
  }

  private void take(Block block, boolean assembled) {
    Hash256 hash = block.header().hash();
    compact.forget(hash);
    BlockSource mine = source.orElseThrow();
    boolean first = mine.owesFirst(hash);
    boolean fromMe = download.received(mine, hash, block.raw().remaining());
    boolean requested = fromMe || download.requested(hash);
    Lines.blockReceived(session, hash, requested);
    if (fromMe) {
      delivered(first);
    } else if (!roomForUnrequested(hash)) {
      return;
    }
    unrequested += fromMe ? 0 : 1;
    blocks.offer(
        block,
        requested,
        outcome -> {
          unrequested -= fromMe ? 0 : 1;
          onOutcome(outcome, hash, requested, assembled);
        });
    if (fromMe) {
      download.refill(mine);
      tellDownloading();
    }
  }

  private void delivered(boolean first) {
    stall.clear();
    if (owed() == 0) {
      delivery.clear();
    } else if (first) {
      granted = BLOCK_TIME;
      delivery.set(granted);
    }
  }

  private boolean roomForUnrequested(Hash256 hash) {
    if (unrequested < MAX_UNREQUESTED && !blocks.busy()) {
      return true;
    }
    nuisance("block " + hash + " while " + unrequested + " others wait that it was not asked for");
    return false;
  }

  private void onNotFound(NotFound message) {
    source.ifPresent(
        mine ->
            message.items().stream()
                .filter(Inventory::isBlock)
                .limit(BlockDownload.MAX_IN_FLIGHT)
                .forEach(
                    item -> {
                      compact.forget(item.hash());
                      download.lacks(mine, item.hash());
                    }));
    if (owed() == 0) {
      delivery.clear();
    }
    tellDownloading();
  }

  private void onOutcome(
      Blocks.Outcome outcome, Hash256 hash, boolean requested, boolean assembled) {
    switch (outcome.kind()) {
      case CONNECTED, STORED -> {
        session.report(Fact.useful(Fact.Useful.Kind.BLOCK, 1));
        outcome.header().ifPresent(known::told);
      }
      case KNOWN -> outcome.header().ifPresent(known::told);
      case MUTATED, INVALID -> {
        if (assembled) {
          compact.failed(hash);
          download.missed(hash);
        } else {
          offence(outcome);
          source.ifPresent(mine -> download.distrust(mine, hash));
        }
      }
      case ORPHAN -> offence(outcome);
      case UNWANTED, FUTURE -> {
        // What was asked for may have left the last blocks that are kept; what was not may have
        // been passed over as had while it was looked at.
        if (!requested) {
          nuisance("block " + hash + " was not asked for: " + outcome.detail());
          download.missed(hash);
        }
      }
      case NOT_STORED -> {
        if (requested) {
          retryLater(hash);
        }
      }
    }
    download.checked();
  }

  /** The disk is full or broken, which is not the peer's doing. */
  private void retryLater(Hash256 hash) {
    if (!over) {
      download.rest(source.orElseThrow(), hash);
      session.after(RETRY, download::rested);
    }
  }

  private void offence(Blocks.Outcome outcome) {
    session.report(
        Fact.offence(
            Fact.Offence.Kind.INVALID_BLOCK, outcome.kind() + " block: " + outcome.detail()));
  }

  private void nuisance(String detail) {
    if (!over) {
      session.report(Fact.nuisance(Fact.Nuisance.Kind.UNREQUESTED, detail));
    }
  }
}
