package org.patchbay.mempool;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.Coins;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.node.Environment;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unconfirmed transactions within a bound of memory. Confined to the node loop, except where {@link
 * Mempool} says otherwise.
 *
 * <p>Nothing here runs a script. So it is open on regtest alone, where the chain keeps unspent
 * outputs and coins are worth nothing; on other networks it takes nothing, because a stranger could
 * otherwise make this node relay what spends coins that are not the sender's.
 */
@Component(name = "patchbay.mempool", service = Mempool.class)
@Designate(ocd = BoundedMempool.Config.class)
public final class BoundedMempool implements Mempool {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedMempool.class);
  private static final Duration EXPIRY = Duration.ofHours(336);
  private static final Duration EXPIRY_PASS = Duration.ofHours(1);
  private static final long MIB = 1 << 20;

  /** What an operator can set. */
  @ObjectClassDefinition(name = "Unconfirmed transactions")
  public @interface Config {
    /** Bound of memory. */
    @AttributeDefinition(
        description = "How many MiB of memory unconfirmed transactions may take.",
        min = "5",
        max = "10000")
    int max_mb() default 100;

    /** Of whom. */
    @AttributeDefinition(
        description =
            "Whether transactions are taken of all peers; otherwise of this node's RPC and of peers"
                + " with the relay permission alone. Peers are told when they connect.")
    boolean from_peers() default true;
  }

  private final Loop loop;
  private final boolean open;
  private final Pool pool = new Pool();
  private final Listeners listeners = new Listeners();
  private final Contents contents;
  private final Cancellable following;
  private volatile long maxMemory;
  private volatile boolean fromPeers = true;
  private volatile Cancellable nextExpiry = () -> {};
  private volatile boolean stopped;

  /** An empty pool, open on regtest where the chain keeps unspent outputs. */
  @Activate
  public BoundedMempool(
      @Reference Loop loop,
      @Reference Environment environment,
      @Reference Blocks blocks,
      @Reference Chain chain,
      Config config) {
    this(
        loop,
        blocks,
        height -> chain.header(height).map(HeaderView::medianTime).orElse(Long.MAX_VALUE >> 1),
        config.max_mb() * MIB,
        environment.network() == Network.REGTEST && blocks.coins().isPresent());
    this.fromPeers = config.from_peers();
  }

  BoundedMempool(
      Loop loop, Blocks blocks, IntToLongFunction medianTimes, long maxMemory, boolean open) {
    this.loop = loop;
    this.open = open;
    this.maxMemory = maxMemory;
    Coins coins = open ? blocks.coins().orElseThrow() : new NoCoins();
    this.contents = new Contents(pool, coins, blocks.tip(), medianTimes, listeners);
    if (open) {
      this.following = blocks.onChange(this::changed);
      // A block may have come after the tip was read and before anybody listened.
      loop.execute(() -> contents.at(blocks.tip()));
      this.nextExpiry = loop.after(EXPIRY_PASS, this::expire);
      LOG.info(
          "Transactions are unvalidated: scripts are not checked, so what is relayed may be"
              + " invalid");
    } else {
      this.following = () -> {};
      LOG.info("No transactions are taken, because nothing here validates them");
    }
  }

  /** Follows the chain no more. */
  @Deactivate
  public void stop() {
    stopped = true;
    following.cancel();
    nextExpiry.cancel();
  }

  @Modified
  void modified(Config config) {
    fromPeers = config.from_peers();
    maxMemory = config.max_mb() * MIB;
    loop.execute(
        () -> {
          contents.trim(maxMemory);
          listeners.tell();
        });
  }

  @Override
  public boolean open() {
    return open;
  }

  @Override
  public boolean openToPeers() {
    return open && fromPeers;
  }

  @Override
  public boolean validated() {
    return false;
  }

  @Override
  public Verdict offer(Transaction tx) {
    if (!open) {
      return new Verdict(Kind.REJECTED, "closed: nothing here validates transactions", List.of());
    }
    Verdict verdict;
    try {
      verdict = contents.offer(tx, loop.now(), maxMemory);
    } catch (RuntimeException e) {
      LOG.error("{} could not be judged", tx, e);
      verdict = new Verdict(Kind.REJECTED, "error: " + e, List.of());
    }
    listeners.tell();
    return verdict;
  }

  @Override
  public List<Trial> test(List<Transaction> transactions) {
    if (!open) {
      Verdict closed =
          new Verdict(Kind.REJECTED, "closed: nothing here validates transactions", List.of());
      return transactions.stream().map(tx -> new Trial(tx, closed, 0)).toList();
    }
    return contents.test(transactions, loop.now(), maxMemory);
  }

  private void changed(BlockChange change) {
    contents.changed(change, loop.now(), maxMemory);
    listeners.tell();
  }

  private void expire() {
    if (!stopped) {
      contents.expire(loop.now() - EXPIRY.toNanos());
      listeners.tell();
      nextExpiry = loop.after(EXPIRY_PASS, this::expire);
    }
  }

  @Override
  public Optional<Entry> byTxid(Hash256 txid) {
    return Optional.ofNullable(pool.byTxid(txid)).map(Held::entry);
  }

  @Override
  public Optional<Entry> byWtxid(Hash256 wtxid) {
    return Optional.ofNullable(pool.byWtxid(wtxid)).map(Held::entry);
  }

  @Override
  public Optional<Entry> spender(OutPoint place) {
    return Optional.ofNullable(pool.spender(place)).map(Held::entry);
  }

  @Override
  public long minimumFeeRate() {
    return contents.minimumRate(loop.now(), maxMemory);
  }

  @Override
  public int size() {
    return pool.size();
  }

  @Override
  public long memory() {
    return pool.memory();
  }

  @Override
  public long maxMemory() {
    return maxMemory;
  }

  /** Copied by the calling thread: what comes or goes meanwhile may be missing or there. */
  @Override
  public List<Entry> snapshot() {
    return ParentsFirst.of(pool.all());
  }

  @Override
  public Cancellable follow(Listener listener) {
    return listeners.follow(listener);
  }
}
