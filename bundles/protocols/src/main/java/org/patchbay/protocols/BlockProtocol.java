package org.patchbay.protocols;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.chain.BlockRequests;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;
import org.patchbay.api.session.UploadLimit;
import org.patchbay.protocols.ChainTalk.Parts;
import org.patchbay.wire.Services;

/**
 * Headers and blocks: fetched, served and announced (protocol-facts §14). Spoken with every peer
 * that stays.
 *
 * <p>Service bits say what is kept (§4.1). There is none for headers alone, and {@code NETWORK}
 * would promise blocks.
 */
@Component(
    name = "patchbay.protocols.blocks",
    service = {Protocol.class, UploadLimit.class, BlockRequests.class})
@Designate(ocd = BlockProtocol.Config.class)
public final class BlockProtocol implements Protocol, UploadLimit, BlockRequests {
  private final Blocks blocks;
  private final Parts parts;
  private volatile Config config;
  private volatile Mempool pool;

  /** What an operator may say. */
  @ObjectClassDefinition(name = "Patchbay blocks")
  public @interface Config {
    /** Bytes of blocks in a day. */
    @AttributeDefinition(
        min = "0",
        description =
            "Megabytes of blocks given in 24 hours after which blocks older than a week are given"
                + " to nobody without the download permission; 0 for no limit.")
    int upload_target_mb() default 0;

    /** Bloom filters. */
    @AttributeDefinition(
        name = "bloom.filters",
        description =
            "Whether everybody may load a Bloom filter and see transactions and blocks through it"
                + " (BIP37); it costs us much and tells what its owner looks for. Who has the"
                + " bloomfilter permission of patchbay.engine may do so in any case.")
    boolean bloom_filters() default false;
  }

  /**
   * Headers and blocks of a chain.
   *
   * @param blocks may be null: the node follows headers alone
   */
  @Activate
  public BlockProtocol(
      @Reference Chain chain,
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          Blocks blocks,
      @Reference Workers workers,
      Config config) {
    this.blocks = blocks;
    this.config = config;
    this.parts =
        new Parts(chain, blocks, workers, () -> Optional.ofNullable(pool), this::uploadTarget);
  }

  /** Compact blocks are put together of what it holds; without one blocks are fetched whole. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindPool(Mempool bound) {
    pool = bound;
  }

  /** It is gone. */
  public void unbindPool(Mempool gone) {
    pool = pool == gone ? null : pool;
  }

  @Modified
  void modified(Config changed) {
    config = changed;
  }

  private long uploadTarget() {
    return config.upload_target_mb() * 1_000_000L;
  }

  @Override
  public State state(long now) {
    return parts.upload().state(uploadTarget(), now);
  }

  @Override
  public String name() {
    return "blocks";
  }

  @Override
  public long services() {
    int keep = blocks == null ? 0 : blocks.keep();
    if (keep == 0) {
      return 0;
    }
    long limited = Services.NETWORK_LIMITED | Services.WITNESS;
    long all = keep == Blocks.ALL ? limited | Services.NETWORK : limited;
    return config.bloom_filters() ? all | Services.BLOOM : all;
  }

  @Override
  public long services(PeerView peer) {
    long services = services();
    boolean bloom = services != 0 && peer.permissions().contains(Permission.BLOOMFILTER);
    return bloom ? services | Services.BLOOM : services;
  }

  @Override
  public boolean appliesTo(PeerView peer) {
    return peer.type() != ConnectionType.FEELER && peer.type() != ConnectionType.ADDR_FETCH;
  }

  @Override
  public Optional<String> request(HeaderView block, long peer) {
    return parts.request(block, peer);
  }

  @Override
  public void attach(Session session) {
    new ChainTalk(session, parts).begin();
  }
}
