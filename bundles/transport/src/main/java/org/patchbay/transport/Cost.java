package org.patchbay.transport;

import org.patchbay.api.transport.Arrival;
import org.patchbay.wire.V1Frame;
import org.patchbay.wire.message.Addr;
import org.patchbay.wire.message.AddrV2;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.BlockTxn;
import org.patchbay.wire.message.CFilter;
import org.patchbay.wire.message.CmpctBlock;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.NotFound;
import org.patchbay.wire.message.Tx;
import org.patchbay.wire.message.Unknown;

/**
 * What messages weigh, estimated so cheaply that both sides of a queue may ask, and always the same
 * for the same message.
 */
final class Cost {
  private static final int ARRIVAL = 160;
  private static final int SMALL = 512;
  private static final int TRANSACTION = 64;
  private static final int ADDRESS = 120;

  private Cost() {}

  /** Payload bytes that wait with an arrival. */
  static int payload(Arrival arrival) {
    return arrival instanceof Arrival.Received ? inside(arrival) : 0;
  }

  /**
   * Bytes on the heap. A record of a few bytes on the wire costs several times as many: an entry of
   * an inv 36 and 80, a header 81 and 190, an address 9 or more and 120.
   */
  static int held(Arrival arrival) {
    if (!(arrival instanceof Arrival.Received received)) {
      return ARRIVAL;
    }
    int payload = inside(arrival);
    return ARRIVAL + (payload <= SMALL ? 2 * payload : large(received.message(), payload));
  }

  /** What is not frame; a packet wraps a short name in three bytes less. */
  private static int inside(Arrival arrival) {
    return Math.max(0, arrival.wireBytes() - V1Frame.HEADER_SIZE);
  }

  private static int large(Message message, int payload) {
    if (message instanceof BlockMessage block) {
      return payload + TRANSACTION * block.block().transactions().size();
    }
    if (message instanceof BlockTxn transactions) {
      return 2 * payload + TRANSACTION * transactions.transactions().size();
    }
    if (message instanceof CmpctBlock compact) {
      return 2 * payload + TRANSACTION * compact.prefilled().size();
    }
    if (message instanceof AddrV2 addr) {
      return payload + ADDRESS * addr.entries().size();
    }
    if (message instanceof Addr addr) {
      return payload + ADDRESS * addr.entries().size();
    }
    if (message instanceof Tx || message instanceof Unknown || message instanceof CFilter) {
      return payload;
    }
    return 3 * payload;
  }

  /** Bytes of a frame, made exact when it is encoded. */
  static int frame(Message message) {
    return V1Frame.HEADER_SIZE + body(message);
  }

  private static int body(Message message) {
    if (message instanceof Tx tx) {
      return tx.transaction().size();
    }
    if (message instanceof BlockMessage block) {
      return block.block().raw().remaining();
    }
    if (message instanceof Headers headers) {
      return 81 * headers.headers().size();
    }
    if (message instanceof Inv inv) {
      return 36 * inv.items().size();
    }
    if (message instanceof GetData getData) {
      return 36 * getData.items().size();
    }
    if (message instanceof NotFound notFound) {
      return 36 * notFound.items().size();
    }
    if (message instanceof Addr addr) {
      return 30 * addr.entries().size();
    }
    if (message instanceof AddrV2 addr) {
      return 24 * addr.entries().size();
    }
    if (message instanceof CmpctBlock compact) {
      return 100 + 6 * compact.shortIds().length;
    }
    if (message instanceof BlockTxn transactions) {
      return 400 * transactions.transactions().size();
    }
    if (message instanceof Unknown unknown) {
      return unknown.payload().length;
    }
    return 16;
  }
}
