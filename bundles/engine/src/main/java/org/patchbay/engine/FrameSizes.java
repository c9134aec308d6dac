package org.patchbay.engine;

import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.V1Frame;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.Tx;

/** Bytes of a message in a plain frame, as counters show them (protocol-facts §2.3). */
final class FrameSizes {
  private static final int NONCE = 8;

  private FrameSizes() {}

  static int of(Message message) {
    return V1Frame.HEADER_SIZE + payload(message);
  }

  /** What is frequent or large is computed, the rest is written once for its length. */
  private static int payload(Message message) {
    if (message instanceof Pong || message instanceof Ping) {
      return NONCE;
    }
    if (message instanceof Headers headers) {
      return list(headers.headers().size(), BlockHeader.SIZE + 1);
    }
    if (message instanceof Inv inv) {
      return list(inv.items().size(), Inventory.SIZE);
    }
    if (message instanceof GetData getData) {
      return list(getData.items().size(), Inventory.SIZE);
    }
    if (message instanceof Tx tx) {
      return tx.transaction().size();
    }
    if (message instanceof BlockMessage block) {
      return block.block().raw().remaining();
    }
    WireWriter out = new WireWriter();
    message.write(out);
    return out.size();
  }

  private static int list(int count, int entry) {
    return CompactSize.sizeOf(count) + count * entry;
  }
}
