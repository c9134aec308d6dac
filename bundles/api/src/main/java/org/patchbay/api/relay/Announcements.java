package org.patchbay.api.relay;

import java.util.function.Predicate;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.wire.Hash256;

/**
 * One peer's part in relay. Confined to the node loop; ends with the conversation that began it.
 */
@ProviderType
public interface Announcements {
  /**
   * From now on the peer is told of what is offered, in its group's time; of what was offered
   * before it is not told.
   *
   * @param byWtxid that wtxidrelay was negotiated
   */
  void begin(boolean byWtxid);

  /** The peer is told no more. */
  void end();

  /** It wants nothing below this fee rate, in satoshi per 1000 virtual bytes. */
  void feeFilter(long rate);

  /**
   * It wants those transactions alone that pass (BIP37), even where its version message asked for
   * none; ends with the conversation that said so.
   *
   * @param passes asked with a wtxid when the peer is about to be told of it
   */
  void filter(Predicate<Hash256> passes);

  /** It has the transaction with this txid or wtxid: it is not told of it. */
  void knows(Hash256 id);

  /**
   * Whether the transaction with this txid or wtxid may be given to the peer (§13.2): it was
   * offered before its group was last told of anything.
   */
  boolean servable(Hash256 id);

  /** Everything that is offered now is told at the group's next time (BIP35). */
  void everything();

  /** We told it of a block. */
  void announced(Hash256 block);

  /** It asked for a transaction or a block, and gets it. */
  void requested(Hash256 id);
}
