package org.patchbay.shell;

import org.patchbay.api.node.Node;

/** A line of {@code peer:gone}. */
record EndedRow(
    long id,
    String type,
    String address,
    Quantity.Age lasted,
    Quantity.Age ago,
    String agent,
    String reason) {
  static EndedRow of(Node.Ended gone, long now) {
    return new EndedRow(
        gone.peer().id(),
        PeerRow.shortened(gone.peer().type()),
        gone.peer().address().toString(),
        Quantity.Age.since(gone.peer().connectedAt(), gone.at()),
        Quantity.Age.since(gone.at(), now),
        gone.peer().userAgent(),
        gone.reason().toString());
  }
}
