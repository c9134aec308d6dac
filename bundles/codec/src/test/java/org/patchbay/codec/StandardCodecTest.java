package org.patchbay.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.V1Frame;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.SharedHeaders;
import org.patchbay.wire.message.Tx;
import org.patchbay.wire.message.Unknown;

class StandardCodecTest {
  private final StandardCodec codec = new StandardCodec();

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static byte[] written(Message message) {
    WireWriter out = new WireWriter();
    message.write(out);
    return out.toBytes();
  }

  @Test
  void everyMessageOfTheTableIsASample() {
    Set<String> sampled = new HashSet<>();
    Samples.all().forEach(message -> sampled.add(message.command()));
    sampled.remove("plugin");
    assertEquals(StandardCodec.commands(), sampled);
  }

  @Test
  void everyMessageMakesTheRoundTrip() throws MalformedException {
    for (Message message : Samples.all()) {
      byte[] payload = bytes(codec.encode(message));
      assertArrayEquals(written(message), payload, message.command());
      Message read = codec.decode(message.command(), ByteBuffer.wrap(payload));
      assertSame(message.getClass(), read.getClass());
      assertArrayEquals(payload, bytes(codec.encode(read)), message.command());
    }
  }

  @Test
  void aChecksumThatIsKnownIsThatOfThePayload() {
    List<Message> messages = new ArrayList<>(Samples.all());
    SharedHeaders shared = new SharedHeaders(Collections.nCopies(2000, Samples.HEADER));
    messages.add(new Headers(shared));
    Set<String> known = new HashSet<>();
    for (int round = 0; round < 2; round++) {
      for (Message message : messages) {
        long checksum = codec.knownChecksum(message);
        if (checksum >= 0) {
          known.add(message.command());
          byte[] payload = bytes(codec.encode(message));
          assertEquals(
              V1Frame.checksum(ByteBuffer.wrap(payload)), (int) checksum, message.command());
          assertArrayEquals(written(message), payload, message.command());
        }
      }
      shared.forget();
    }
    assertEquals(Set.of("tx", "block", "headers"), known);
  }

  @Test
  void aPayloadIsReadFromTheMiddleOfABufferAndTheBufferIsNotKept() throws MalformedException {
    for (Message message : Samples.all()) {
      byte[] payload = written(message);
      byte[] around = new byte[payload.length + 20];
      Arrays.fill(around, (byte) 0xEE);
      System.arraycopy(payload, 0, around, 10, payload.length);
      Message read = codec.decode(message.command(), ByteBuffer.wrap(around, 10, payload.length));
      Arrays.fill(around, (byte) 0);
      assertArrayEquals(payload, written(read), message.command());
    }
  }

  @Test
  void transactionsAndBlocksPassAsTheyWereRead() throws MalformedException {
    for (Message message : Samples.all()) {
      if (message instanceof Tx tx) {
        assertEquals(tx.transaction().raw(), codec.encode(tx));
      } else if (message instanceof BlockMessage block) {
        assertEquals(block.block().raw(), codec.encode(block));
      }
    }
  }

  @Test
  void trailingBytesAreIgnoredExceptByFeature() throws MalformedException {
    byte[] ping = Arrays.copyOf(written(new Ping(9)), 100);
    assertEquals(new Ping(9), codec.decode("ping", ByteBuffer.wrap(ping)));
    byte[] feature = Arrays.copyOf(written(Samples.all().get(4)), 100);
    assertThrows(MalformedException.class, () -> codec.decode("feature", ByteBuffer.wrap(feature)));
  }

  @Test
  void anUnknownCommandKeepsItsBytes() throws MalformedException {
    Message read = codec.decode("newthing", ByteBuffer.wrap(new byte[] {1, 2}));
    Unknown unknown = assertInstanceOf(Unknown.class, read);
    assertEquals("newthing", unknown.command());
    assertArrayEquals(new byte[] {1, 2}, unknown.payload());
  }

  @Test
  void capsLeaveRoomForWhatTheProtocolAllows() {
    assertEquals(4_000_000, codec.maxPayload("block"));
    assertTrue(codec.maxPayload("inv") > 50_000 * 36 + 3, "so that 50,001 are seen as too many");
    assertTrue(codec.maxPayload("headers") > 2_000 * 81 + 3);
    assertTrue(codec.maxPayload("getheaders") > 4 + 1 + 101 * 32 + 32);
    assertEquals(StandardCodec.SMALL, codec.maxPayload("ping"));
    assertEquals(StandardCodec.UNKNOWN, codec.maxPayload("newthing"));
  }

  @Test
  void tooManyEntriesAreToldApartFromMalformedOnes() {
    byte[] count = Arrays.copyOf(new WireWriter().compactSize(50_001).toBytes(), 3 + 50_001 * 36);
    MalformedException many =
        assertThrows(MalformedException.class, () -> codec.decode("inv", ByteBuffer.wrap(count)));
    assertEquals(MalformedException.Kind.TOO_MANY, many.kind());
    byte[] cut = new WireWriter().compactSize(3).toBytes();
    MalformedException malformed =
        assertThrows(MalformedException.class, () -> codec.decode("inv", ByteBuffer.wrap(cut)));
    assertEquals(MalformedException.Kind.MALFORMED, malformed.kind());
  }

  @Test
  void anythingElseOnlyThrowsMalformedAndAllocatesInProportion() {
    Random random = new Random(2026);
    for (Message sample : Samples.all()) {
      byte[] good = written(sample);
      for (int i = 0; i < 400; i++) {
        byte[] payload = i % 2 == 0 ? noise(random) : damaged(good, random);
        decodeBounded(sample.command(), payload);
      }
    }
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    if (bytes.length > 9 && random.nextBoolean()) {
      bytes[random.nextInt(9)] = (byte) 0xFE; // a large count
    }
    return bytes;
  }

  private static byte[] damaged(byte[] good, Random random) {
    byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 10));
    for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private void decodeBounded(String command, byte[] payload) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      codec.decode(command, ByteBuffer.wrap(payload));
    } catch (MalformedException expected) {
      assertTrue(!expected.getMessage().isEmpty(), command);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(
        allocated < 1_000_000 + 100L * payload.length,
        () -> allocated + " bytes for " + payload.length + " of \"" + command + "\"");
  }
}
