package org.patchbay.protocols;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.SipHash;
import org.patchbay.wire.WireWriter;

/** The short transaction ids of one compact block (protocol-facts §7.1). Immutable. */
record ShortIds(long k0, long k1) {
  private static final long MASK = 0xFFFF_FFFF_FFFFL;

  static ShortIds of(BlockHeader header, long nonce) {
    WireWriter out = new WireWriter(BlockHeader.SIZE + 8);
    header.write(out);
    ByteBuffer digest =
        ByteBuffer.wrap(Sha256.hash(out.u64(nonce).toBytes())).order(ByteOrder.LITTLE_ENDIAN);
    return new ShortIds(digest.getLong(), digest.getLong());
  }

  /** 48 bits for a transaction. */
  long of(Hash256 wtxid) {
    return SipHash.hash(k0, k1, wtxid) & MASK;
  }
}
