package org.patchbay.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderIntake;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.chain.TipChange;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.node.Environment;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.UInt256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The header chain, kept in one file.
 *
 * <p>Headers are judged, written and entered on a lane of the workers; other threads read the
 * snapshot that the lane published last, and wait for nothing.
 */
@Component(
    name = "patchbay.chain",
    service = {Chain.class, HeaderChain.class})
@Designate(ocd = HeaderChain.Config.class)
public final class HeaderChain implements Chain {
  private static final Logger LOG = LoggerFactory.getLogger(HeaderChain.class);
  private static final String LANE = "chain";
  private static final Duration FORCE_AFTER = Duration.ofSeconds(5);

  /** What an operator can set. */
  @ObjectClassDefinition(name = "Chain")
  public @interface Config {
    /** Blocks to keep. */
    @AttributeDefinition(
        description =
            "How many of the last blocks are kept: auto (all on regtest, 288 elsewhere), all, none"
                + " (headers alone), or a number from 288; a change between numbers acts at once.")
    String keep() default "auto";
  }

  private final Network network;
  private final ChainParams params;
  private final Loop loop;
  private final Workers workers;
  private final Index index;
  private final HeaderLog log;
  private final Lane lane;
  private final SharedRanges shared = new SharedRanges();
  private final Path folder;
  private volatile int keep;
  private volatile BlockChain blocks;
  private final List<Consumer<? super TipChange>> listeners = new CopyOnWriteArrayList<>();
  private boolean forcePending;
  private int announced;

  /**
   * Loads what is stored.
   *
   * @throws IOException when the headers file cannot be read or written
   * @throws IllegalStateException when it holds the headers of another network
   * @throws IllegalArgumentException when the configuration cannot be understood
   */
  @Activate
  public HeaderChain(
      @Reference Loop loop,
      @Reference Workers workers,
      @Reference Environment environment,
      Config config)
      throws IOException {
    this(loop, workers, environment, orAuto(config.keep()));
  }

  /** A node without a chain is of no use: what cannot be read is refused, and the default holds. */
  private static String orAuto(String keep) {
    Optional<String> refusal = Keep.refusal(keep);
    refusal.ifPresent(why -> LOG.error("patchbay.chain: {} is refused; auto holds", why));
    return refusal.isPresent() ? "auto" : keep;
  }

  /**
   * The same without OSGi. A {@link BlockChain} made on it then keeps the blocks.
   *
   * @param keep as in the configuration
   */
  public HeaderChain(Loop loop, Workers workers, Environment environment, String keep)
      throws IOException {
    this(
        loop,
        workers,
        environment.network(),
        ChainParams.of(environment.network()),
        environment.dataFolder(),
        Keep.of(keep, environment.network()));
  }

  /** Headers alone. */
  public HeaderChain(Loop loop, Workers workers, Environment environment) throws IOException {
    this(loop, workers, environment, "none");
  }

  HeaderChain(Loop loop, Workers workers, Network network, ChainParams params, Path folder)
      throws IOException {
    this(loop, workers, network, params, folder, 0);
  }

  HeaderChain(
      Loop loop, Workers workers, Network network, ChainParams params, Path folder, int keep)
      throws IOException {
    this.keep = keep;
    this.folder = folder;
    this.network = network;
    this.params = params;
    this.loop = loop;
    this.workers = workers;
    HeaderRules rules = new HeaderRules(params);
    HeaderFiles files = new HeaderFiles(folder, params.name());
    this.index = Index.of(params, files.capacity());
    this.log = files.open(new Loader(index, rules));
    index.publish();
    this.lane = new Lane(params, index, rules, log);
    this.announced = index.snapshot().tip();
    LOG.info(
        "{} headers of {} loaded, tip at height {}",
        index.snapshot().count(),
        params.name(),
        index.snapshot().tipHeight());
    loop.execute(this::salt);
  }

  /** Only the loop has chance to give; until then the places in the table are no secret. */
  private void salt() {
    long salt = loop.random().nextLong();
    lane(
        () -> {
          index.salt(salt);
          return salt;
        },
        done -> {});
  }

  /** Takes over a changed number; from or to none or all, only a start does. */
  @Modified
  void modified(Config config) {
    Optional<String> refusal = Keep.refusal(config.keep());
    if (refusal.isPresent()) {
      LOG.error("patchbay.chain: {} is refused; what runs stays", refusal.get());
      return;
    }
    int wanted = Keep.of(config.keep(), network);
    if (wanted != keep
        && (wanted == 0 || wanted == Blocks.ALL || keep == 0 || keep == Blocks.ALL)) {
      LOG.warn("keep \"{}\" acts at the next start", config.keep());
      return;
    }
    keep = wanted;
  }

  /** Writes what is not yet on the medium and closes the file. */
  @Deactivate
  public void stop() throws IOException {
    synchronized (lane) {
      log.close();
    }
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public HeaderView tip() {
    Snapshot snapshot = index.snapshot();
    return snapshot.entries().view(snapshot.tip());
  }

  @Override
  public Optional<HeaderView> header(Hash256 hash) {
    Snapshot snapshot = index.snapshot();
    int entry = snapshot.find(hash);
    return entry < 0 ? Optional.empty() : Optional.of(snapshot.entries().view(entry));
  }

  @Override
  public Optional<HeaderView> header(int height) {
    Snapshot snapshot = index.snapshot();
    return height < 0 || height > snapshot.tipHeight()
        ? Optional.empty()
        : Optional.of(snapshot.entries().view(snapshot.best(height)));
  }

  @Override
  public List<Hash256> locator() {
    Snapshot snapshot = index.snapshot();
    return Locators.from(snapshot, snapshot.tip());
  }

  @Override
  public List<Hash256> locator(Hash256 from) {
    Snapshot snapshot = index.snapshot();
    int entry = snapshot.find(from);
    return entry < 0 ? List.of() : Locators.from(snapshot, entry);
  }

  @Override
  public List<BlockHeader> after(List<Hash256> locator, Hash256 stop, int max) {
    return serving().after(locator, stop, max);
  }

  /** With blocks, what is connected is served: a header promises its block. */
  private Serving serving() {
    BlockChain connected = blocks;
    if (keep == 0) {
      return new Serving(index.snapshot(), shared);
    }
    return connected != null
        ? new Serving(connected.served(), shared, connected::hasBlock)
        : new Serving(index.along(new int[] {0}, 0), shared, entry -> false);
  }

  @Override
  public boolean hasMinimumWork() {
    Snapshot snapshot = index.snapshot();
    return snapshot.entries().work(snapshot.tip()).compareTo(params.minimumWork()) >= 0;
  }

  @Override
  public UInt256 minimumWork() {
    return params.minimumWork();
  }

  @Override
  public HeaderIntake intake() {
    return new PeerIntake(this, new PeerHeaders(lane));
  }

  @Override
  public Cancellable onTip(Consumer<? super TipChange> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  ChainParams params() {
    return params;
  }

  Loop loop() {
    return loop;
  }

  Workers workers() {
    return workers;
  }

  Path folder() {
    return folder;
  }

  /** As in {@link Blocks#keep}. */
  int keep() {
    return keep;
  }

  /** What is done on the lane while its owner starts or stops. */
  interface LaneWork<T> {
    T on(Lane lane) throws IOException;
  }

  /** Does something in the place of the lane, from a thread that may wait. */
  <T> T onLane(LaneWork<T> work) throws IOException {
    synchronized (lane) {
      return work.on(lane);
    }
  }

  /** From now on these blocks follow the headers, and say what is served. */
  void attach(BlockChain connected) {
    synchronized (lane) {
      blocks = connected;
      connected.follow();
    }
  }

  void detach() {
    synchronized (lane) {
      blocks = null;
    }
  }

  /** Has the medium hold the headers; on the lane. */
  void forceHeaders() throws IOException {
    log.force();
  }

  /** The entry of a header; -1 when it is not stored. On the lane. */
  int find(Hash256 header) {
    return index.find(header);
  }

  long wallSeconds() {
    return loop.wallTime().getEpochSecond();
  }

  RandomGenerator random() {
    return loop.random();
  }

  /**
   * Runs work on the chain lane; its result comes on the node loop, empty when the work failed, and
   * after it the tip's listeners are told if it moved.
   */
  <T> void lane(Callable<T> work, Consumer<Optional<T>> answer) {
    workers.run(
        LANE,
        () -> {
          // Only stopping the node waits here, never the loop or a reader.
          synchronized (lane) {
            T result = work.call();
            if (blocks != null) {
              blocks.follow();
            }
            return result;
          }
        },
        new Workers.Answer<T>() {
          @Override
          public void done(T result) {
            answer.accept(Optional.of(result));
            settle();
          }

          @Override
          public void failed(Exception cause) {
            LOG.error("headers could not be taken", cause);
            answer.accept(Optional.empty());
          }
        });
  }

  private void settle() {
    tellTip();
    BlockChain connected = blocks;
    if (connected != null) {
      connected.tell();
    }
  }

  private void tellTip() {
    Snapshot snapshot = index.snapshot();
    int before = announced;
    if (snapshot.tip() == before) {
      return;
    }
    announced = snapshot.tip();
    if (!forcePending) {
      forcePending = true;
      loop.after(FORCE_AFTER, this::force);
    }
    if (!listeners.isEmpty()) {
      TipMove move = TipMove.between(snapshot, before);
      listeners.forEach(listener -> listener.accept(move));
    }
  }

  private void force() {
    forcePending = false;
    lane(
        () -> {
          log.force();
          return true;
        },
        done -> {});
  }
}
