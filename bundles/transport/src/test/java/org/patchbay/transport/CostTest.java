package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.transport.Arrival;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Network;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Unknown;

class CostTest {
  private static int wireBytes(Message message) {
    WireWriter out = new WireWriter();
    message.write(out);
    return 24 + out.size();
  }

  private static int held(Message message) {
    return Cost.held(new Arrival.Received(message, wireBytes(message), 0));
  }

  @Test
  void estimatesOfFramesAreClose() {
    Inv inv = new Inv(Collections.nCopies(1000, new Inventory(1, Hash256.ZERO)));
    Headers headers = new Headers(Collections.nCopies(100, Network.MAIN.genesis()));
    Unknown unknown = new Unknown("plugin", new byte[5000]);
    for (Message message : List.of(inv, headers, unknown, new Ping(1))) {
      assertEquals(wireBytes(message), Cost.frame(message), 10, message.command());
    }
  }

  @Test
  void manySmallEntriesCostMoreThanTheirBytes() {
    Inv inv = new Inv(Collections.nCopies(1000, new Inventory(1, Hash256.ZERO)));
    assertTrue(held(inv) > 72 * 1000);
    assertTrue(held(new Unknown("plugin", new byte[36_000])) < 40_000);
  }

  @Test
  void evenNothingCostsSomething() {
    assertTrue(held(new Ping(1)) > 100);
    assertTrue(Cost.held(new Arrival.Rejected("x", Arrival.Flaw.PAYLOAD, "", 4_000_024, 0)) < 1000);
    assertEquals(0, Cost.payload(new Arrival.Rejected("x", Arrival.Flaw.PAYLOAD, "", 4_024, 0)));
  }
}
