package org.patchbay.protocols;

import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.session.Session;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Tx;

/**
 * A peer that speaks of transactions though we told it not to is dropped (protocol-facts §5.3,
 * §5.4, §5.8). Confined to the node loop.
 */
final class TxRefusal {
  private final Session session;
  private final String why;

  /**
   * @param why how the reason goes on behind what came
   */
  TxRefusal(Session session, String why) {
    this.session = session;
    this.why = why;
  }

  void begin() {
    session.on(Tx.class, tx -> close("a transaction"));
    session.on(Inv.class, this::onInv);
  }

  private void onInv(Inv inv) {
    for (Inventory item : inv.items()) {
      if (item.isTransaction()) {
        close("an announced transaction");
        return;
      }
    }
  }

  private void close(String what) {
    session.close(CloseReason.of(CloseReason.Code.PROTOCOL_VIOLATION, what + " " + why));
  }
}
