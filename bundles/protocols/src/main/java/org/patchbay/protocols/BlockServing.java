package org.patchbay.protocols;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.session.Session;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.BlockTxn;
import org.patchbay.wire.message.CmpctBlock;
import org.patchbay.wire.message.GetBlockTxn;
import org.patchbay.wire.message.GetBlocks;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Tx;

/**
 * Gives one peer the blocks that it asks for (protocol-facts §14.9, §7.2, §7.3, §5.3). Confined to
 * the node loop.
 *
 * <p>Rule: what it asks for waits in order, one block is read at a time, and none while a megabyte
 * of answers waits to be written. What we do not have, or may not give, is passed over in silence.
 */
final class BlockServing implements ServingTurns.Reader {
  static final int MAX_QUEUE = 50_000;
  static final int MAX_INVENTORY = 500;
  static final int COMPACT_DEPTH = 5;
  static final int TRANSACTIONS_DEPTH = 10;

  /** Deeper blocks end the connection where only the last ones are kept (288 + 2). */
  static final int LIMITED_DEPTH = 290;

  /** Where only the last blocks are kept, getblocks names none this deep (288 - 6). */
  static final int LIMITED_INVENTORY = 282;

  static final Duration OLD = Duration.ofDays(7);
  static final Duration COMPACT_AGE = Duration.ofMinutes(200);
  static final long SEND_MARK = 1_000_000;
  private static final String LANE = "block forms";
  private static final Duration DRAIN = Duration.ofMillis(5);

  /** One that does not read is looked at more and more rarely: there may be hundreds of them. */
  private static final Duration LONGEST_DRAIN = Duration.ofMillis(80);

  private static final int LOOKS_PER_TURN = 1_000;

  private final Session session;
  private final Chain chain;
  private final Blocks blocks;
  private final Shared shared;
  private final FilterExchange filters;
  private final Deque<Wanted> queue = new ArrayDeque<>();
  private Optional<Hash256> continuation = Optional.empty();
  private Optional<Found> found = Optional.empty();
  private Duration drain = DRAIN;
  private int weight;
  private boolean busy;
  private boolean looking;
  private boolean over;

  /**
   * What all conversations share.
   *
   * @param uploadTarget bytes in 24 hours; 0 for no limit
   */
  record Shared(
      ActiveChain active,
      ServableBlocks servable,
      ServingTurns turns,
      Workers workers,
      UploadTarget upload,
      LongSupplier uploadTarget) {}

  /** One entry of a request; {@code indexes} are those of getblocktxn, else null. */
  private record Wanted(int type, Hash256 block, int[] indexes) {
    int weight() {
      return indexes == null ? 1 : 1 + indexes.length / 8;
    }
  }

  private record Found(Wanted wanted, HeaderView header) {}

  BlockServing(Session session, Chain chain, Blocks blocks, Shared shared, FilterExchange filters) {
    this.session = session;
    this.chain = chain;
    this.blocks = blocks;
    this.shared = shared;
    this.filters = filters;
  }

  void begin() {
    shared.turns.join(this);
    session.on(GetData.class, this::onGetData);
    session.on(GetBlocks.class, this::onGetBlocks);
    session.on(GetBlockTxn.class, this::onGetBlockTxn);
    session.onEnd(this::end);
  }

  private void end() {
    over = true;
    shared.turns.leave(this);
    shared.turns.waiting(-weight);
    weight = 0;
    queue.clear();
  }

  @Override
  public int waiting() {
    return weight;
  }

  @Override
  public boolean strained() {
    return session.strained();
  }

  @Override
  public void overload() {
    session.close(
        CloseReason.of(
            CloseReason.Code.PROTOCOL_VIOLATION,
            weight + " entries of getdata wait (max " + MAX_QUEUE + ")"));
  }

  private void onGetData(GetData message) {
    for (Inventory item : message.items()) {
      boolean filtered = item.type() == Inventory.FILTERED_BLOCK;
      if (item.isBlock() && (!filtered || filters.filter().isPresent())) {
        add(new Wanted(item.type(), item.hash(), null));
      }
    }
    next();
  }

  private void onGetBlockTxn(GetBlockTxn message) {
    add(new Wanted(0, message.block(), message.indexes()));
    next();
  }

  private void add(Wanted wanted) {
    if (over) {
      return;
    }
    queue.add(wanted);
    weight += wanted.weight();
    shared.turns.waiting(wanted.weight());
    if (weight > MAX_QUEUE) {
      overload();
    }
  }

  private void next() {
    if (busy || looking || over) {
      return;
    }
    looking = true;
    look();
    looking = false;
  }

  /** Until a block is to be read, or this turn has looked for enough. */
  private void look() {
    for (int looks = 0; !busy && !over && !queue.isEmpty(); looks++) {
      if (looks == LOOKS_PER_TURN || session.peer().queuedOut() > SEND_MARK) {
        waitFor(looks == LOOKS_PER_TURN ? Duration.ZERO : drain);
        drain = looks == 0 && drain.compareTo(LONGEST_DRAIN) < 0 ? drain.multipliedBy(2) : drain;
        return;
      }
      drain = DRAIN;
      Wanted wanted = queue.poll();
      weight -= wanted.weight();
      shared.turns.waiting(-wanted.weight());
      Optional<HeaderView> header = chain.header(wanted.block);
      if (header.isPresent() && mayBeGiven(wanted, header.get())) {
        busy = true;
        found = Optional.of(new Found(wanted, header.get()));
        shared.turns.ask(this);
      }
    }
  }

  private void waitFor(Duration time) {
    busy = true;
    session.after(
        time,
        () -> {
          busy = false;
          next();
        });
  }

  private boolean mayBeGiven(Wanted wanted, HeaderView header) {
    if (!shared.servable.allows(header)) {
      return false;
    }
    Set<Permission> permissions = session.peer().permissions();
    boolean noban = permissions.contains(Permission.NOBAN);
    if (isOld(header)
        && !noban
        && !permissions.contains(Permission.DOWNLOAD)
        && shared.upload.reached(shared.uploadTarget.getAsLong(), session.now())) {
      close(
          CloseReason.Code.UPLOAD_TARGET,
          "block at height " + header.height() + " when the upload target was reached");
      return false;
    }
    int depth = depth(header);
    if (blocks.keep() != Blocks.ALL && depth > LIMITED_DEPTH && !noban) {
      close(
          CloseReason.Code.PROTOCOL_VIOLATION,
          "asked for a block " + depth + " below the tip (max " + LIMITED_DEPTH + ")");
      return false;
    }
    return blocks.has(wanted.block);
  }

  private boolean isOld(HeaderView header) {
    return chain.tip().header().time() - header.header().time() > OLD.toSeconds();
  }

  private int depth(HeaderView header) {
    return blocks.tip().height() - header.height();
  }

  @Override
  public void read() {
    Found mine = found.orElseThrow();
    found = Optional.empty();
    blocks.read(
        mine.wanted.block,
        block -> {
          shared.turns.done();
          busy = false;
          if (!over) {
            answer(mine, block);
            next();
          }
        });
  }

  private void answer(Found mine, Optional<Block> block) {
    if (block.isPresent() && mine.wanted.indexes != null) {
      giveTransactions(mine, block.get());
    } else if (block.isPresent()) {
      give(mine, block.get());
    } else if (mine.header.height() < blocks.lowest()) {
      close(
          CloseReason.Code.PROTOCOL_VIOLATION,
          "block at height " + mine.header.height() + " was dropped while its turn came");
    }
  }

  private void give(Found mine, Block block) {
    int type = mine.wanted.type;
    if (type == Inventory.FILTERED_BLOCK) {
      filters.filter().ifPresent(filter -> giveThrough(filter, mine, block));
      return;
    }
    long nonce = session.random().nextLong();
    if (type == Inventory.CMPCT_BLOCK && compact(mine.header, block)) {
      make(mine, () -> ServedForms.compact(block, nonce), form -> given(mine, block, form));
    } else if (type == Inventory.BLOCK
        && block.transactions().stream().anyMatch(Transaction::hasWitness)) {
      make(mine, () -> ServedForms.stripped(block), form -> given(mine, block, form));
    } else {
      given(mine, block, new BlockMessage(block));
    }
  }

  /** The proof, and then what it proves (§7.9). */
  private void giveThrough(BloomFilter filter, Found mine, Block block) {
    BloomFilter copy = filter.copy();
    make(
        mine,
        () -> ServedForms.filtered(block, copy),
        made -> {
          filter.learn(made.after());
          session.send(made.proof());
          made.transactions().forEach(tx -> session.send(new Tx(tx)));
          given(mine, made.size());
        });
  }

  /** Elsewhere: a large block is hashed or copied for milliseconds. */
  private <F> void make(Found mine, Callable<F> form, Consumer<F> given) {
    busy = true;
    shared.workers.run(
        LANE,
        form,
        new Workers.Answer<F>() {
          @Override
          public void done(F made) {
            busy = false;
            if (!over) {
              given.accept(made);
              next();
            }
          }

          @Override
          public void failed(Exception cause) {
            close(CloseReason.Code.INTERNAL_ERROR, mine.header.hash() + ": " + cause);
          }
        });
  }

  private void given(Found mine, Block block, Message form) {
    session.send(form);
    given(mine, block.raw().remaining());
  }

  private void given(Found mine, long bytes) {
    shared.upload.sent(bytes, session.now());
    session.announcements().requested(mine.wanted.block);
    if (continuation.filter(mine.wanted.block::equals).isPresent()) {
      continuation = Optional.empty();
      Hash256 tip = shared.active.tip().hash();
      session.send(new Inv(List.of(new Inventory(Inventory.BLOCK, tip))));
    }
  }

  private boolean compact(HeaderView header, Block block) {
    long tipTime = blocks.tip().header().time();
    return depth(header) <= COMPACT_DEPTH
        && tipTime > session.wallTime().minus(COMPACT_AGE).getEpochSecond()
        && block.transactions().size() <= CmpctBlock.MAX_TRANSACTIONS;
  }

  /** Beyond 10 below the tip the whole block: nobody needs parts of it in haste. */
  private void giveTransactions(Found mine, Block block) {
    List<Transaction> all = block.transactions();
    List<Transaction> asked = new ArrayList<>();
    for (int index : mine.wanted.indexes) {
      if (index >= all.size()) {
        session.report(
            Fact.offence(
                Fact.Offence.Kind.BAD_BLOCK_TRANSACTION_INDEX,
                "index " + index + " of " + all.size() + " transactions"));
        return;
      }
      asked.add(all.get(index));
    }
    if (depth(mine.header) > TRANSACTIONS_DEPTH) {
      give(mine, block);
    } else {
      session.send(new BlockTxn(mine.wanted.block, asked));
    }
  }

  private void onGetBlocks(GetBlocks asked) {
    if (asked.locator().size() > HeaderServing.MAX_LOCATOR) {
      close(
          CloseReason.Code.PROTOCOL_VIOLATION,
          "locator of " + asked.locator().size() + " (max " + HeaderServing.MAX_LOCATOR + ")");
      return;
    }
    int tip = shared.active.tip().height();
    int lowest =
        blocks.keep() == Blocks.ALL ? 0 : Math.max(blocks.lowest(), tip - LIMITED_INVENTORY + 1);
    List<Inventory> items = new ArrayList<>();
    int height = shared.active.forkHeight(asked.locator()) + 1;
    Optional<HeaderView> at = shared.active.at(height);
    while (at.isPresent() && height >= lowest && items.size() < MAX_INVENTORY) {
      if (at.get().hash().equals(asked.stop())) {
        break;
      }
      items.add(new Inventory(Inventory.BLOCK, at.get().hash()));
      at = shared.active.at(++height);
    }
    if (items.size() == MAX_INVENTORY) {
      continuation = Optional.of(items.get(MAX_INVENTORY - 1).hash());
    }
    if (!items.isEmpty()) {
      session.send(new Inv(items));
    }
  }

  private void close(CloseReason.Code code, String detail) {
    session.close(CloseReason.of(code, detail));
  }
}
