package org.patchbay.engine;

import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.ShortIds;
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

/** Bytes of a message on the wire, as counters show them (protocol-facts §2.1, §3.5, §3.6). */
final class FrameSizes {
  private static final int NONCE = 8;
  private static final String ENCRYPTED = "v2";

  /** Length, header, one byte of name and tag. */
  private static final int PACKET = 3 + 1 + 1 + 16;

  private FrameSizes() {}

  /**
   * Bytes of a message to a peer.
   *
   * @param protocol of its link: {@code v1} or {@code v2}
   */
  static int of(Message message, String command, String protocol) {
    return head(command, protocol) + payload(message);
  }

  /** Bytes of a message beside its payload. */
  static int head(String command, String protocol) {
    if (protocol.equals(ENCRYPTED)) {
      return PACKET + (ShortIds.of(command) == ShortIds.LONG ? V1Frame.COMMAND_SIZE : 0);
    }
    return V1Frame.HEADER_SIZE;
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
