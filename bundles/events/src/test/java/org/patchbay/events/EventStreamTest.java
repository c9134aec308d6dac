package org.patchbay.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.node.Environment;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Network;

@Timeout(20)
class EventStreamTest {
  @TempDir Path folder;

  private final FakePeer peer = FakePeer.inbound().id(3).established();
  private EventStream stream;

  @BeforeEach
  void start() {
    stream = new EventStream(new VirtualLoop(1), new Here(folder));
  }

  @AfterEach
  void stop() {
    stream.stop();
  }

  @Test
  void readersAtTheSocketGetWhatHappens() throws IOException {
    configure("socket", "events.sock");
    Path socket = folder.resolve("events.sock");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
    try (SocketChannel one = connect(socket);
        SocketChannel two = connect(socket)) {
      InputStream first = Channels.newInputStream(one);
      InputStream second = Channels.newInputStream(two);
      assertTrue(Decoded.next(first).containsKey("started"));
      assertTrue(Decoded.next(second).containsKey("started"));

      stream.stated(peer, Fact.latency(77));

      for (InputStream in : List.of(first, second)) {
        assertEquals(Map.of("peer", 3L, "nanos", 77L), Decoded.next(in).get("round_trip"));
      }
    }
  }

  @Test
  void moreReadersThanThereIsRoomForAreTurnedAway() throws IOException {
    configure("socket", "events.sock");
    List<SocketChannel> all = new ArrayList<>();
    for (int i = 0; i < EventStream.MAX_VISITORS; i++) {
      SocketChannel channel = connect(folder.resolve("events.sock"));
      all.add(channel);
      assertTrue(Decoded.next(Channels.newInputStream(channel)).containsKey("started"));
    }

    try (SocketChannel late = connect(folder.resolve("events.sock"))) {
      assertEquals(-1, Channels.newInputStream(late).read());
    }
    for (SocketChannel channel : all) {
      channel.close();
    }
  }

  @Test
  void messagesCanBeLeftOut() throws IOException {
    configure("socket", "events.sock", "messages", false);
    try (SocketChannel channel = connect(folder.resolve("events.sock"))) {
      InputStream in = Channels.newInputStream(channel);
      assertTrue(Decoded.next(in).containsKey("started"));

      stream.sent(peer, "ping", 32);
      stream.stated(peer, Fact.latency(1));

      assertTrue(Decoded.next(in).containsKey("round_trip"));
    }
  }

  @Test
  void theSocketGoesWhenItIsNotWanted() throws IOException {
    configure("socket", "events.sock");
    configure("socket", "");

    assertFalse(Files.exists(folder.resolve("events.sock")));
  }

  @Test
  void whatIsNoSocketStays() throws IOException {
    Files.writeString(folder.resolve("mine"), "precious");

    configure("socket", "mine");

    assertEquals("precious", Files.readString(folder.resolve("mine")));
  }

  @Test
  void aFileThatCannotBeWrittenIsAFindingAndNoMore() throws Exception {
    configure("file", "none/events");

    HealthCheck.Finding finding = look();
    while (finding.severity() == HealthCheck.Severity.OK) {
      Thread.onSpinWait();
      finding = look();
    }

    assertEquals(HealthCheck.Severity.WARNING, finding.severity());
    assertTrue(finding.detail().contains("none/events"), finding.detail());
    configure("file", "events");
    assertEquals(HealthCheck.Severity.OK, look().severity());
    while (!Files.exists(folder.resolve("events"))) {
      Thread.onSpinWait();
    }
  }

  private HealthCheck.Finding look() {
    return stream.look(new FakeVitals());
  }

  private void configure(Object... keysAndValues) {
    stream.configure(FakeConfig.of(EventStream.Config.class, keysAndValues));
  }

  private static SocketChannel connect(Path socket) throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(socket));
  }

  private record Here(Path dataFolder) implements Environment {
    @Override
    public Network network() {
      return Network.REGTEST;
    }

    @Override
    public String version() {
      return "0.1.0";
    }
  }
}
