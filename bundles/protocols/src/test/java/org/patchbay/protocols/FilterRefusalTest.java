package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.message.FilterAdd;
import org.patchbay.wire.message.FilterClear;
import org.patchbay.wire.message.FilterLoad;
import org.patchbay.wire.message.GetCFCheckpt;
import org.patchbay.wire.message.GetCFHeaders;
import org.patchbay.wire.message.GetCFilters;
import org.patchbay.wire.message.Message;

class FilterRefusalTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final BlockProtocol protocol = FakeBlocks.none(new FakeChain(loop));

  @Test
  void whoAsksForAnyFilterIsDroppedForSayingSo() {
    List<Message> all =
        List.of(
            new FilterLoad(new byte[1], 1, 0, 0),
            new FilterAdd(new byte[1]),
            new FilterClear(),
            new GetCFilters(0, 0, Hash256.ZERO),
            new GetCFHeaders(0, 0, Hash256.ZERO),
            new GetCFCheckpt(0, Hash256.ZERO));
    for (Message each : all) {
      FakeSession session = new FakeSession(loop, FakePeer.inbound().established());
      protocol.attach(session);
      session.deliver(each);
      assertEquals(
          "protocol-violation: \"" + each.command() + "\", and no such filters are offered",
          session.closed().orElseThrow().toString());
    }
  }
}
