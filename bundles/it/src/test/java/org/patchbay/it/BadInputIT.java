package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.wire.Network;
import org.patchbay.wire.message.Verack;

/** What strangers send (protocol-facts §2, §5.0, §8): the connection goes, or only the message. */
class BadInputIT {
  private static final byte[] EMPTY_SUM = {0x5d, (byte) 0xf6, (byte) 0xe0, (byte) 0xe2};

  @TempDir Path folder;
  private EmbeddedNode node;

  @BeforeEach
  void start() {
    // Who begins with anything but a version is taken to speak the encrypted transport.
    node = EmbeddedNode.start(folder, EmbeddedNode.PLAIN);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void wrongMagicEndsTheConnection() throws Exception {
    try (WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      peer.sendRaw(WirePeer.frame(Network.MAIN, "ping", 0, EMPTY_SUM, new byte[0]));

      assertTrue(peer.closedByNode());
      assertEnded(CloseReason.Code.BAD_FRAMING, "f9beb4d9");
    }
  }

  @Test
  void anOversizeLengthEndsTheConnection() throws Exception {
    try (WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      peer.sendRaw(WirePeer.frame(Network.REGTEST, "inv", 4_000_001, EMPTY_SUM, new byte[0]));

      assertTrue(peer.closedByNode());
      assertEnded(CloseReason.Code.BAD_FRAMING, "4000001");
    }
  }

  @Test
  void aBadChecksumCostsTheMessageAlone() throws Exception {
    try (WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      peer.sendRaw(WirePeer.frame(Network.REGTEST, "ping", 8, EMPTY_SUM, new byte[8]));

      peer.barrier(2);
      assertNoted("checksum");
    }
  }

  @Test
  void malformedAndUnknownMessagesCostThemselvesAlone() throws Exception {
    try (WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      peer.sendFrame("inv", new byte[] {(byte) 0xFD, 1, 0}); // not minimal
      peer.sendFrame("headers", new byte[] {5, 1, 2, 3}); // truncated
      peer.sendFrame("getdata", new byte[] {(byte) 0xFE, 0, 0, 0, 1}); // more than there is
      peer.sendFrame("nonsense", new byte[100]);

      peer.barrier(3);
      assertNoted("inv");
      assertNoted("headers");
    }
  }

  @Test
  void onlyVersionCountsBeforeVersionAndASecondOneIsIgnored() throws Exception {
    try (WirePeer peer = WirePeer.dial(Network.REGTEST, node.address())) {
      peer.sendFrame("ping", new byte[8]);
      peer.sendFrame("getaddr", new byte[0]);
      peer.send(Verack.INSTANCE);
      peer.send(WirePeer.version("/First:1.0/", 1));
      assertEquals("version", peer.next().command(), "nothing was answered before");
      peer.send(WirePeer.version("/Second:1.0/", 2));
      peer.send(Verack.INSTANCE);
      peer.await("verack");

      peer.barrier(4);
      assertEquals("/First:1.0/", node.node().peers().get(0).userAgent());
    }
  }

  @Test
  void tooManyEntriesAreAnOffence() throws Exception {
    try (WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      byte[] payload = new byte[3 + 1001 * 30];
      payload[0] = (byte) 0xFD;
      payload[1] = (byte) 0xE9;
      payload[2] = 3;
      peer.sendFrame("addr", payload);

      assertTrue(peer.closedByNode());
      assertEnded(CloseReason.Code.MISBEHAVIOUR, "1001");
    }
  }

  @Test
  void anObsoleteVersionIsRefused() throws Exception {
    try (WirePeer peer = WirePeer.dial(Network.REGTEST, node.address())) {
      byte[] version = new byte[86];
      version[0] = 100;
      peer.sendFrame("version", version);

      assertTrue(peer.closedByNode());
      assertEnded(CloseReason.Code.OBSOLETE_VERSION, "100");
    }
  }

  private void assertEnded(CloseReason.Code code, String detail) {
    EmbeddedNode.await("the end is recorded", () -> !node.node().ended().isEmpty());
    Node.Ended ended = node.node().ended().get(node.node().ended().size() - 1);
    assertEquals(code, ended.reason().code(), ended.reason().toString());
    assertTrue(ended.reason().detail().contains(detail), ended.reason().toString());
  }

  private void assertNoted(String word) {
    EmbeddedNode.await(
        "a note on " + word,
        () -> node.node().peers().get(0).notes().stream().anyMatch(note -> note.contains(word)));
  }
}
