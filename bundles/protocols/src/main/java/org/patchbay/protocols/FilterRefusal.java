package org.patchbay.protocols;

import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.session.Session;
import org.patchbay.wire.message.FilterAdd;
import org.patchbay.wire.message.FilterClear;
import org.patchbay.wire.message.FilterLoad;
import org.patchbay.wire.message.GetCFCheckpt;
import org.patchbay.wire.message.GetCFHeaders;
import org.patchbay.wire.message.GetCFilters;
import org.patchbay.wire.message.Message;

/**
 * A peer that asks for filters, of BIP37 or of BIP157, is dropped (protocol-facts §5.5, §5.6): we
 * offer neither, and it waits for answers that will not come. Confined to the node loop.
 */
final class FilterRefusal {
  private final Session session;

  FilterRefusal(Session session) {
    this.session = session;
  }

  void begin() {
    session.on(FilterLoad.class, this::close);
    session.on(FilterAdd.class, this::close);
    session.on(FilterClear.class, this::close);
    session.on(GetCFilters.class, this::close);
    session.on(GetCFHeaders.class, this::close);
    session.on(GetCFCheckpt.class, this::close);
  }

  private void close(Message asked) {
    session.close(
        CloseReason.of(
            CloseReason.Code.PROTOCOL_VIOLATION,
            "\"" + asked.command() + "\", and no such filters are offered"));
  }
}
