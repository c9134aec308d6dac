package org.patchbay.sim;

import org.patchbay.api.relay.Offer;
import org.patchbay.wire.Hash256;

/** An offer as a value. Immutable. */
public record FakeOffer(
    Hash256 txid, Hash256 wtxid, long fee, int vsize, int ancestors, long offeredAt)
    implements Offer {
  /**
   * One with hashes that look random.
   *
   * @param number distinguishes it from others
   */
  public static FakeOffer of(long number, long fee, int vsize, int ancestors) {
    long word = number * 0x9e3779b97f4a7c15L;
    return new FakeOffer(
        new Hash256(word, ~word, number, 1),
        new Hash256(word, number, ~word, word ^ 0x5eed),
        fee,
        vsize,
        ancestors,
        number);
  }
}
