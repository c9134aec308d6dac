package org.patchbay.protocols;

import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.relay.Relay;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;
import org.patchbay.wire.message.FilterClear;
import org.patchbay.wire.message.FilterLoad;
import org.patchbay.wire.message.Message;

/**
 * Transactions: announced, asked for, served (protocol-facts §13).
 *
 * <p>Where the pool takes none, this is the protocol of a blocks-only node: what is announced or
 * sent all the same is dropped without punishment, and what is asked for is not found. With peers
 * for blocks alone a transaction ends the connection, whatever the pool (§5.8); so it does where an
 * operator wants no transactions of peers, with those that have no relay permission (§5.0).
 */
@Component(name = "patchbay.protocols.transactions", service = Protocol.class)
public final class TransactionProtocol implements Protocol {
  private final Mempool mempool;
  private final Blocks blocks;
  private final Loop loop;
  private final FeeFilters feeFilters;
  private final TxBacklog backlog = new TxBacklog();
  private TxDownload download;
  private PoolRelay announced;
  private Cancellable following = () -> {};
  private boolean ended;

  /** Transactions of a pool, confirmed by blocks. */
  @Activate
  public TransactionProtocol(
      @Reference Mempool mempool, @Reference Blocks blocks, @Reference Loop loop) {
    this.mempool = mempool;
    this.blocks = blocks;
    this.loop = loop;
    this.feeFilters = new FeeFilters(loop);
    loop.execute(this::begin);
  }

  /** Follows the blocks, once. */
  private void begin() {
    if (download != null || ended) {
      return;
    }
    download = new TxDownload(mempool, blocks, loop);
    if (mempool.open()) {
      following = blocks.onChange(this::changed);
    }
  }

  /**
   * Announces through it what the pool holds. The engine gives it and asks for this protocol in
   * turn, so that neither can wait for the other.
   */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindRelay(Relay relay) {
    loop.execute(
        () -> {
          announceNoMore();
          if (mempool.open() && !ended) {
            announced = new PoolRelay(mempool, relay);
            announced.begin();
          }
        });
  }

  /** It is gone. */
  public void unbindRelay(Relay relay) {
    loop.execute(
        () -> {
          if (announced != null && announced.through(relay)) {
            announceNoMore();
          }
        });
  }

  private void announceNoMore() {
    if (announced != null) {
      announced.end();
      announced = null;
    }
  }

  private void changed(BlockChange change) {
    if (announced != null && !blocks.initialDownload()) {
      change.connected().forEach(block -> announced.connected(block.header().hash()));
    }
    download.changed(change);
    feeFilters.consider();
  }

  /** Follows and offers nothing any more. */
  @Deactivate
  public void deactivate() {
    loop.execute(
        () -> {
          ended = true;
          announceNoMore();
          following.cancel();
          feeFilters.end();
          if (download != null) {
            download.end();
          }
        });
  }

  /** What all conversations share; for tests that look at its bounds. */
  TxDownload download() {
    return download;
  }

  @Override
  public String name() {
    return "transactions";
  }

  @Override
  public boolean relaysTransactions() {
    return mempool.openToPeers();
  }

  @Override
  public boolean relaysTransactions(PeerView peer) {
    return mempool.open()
        && (mempool.openToPeers()
            || peer.permissions().contains(Permission.RELAY)
            || peer.permissions().contains(Permission.FORCERELAY));
  }

  @Override
  public boolean appliesTo(PeerView peer) {
    return peer.type() != ConnectionType.FEELER;
  }

  @Override
  public void attach(Session session) {
    if (session.peer().type() == ConnectionType.BLOCK_RELAY_ONLY) {
      new TxRefusal(session, "on a connection for blocks alone").begin();
      return;
    }
    TxServing serving = new TxServing(session, mempool, backlog);
    serving.begin();
    if (mempool.open()) {
      begin();
      if (relaysTransactions(session.peer())) {
        new TxExchange(session, download).begin();
      } else {
        new TxRefusal(session, "though we told that we relay none").begin();
      }
      new FeeFilterSending(session, mempool, blocks).begin(feeFilters);
    }
    if (session.peer().relaysTransactions()) {
      tell(session, serving);
    } else {
      tellOnceAFilterAsks(session, serving);
    }
  }

  private void tell(Session session, TxServing serving) {
    serving.serve();
    if (mempool.open()) {
      session.announcements().begin(session.peer().features().contains("wtxidrelay"));
    }
  }

  /** Whose version message asked for no transactions may ask by a filter (BIP37). */
  private void tellOnceAFilterAsks(Session session, TxServing serving) {
    Consumer<Message> asks =
        new Consumer<>() {
          private boolean told;

          @Override
          public void accept(Message message) {
            if (!told && FilterExchange.offered(session)) {
              told = true;
              tell(session, serving);
            }
          }
        };
    session.on(FilterLoad.class, asks);
    session.on(FilterClear.class, asks);
  }
}
