package org.patchbay.lab;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.MerkleTree;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.NotFound;
import org.patchbay.wire.message.Tx;

/**
 * What one lab peer announces, asks for and hands out: transactions and blocks (protocol-facts
 * §5.3, §14.9). Confined to the lab thread.
 */
final class Wares {
  private static final int SEEN = 5_000;
  private static final int MAX_ASKED = 100_000;
  private static final int AT_ONCE = 16;
  private static final int ROOM = 1_000_000;
  private static final long FETCH_PATIENCE = 30_000_000_000L;
  private static final Range SHORTLY = new Range(10, 10);

  private final Talk talk;
  private final Line line;
  private final World world;
  private final Clock clock;
  private final int known;
  private final Set<Hash256> seen = new LinkedHashSet<>();
  private final Deque<Inventory> asked = new ArrayDeque<>();
  private boolean serving;
  private boolean byWtxid;
  private long feeFilter;
  private final Set<Hash256> fetching = new LinkedHashSet<>();
  private long fetchingSince;

  Wares(Talk talk, Line line, World world, Clock clock) {
    this.talk = talk;
    this.line = line;
    this.world = world;
    this.clock = clock;
    this.known = world.chain().height();
  }

  /** Both sides announce by wtxid. */
  void byWtxid() {
    byWtxid = true;
  }

  /** The node wants nothing below so many satoshi per 1000 virtual bytes. */
  void feeFilter(long rate) {
    feeFilter = rate;
  }

  /** Tells the node of transactions, unless it knows them. */
  void announce(Collection<Pool.Entry> entries) {
    List<Inventory> items = new ArrayList<>();
    for (Pool.Entry entry : entries) {
      Transaction tx = entry.transaction();
      if (entry.fee() * 1_000 >= feeFilter * tx.vsize() && see(id(tx))) {
        items.add(new Inventory(byWtxid ? Inventory.WTX : Inventory.TX, id(tx)));
      }
    }
    if (!items.isEmpty()) {
      line.send(new Inv(items));
    }
  }

  /** The node announces: what is new is asked for. */
  void told(List<Inventory> items) {
    List<Inventory> wanted = new ArrayList<>();
    for (Inventory item : items) {
      boolean spoken = item.type() == Inventory.WTX == byWtxid;
      if (item.isTransaction() && spoken && see(item.hash())) {
        wanted.add(byWtxid ? item : new Inventory(Inventory.WITNESS_TX, item.hash()));
      }
    }
    if (!wanted.isEmpty()) {
      talk.after(talk.part().pong(), () -> line.send(new GetData(wanted)));
    }
  }

  /** The node hands over a transaction. */
  void given(Transaction tx) {
    see(id(tx));
    world.heard(tx, clock.nanos());
  }

  /** The node asks: it is served as the line drains. */
  void asked(List<Inventory> items) {
    if (asked.size() + items.size() > MAX_ASKED) {
      return;
    }
    asked.addAll(items);
    if (!serving) {
      serving = true;
      talk.after(talk.part().pong(), this::serve);
    }
  }

  private void serve() {
    List<Inventory> absent = new ArrayList<>();
    while (!asked.isEmpty() && line.waiting() < ROOM) {
      Inventory item = asked.remove();
      if (item.isBlock()) {
        world.chain().block(item.hash()).ifPresent(block -> serve(item, block));
      } else if (item.isTransaction() && talk.part().delivers()) {
        Optional<Pool.Entry> entry = world.pool().find(item);
        entry.ifPresentOrElse(one -> serve(item, one), () -> absent.add(item));
      }
    }
    if (!absent.isEmpty()) {
      line.send(new NotFound(absent));
    }
    serving = !asked.isEmpty();
    if (serving) {
      talk.after(SHORTLY, this::serve);
    }
  }

  private void serve(Inventory item, Block block) {
    int height = world.chain().heightOf(item.hash()).orElse(0);
    if (!talk.part().delivers() && height > known) {
      return; // Older ones it gives: nobody should wait for them when a lab begins.
    }
    if (item.type() == Inventory.BLOCK) {
      WireWriter out = new WireWriter(1_024);
      block.writeWithoutWitness(out);
      line.send("block", out.toBytes());
    } else {
      line.send(new BlockMessage(block));
    }
  }

  private void serve(Inventory item, Pool.Entry entry) {
    entry.served(clock.nanos());
    if (item.type() == Inventory.TX) {
      WireWriter out = new WireWriter(256);
      entry.transaction().writeWithoutWitness(out);
      line.send("tx", out.toBytes());
    } else {
      line.send(new Tx(entry.transaction()));
    }
  }

  /** Asks for blocks of a chain that the node knows and the lab does not, a few at a time. */
  void fetch() {
    boolean late = clock.nanos() - fetchingSince > FETCH_PATIENCE;
    if (!fetching.isEmpty() && !late) {
      return;
    }
    fetching.clear();
    fetching.addAll(world.chain().missing(AT_ONCE));
    if (!fetching.isEmpty()) {
      fetchingSince = clock.nanos();
      line.send(
          new GetData(
              fetching.stream().map(one -> new Inventory(Inventory.WITNESS_BLOCK, one)).toList()));
    }
  }

  /** Asks for a block that the node announced. */
  void ask(Hash256 block) {
    line.send(new GetData(List.of(new Inventory(Inventory.WITNESS_BLOCK, block))));
  }

  /** The node hands over a block. */
  void given(Block block) {
    boolean fetched = fetching.remove(block.header().hash());
    boolean known = world.chain().block(block.header().hash()).isPresent();
    if (!known && MerkleTree.mutation(block, true).isEmpty() && world.chain().put(block)) {
      world.follow();
    }
    if (fetched) {
      fetch();
    }
  }

  private Hash256 id(Transaction tx) {
    return byWtxid ? tx.wtxid() : tx.txid();
  }

  /** Remembers the last ones; answers whether it is new. */
  private boolean see(Hash256 id) {
    boolean fresh = seen.add(id);
    if (seen.size() > SEEN) {
      seen.remove(seen.iterator().next());
    }
    return fresh;
  }
}
