package org.patchbay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.MerkleTree;
import org.patchbay.wire.Network;
import org.patchbay.wire.V1Frame;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.GetHeaders;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;

@Timeout(20)
class LabThreadTest {
  private final Frames frames = new Frames(Network.REGTEST);

  @Test
  void aLabPeerOnRealTcpGreetsAndServesHeadersAndBlocksToAScriptedSocket() throws Exception {
    LabThread thread = new LabThread(Network.REGTEST);
    List<InetSocketAddress> listening =
        new Crew(new Crew.Plan(4, 1, 150, 600, 0), thread, thread).begin(Optional::empty);
    thread.start();
    try (Socket socket = new Socket()) {
      socket.connect(listening.get(1));
      say(socket, MadeUp.version(0, 0, 1, "/Test:0/", 0));
      say(socket, new Verack());
      Version version = (Version) await(socket, "version");
      assertTrue(version.userAgent().startsWith("/LabPeer:"), version.userAgent());
      await(socket, "verack");
      say(socket, new GetHeaders(70_016, List.of(), Hash256.ZERO));
      List<BlockHeader> headers = ((Headers) await(socket, "headers")).headers();
      assertEquals(150, headers.size());
      Hash256 last = headers.get(149).hash();
      say(socket, new GetData(List.of(new Inventory(Inventory.WITNESS_BLOCK, last))));
      Block block = ((BlockMessage) await(socket, "block")).block();
      assertEquals(last, block.header().hash());
      assertEquals(Optional.empty(), MerkleTree.mutation(block, true));
    } finally {
      thread.close();
    }
    assertFalse(alive());
    assertThrows(IOException.class, () -> new Socket().connect(listening.get(1)));
  }

  @Test
  void labPeersTalkToEachOther() throws Exception {
    LabThread host = new LabThread(Network.REGTEST);
    List<InetSocketAddress> listening =
        new Crew(new Crew.Plan(1, 1, 150, 600, 0), host, host).begin(Optional::empty);
    host.start();
    LabThread guest = new LabThread(Network.REGTEST);
    CountDownLatch learned = new CountDownLatch(1);
    World world = new World();
    Talk.Listener listener =
        new Talk.Listener() {
          @Override
          public void learned(Talk talk) {
            learned.countDown();
          }

          @Override
          public void over(Talk talk) {}
        };
    guest.dial(
        listening.get(0),
        line ->
            new Talk(
                line, Part.MINER, true, world, guest, new java.util.SplittableRandom(1), listener),
        () -> {});
    guest.start();
    assertTrue(learned.await(10, TimeUnit.SECONDS));
    guest.close();
    host.close();
    assertEquals(150, world.chain().height());
    assertFalse(alive());
  }

  @Test
  void onlyLoopbackIsDialled() throws IOException {
    LabThread thread = new LabThread(Network.REGTEST);
    InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.1", 8_333);
    assertThrows(
        IllegalArgumentException.class, () -> thread.dial(elsewhere, line -> null, () -> {}));
    thread.close();
    InetSocketAddress any = new InetSocketAddress("0.0.0.0", 5);
    InetSocketAddress chosen = Lab.loopback(Stream.of(elsewhere, any)).orElseThrow();
    assertTrue(chosen.getAddress().isLoopbackAddress() && chosen.getPort() == 5, "" + chosen);
    assertEquals(Optional.empty(), Lab.loopback(Stream.of(elsewhere)));
  }

  private static boolean alive() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("patchbay-lab"));
  }

  private void say(Socket socket, Message message) throws IOException {
    WireWriter out = new WireWriter();
    message.write(out);
    socket.getOutputStream().write(frames.frame(message.command(), out.toBytes(), false).array());
  }

  private Message await(Socket socket, String command) throws Exception {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    while (true) {
      byte[] header = in.readNBytes(V1Frame.HEADER_SIZE);
      int length = frames.length(ByteBuffer.wrap(header));
      ByteBuffer frame = ByteBuffer.allocate(length).put(header);
      frame.put(in.readNBytes(length - V1Frame.HEADER_SIZE)).flip();
      Message message = frames.read(frame);
      if (message.command().equals(command)) {
        return message;
      }
    }
  }
}
