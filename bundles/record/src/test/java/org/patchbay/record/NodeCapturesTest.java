package org.patchbay.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.node.Environment;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.question.Transcript;
import org.patchbay.api.record.Proceedings;
import org.patchbay.api.transport.Tap;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;

class NodeCapturesTest {
  private static final String FOLDER = "message_capture/[2001_db8__1]_8333";

  @TempDir Path folder;
  private final VirtualLoop loop = new VirtualLoop(1);
  private final House house = new House();

  private record Place(Network network, Path dataFolder, String version) implements Environment {}

  /** Has the peers 1 to 40. */
  private static final class House implements Proceedings {
    final Map<Long, Tap> taps = new HashMap<>();

    @Override
    public Cancellable follow(Collection<String> slots, Transcript transcript) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<PeerView> tap(long peer, Tap tap) {
      taps.put(peer, tap);
      NetworkAddress address = NetworkAddress.parse("[2001:db8::" + peer + "]:8333");
      return peer > 40 ? Optional.empty() : Optional.of(FakePeer.inbound().address(address));
    }
  }

  private NodeCaptures captures() {
    return new NodeCaptures(
        loop, new VirtualWorkers(loop), new Place(Network.REGTEST, folder, "0.1.0"), house);
  }

  private void written() {
    loop.advance(Duration.ofSeconds(1));
  }

  @Test
  void messagesAreWrittenInTheLayoutOfBitcoinCore() throws IOException {
    NodeCaptures captures = captures();
    assertEquals("running", captures.begin(1, 1_000_000).state());
    house.taps.get(1L).received("ping", ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
    house.taps.get(1L).received("verack", ByteBuffer.allocate(0));
    house.taps.get(1L).sent("pong", ByteBuffer.wrap(new byte[] {9, 9, 1, 2}, 1, 2));
    written();
    byte[] bytes = Files.readAllBytes(folder.resolve(FOLDER).resolve("msgs_recv.dat"));
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(24 + 8 + 24, bytes.length);
    assertEquals(loop.wallTime().toEpochMilli() / 10_000, in.getLong() / 10_000_000);
    byte[] command = new byte[12];
    in.get(command);
    assertArrayEquals(Arrays.copyOf("ping".getBytes(), 12), command);
    assertEquals(8, in.getInt());
    assertEquals(0x0807060504030201L, in.getLong());
    byte[] sent = Files.readAllBytes(folder.resolve(FOLDER).resolve("msgs_sent.dat"));
    assertArrayEquals(new byte[] {2, 0, 0, 0, 9, 1}, Arrays.copyOfRange(sent, 20, 26));
    assertEquals(3, captures.all().get(0).messages());
    assertEquals(bytes.length + sent.length, captures.all().get(0).bytes());

    assertEquals("ended", captures.end(1).state());
    assertEquals(null, house.taps.get(1L), "nobody is told any more");
    captures.begin(1, 1_000_000);
    house.taps.get(1L).received("verack", ByteBuffer.allocate(0));
    written();
    assertEquals(bytes.length + 24, Files.size(folder.resolve(FOLDER).resolve("msgs_recv.dat")));
    house.taps.get(1L).ended();
    assertEquals("ended: the peer is gone", captures.all().get(1).state());
  }

  @Test
  void whatWaitsAndWhatIsWrittenAreBounded() throws IOException {
    NodeCaptures captures = captures();
    captures.begin(1, 9_000_000);
    Tap tap = house.taps.get(1L);
    for (int i = 0; i < 5; i++) {
      tap.received("block", ByteBuffer.allocate(1 << 20));
    }
    assertEquals(2, captures.all().get(0).missed(), "four megabytes wait");
    written();
    for (int i = 0; i < 6; i++) {
      tap.received("block", ByteBuffer.allocate(1 << 20));
      written();
    }
    assertEquals("ended: as large as it may be", captures.all().get(0).state());
    assertEquals(
        8L * (24 + (1 << 20)), Files.size(folder.resolve(FOLDER).resolve("msgs_recv.dat")));
    assertEquals(Severity.OK, captures.look(new FakeVitals()).severity());
  }

  @Test
  void aDiskThatRefusesIsAFinding() throws IOException {
    Files.createFile(folder.resolve("message_capture"));
    NodeCaptures captures = captures();
    captures.begin(1, 1_000_000);
    house.taps.get(1L).sent("verack", ByteBuffer.allocate(0));
    written();
    assertEquals(Severity.WARNING, captures.look(new FakeVitals()).severity());
    assertEquals(null, house.taps.get(1L));
  }

  @Test
  void whatIsWrongIsNamed() {
    NodeCaptures captures = captures();
    assertThrows(IllegalArgumentException.class, () -> captures.begin(41, 1_000_000));
    assertThrows(IllegalArgumentException.class, () -> captures.end(1));
    for (long i = 1; i <= NodeCaptures.MOST; i++) {
      captures.begin(i, 1_000_000);
    }
    assertThrows(IllegalArgumentException.class, () -> captures.begin(1, 1_000_000));
    assertThrows(IllegalStateException.class, () -> captures.begin(33, 1_000_000));
    captures.stop();
    assertEquals(16, captures.all().size());
  }
}
