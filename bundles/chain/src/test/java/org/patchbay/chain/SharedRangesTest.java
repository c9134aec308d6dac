package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Network;
import org.patchbay.wire.UInt256;
import org.patchbay.wire.message.SharedHeaders;

class SharedRangesTest {
  private static final int HEIGHT = 2_000 * (SharedRanges.KEPT + 2);

  private final SharedRanges shared = new SharedRanges();
  private final Snapshot snapshot = chain(HEIGHT);

  /** Headers that only count: nothing here looks at their work. */
  private static Snapshot chain(int height) {
    ChainParams params = ChainParams.of(Network.REGTEST);
    Index index = Index.of(params, height + 1);
    BlockHeader genesis = Network.REGTEST.genesis();
    int parent = 0;
    BlockHeader last = genesis;
    for (int i = 1; i <= height; i++) {
      last = new BlockHeader(1, last.hash(), genesis.merkleRoot(), i, genesis.bits(), i);
      UInt256 work = index.entries().work(parent).plus(UInt256.of(2));
      parent = index.stage(parent, i, last.hash(), last.toBytes(), 0, work);
      if (i % 2_000 == 0) {
        index.commit();
      }
    }
    index.commit();
    index.publish();
    return index.snapshot();
  }

  @Test
  void whoSyncsGetsTheSameObject() {
    List<BlockHeader> first = shared.of(snapshot, 1, 2_000);
    assertSame(first, shared.of(snapshot, 1, 2_000));
    assertInstanceOf(SharedHeaders.class, first);
    assertEquals(new BestRange(snapshot, 1, 2_000), first);
  }

  @Test
  void whoBeginsElsewhereGetsItsOwn() {
    assertInstanceOf(BestRange.class, shared.of(snapshot, 2, 2_000));
    assertInstanceOf(BestRange.class, shared.of(snapshot, 1, 1_999));
  }

  @Test
  void moreThanAreKeptAreForgottenAndStillRight() {
    SharedHeaders first = (SharedHeaders) shared.of(snapshot, 1, 2_000);
    int checksum = first.checksum();
    for (int i = 0; i <= SharedRanges.KEPT; i++) {
      shared.of(snapshot, 1 + 2_000 * i, 2_000);
    }
    assertNotSame(first, shared.of(snapshot, 1, 2_000));
    assertEquals(checksum, first.checksum());
  }
}
