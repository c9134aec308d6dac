package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Network;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.GetHeaders;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.SendHeaders;

class BlockAnnouncingTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final long now = loop.wallTime().getEpochSecond();
  private final FakeChain chain = new FakeChain(loop).grow(20, now);
  private final FakeBlocks blocks = new FakeBlocks(loop, chain).fill(20);
  private final BlockProtocol protocol = blocks.protocol();

  private FakeSession attach(boolean headers) {
    FakeSession session = new FakeSession(loop, FakePeer.inbound().established());
    protocol.attach(session);
    session.deliver(
        new GetHeaders(70016, List.of(chain.header(15).orElseThrow().hash()), Hash256.ZERO));
    if (headers) {
      session.deliver(SendHeaders.INSTANCE);
    }
    session.takeSent();
    return session;
  }

  private void found(int count) {
    for (BlockHeader header : FakeChain.on(chain.tip().header(), count, now)) {
      chain.take(List.of(header));
      blocks.put(FakeBlocks.empty(header));
    }
    loop.runDue();
  }

  private List<Message> told(FakeSession session) {
    return session.takeSent().stream()
        .filter(message -> message instanceof Headers || message instanceof Inv)
        .toList();
  }

  private Inv tipInv() {
    return new Inv(List.of(new Inventory(Inventory.BLOCK, chain.tip().hash())));
  }

  @Test
  void connectedBlocksByHeadersOrByInv() {
    FakeSession modern = attach(true);
    FakeSession plain = attach(false);
    found(1);
    assertEquals(List.of(new Headers(chain.headers(21, 21))), told(modern));
    assertEquals(List.of(tipInv()), told(plain));
    assertEquals(List.of(chain.tip().hash()), modern.announcements().announcedBlocks());
    found(8);
    assertEquals(List.of(new Headers(chain.headers(22, 29))), told(modern));
    found(9);
    assertEquals(List.of(tipInv()), told(modern));
  }

  @Test
  void headersWithoutTheirBlocksAreNotAnnounced() {
    FakeSession session = attach(true);
    chain.take(FakeChain.on(chain.tip().header(), 2, now));
    loop.runDue();
    assertEquals(List.of(), told(session));
    blocks.put(FakeBlocks.empty(chain.header(21).orElseThrow().header()));
    loop.runDue();
    assertEquals(List.of(new Headers(chain.headers(21, 21))), told(session));
  }

  @Test
  void notDuringTheInitialDownloadAndNotWhereNobodyValidates() {
    FakeSession session = attach(true);
    blocks.initialDownload = true;
    found(1);
    assertEquals(List.of(), told(session));
    blocks.initialDownload = false;
    chain.network = Network.SIGNET;
    found(1);
    assertEquals(List.of(), told(session));
  }

  @Test
  void whoGaveTheBlockIsNotToldOfIt() {
    FakeSession giver = attach(true);
    FakeSession other = attach(true);
    BlockHeader header = FakeChain.on(chain.tip().header(), 1, now).get(0);
    giver.deliver(new Headers(List.of(header)));
    loop.runDue();
    giver.deliver(new BlockMessage(FakeBlocks.empty(header)));
    loop.runDue();
    assertEquals(21, blocks.tip().height());
    assertEquals(List.of(), told(giver));
    assertEquals(List.of(new Headers(List.of(header))), told(other));
  }

  @Test
  void afterAReorganisationTheHeadersFromTheForkAreTold() {
    FakeSession session = attach(true);
    chain.take(FakeChain.on(chain.header(18).orElseThrow().header(), 3, now + 1));
    chain.headers(19, 21).forEach(header -> blocks.put(FakeBlocks.empty(header)));
    loop.runDue();
    assertEquals(List.of(new Headers(chain.headers(19, 21))), told(session));
  }
}
