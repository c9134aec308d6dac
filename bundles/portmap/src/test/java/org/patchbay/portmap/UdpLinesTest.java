package org.patchbay.portmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.NetworkAddress;

/** The real sockets, with a scripted gateway on loopback; time is virtual. */
class UdpLinesTest {
  private final BlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakeAddresses own = new FakeAddresses();
  private final ScriptedGateway script = new ScriptedGateway();
  private final DatagramSocket socket;
  private final Mapping mapping;

  UdpLinesTest() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(10_000);
    InetSocketAddress at = (InetSocketAddress) socket.getLocalSocketAddress();
    mapping =
        new Mapping(
            loop,
            new UdpLines(turns::add),
            own,
            new Opening(at, Optional.empty(), 8333),
            epoch -> {});
  }

  @AfterEach
  void close() {
    socket.close();
  }

  /** The gateway takes one request and answers; the loop hears the answers. */
  private void serve() throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[Pcp.MOST], Pcp.MOST);
    socket.receive(packet);
    byte[] request = Arrays.copyOf(packet.getData(), packet.getLength());
    for (byte[] answer : script.answer(request)) {
      socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      Runnable turn = turns.poll(10, TimeUnit.SECONDS);
      assertNotNull(turn, "nothing arrived");
      turn.run();
    }
  }

  @Test
  void aMappingIsAskedForAndGivenBack() throws Exception {
    script.noise.add(new byte[] {2, (byte) 0x81, 0});
    script.noise.add(new byte[Pcp.MOST + 100]);
    mapping.begin();
    serve();
    assertEquals(List.of("9.1.2.3:9000 MAPPED"), own.told());
    byte[] client = Arrays.copyOfRange(script.asked.get(0), 8, 24);
    assertEquals("127.0.0.1:0", NetworkAddress.ofLegacy(client, 0).toString());
    script.silent = true;
    mapping.end();
    serve();
    assertEquals(0, script.lastLifetime());
  }

  @Test
  void aGatewayOfAnotherVersionIsAskedInNatPmp() throws Exception {
    script.knowsPcp = false;
    mapping.begin();
    serve();
    serve();
    serve();
    assertEquals(List.of("9.1.2.3:9000 MAPPED"), own.told());
  }

  @Test
  void strangersAreNotHeardAndNothingIsAfterTheEnd() throws Exception {
    script.silent = true;
    mapping.begin();
    DatagramPacket packet = new DatagramPacket(new byte[Pcp.MOST], Pcp.MOST);
    socket.receive(packet);
    byte[] answer =
        new ScriptedGateway().answer(Arrays.copyOf(packet.getData(), packet.getLength())).get(0);
    try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      stranger.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
    }
    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
    Runnable only = turns.poll(10, TimeUnit.SECONDS);
    assertNotNull(only, "the gateway's answer");
    mapping.end();
    only.run();
    assertEquals(List.of(), own.told());
    assertNull(turns.poll());
  }

  @Test
  void nobodyThereIsNoAnswer() {
    socket.close();
    mapping.begin();
    loop.advance(Duration.ofSeconds(3));
    assertEquals(List.of(), own.told());
    assertTrue(turns.isEmpty());
  }

  @Test
  void announcementsAreHeardWithTheirSenderAFewAtATimeUntilTheEnd() throws Exception {
    List<String> heard = new ArrayList<>();
    UdpLines lines = new UdpLines(turns::add, 0);
    UdpLines.UdpEar ear =
        lines.listen((from, bytes) -> heard.add(from.getPort() + " " + bytes.length));
    InetSocketAddress there = new InetSocketAddress(InetAddress.getLoopbackAddress(), ear.port());
    byte[] announcement = script.announcement();
    for (int i = 0; i < 100; i++) {
      socket.send(new DatagramPacket(announcement, announcement.length, there));
    }
    Runnable first = turns.poll(10, TimeUnit.SECONDS);
    assertNotNull(first, "nothing arrived");
    first.run();
    assertEquals(List.of(socket.getLocalPort() + " " + Pcp.HEAD), heard);
    assertTrue(turns.size() <= 8, turns.size() + " wait");

    ear.close();
    turns.forEach(Runnable::run);
    assertEquals(1, heard.size());
  }
}
