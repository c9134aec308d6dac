package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patchbay.api.transport.Arrival;
import org.patchbay.api.transport.Arrival.Flaw;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Unknown;
import org.patchbay.wire.message.Verack;

class FrameReaderTest {
  private final List<Arrival> arrivals = new ArrayList<>();
  private final Budget budget = new Budget(1 << 20, () -> {});
  private final FrameReader reader =
      new FrameReader(Frames.MAGIC, new TestCodec(), new Scratch(), budget, arrivals::add);

  private void feed(byte[] bytes) {
    reader.feed(bytes, 0, bytes.length, 7);
  }

  private Message message(int i) {
    return assertInstanceOf(Arrival.Received.class, arrivals.get(i)).message();
  }

  private void assertRejected(int i, String command, Flaw flaw, String part) {
    Arrival.Rejected rejected = assertInstanceOf(Arrival.Rejected.class, arrivals.get(i));
    assertEquals(command, rejected.command());
    assertEquals(flaw, rejected.flaw(), rejected.detail());
    assertTrue(rejected.detail().contains(part), rejected.detail());
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void severalFramesOfOneReadArriveInOrder() {
    feed(Frames.join(Frames.of(new Ping(1)), Frames.of(new Verack()), Frames.of(new Ping(2))));
    assertEquals(new Ping(1), message(0));
    assertEquals(new Verack(), message(1));
    assertEquals(new Ping(2), message(2));
    assertEquals(32, arrivals.get(0).wireBytes());
    assertEquals(7, arrivals.get(0).receivedAt());
  }

  @Test
  void framesCutAtEveryByteArrive() {
    byte[] payload = random(40);
    byte[] all =
        Frames.join(Frames.of(new Ping(1)), Frames.of("plugin", payload), Frames.of(new Verack()));
    for (int cut = 0; cut <= all.length; cut++) {
      arrivals.clear();
      feed(Arrays.copyOfRange(all, 0, cut));
      feed(Arrays.copyOfRange(all, cut, all.length));
      assertEquals(3, arrivals.size(), "cut at " + cut);
      assertEquals(new Ping(1), message(0));
      assertTrue(Arrays.equals(payload, ((Unknown) message(1)).payload()), "cut at " + cut);
      assertEquals(new Verack(), message(2));
      assertEquals(0, reader.held());
    }
  }

  @Test
  void framesArriveByteByByte() {
    byte[] all = Frames.join(Frames.of(new Ping(1)), Frames.of("plugin", random(5000)));
    for (byte one : all) {
      feed(new byte[] {one});
    }
    assertEquals(2, arrivals.size());
    assertTrue(Arrays.equals(random(5000), ((Unknown) message(1)).payload()));
  }

  @Test
  void whatWasReadDoesNotShareTheBufferOfTheRead() {
    byte[] frame = Frames.of("plugin", new byte[] {1, 2, 3});
    feed(frame);
    Arrays.fill(frame, (byte) 9);
    assertTrue(Arrays.equals(new byte[] {1, 2, 3}, ((Unknown) message(0)).payload()));
  }

  @Test
  void wrongMagicEndsReading() {
    byte[] wrong = Frames.of(new Ping(1));
    wrong[0] ^= 1;
    feed(Frames.join(Frames.of(new Ping(1)), wrong, Frames.of(new Ping(2))));
    feed(Frames.of(new Ping(3)));
    assertEquals(2, arrivals.size());
    assertRejected(1, "", Flaw.FRAMING, "magic");
    assertTrue(reader.broken());
  }

  @Test
  void aLengthAboveTheMaximumEndsReading() {
    feed(Frames.header("block", 4_000_001));
    feed(Frames.of(new Ping(3)));
    assertEquals(1, arrivals.size());
    assertRejected(0, "", Flaw.FRAMING, "length 4000001 (max 4000000)");
  }

  @Test
  void aNegativeLengthIsALargeOne() {
    feed(Frames.header("block", -1));
    assertRejected(0, "", Flaw.FRAMING, "length 4294967295");
  }

  @Test
  void aWrongChecksumCostsOneMessage() {
    byte[] wrong = Frames.of(new Ping(1));
    wrong[30] ^= 1;
    feed(Frames.join(wrong, Frames.of(new Ping(2))));
    assertRejected(0, "ping", Flaw.CHECKSUM, "checksum");
    assertEquals(new Ping(2), message(1));
  }

  @Test
  void aWrongChecksumOfNothingIsSeen() {
    byte[] wrong = Frames.of(new Verack());
    wrong[20] ^= 1;
    feed(wrong);
    assertRejected(0, "verack", Flaw.CHECKSUM, "5df6e0e2");
  }

  @Test
  void aWrongChecksumOfALongMessageIsSeen() {
    byte[] wrong = Frames.of("plugin", random(300_000));
    wrong[wrong.length - 1] ^= 1;
    feed(Arrays.copyOfRange(wrong, 0, 100_000));
    feed(Arrays.copyOfRange(wrong, 100_000, wrong.length));
    assertRejected(0, "plugin", Flaw.CHECKSUM, "checksum");
  }

  @Test
  void aCommandThatIsNoNameCostsOneMessage() {
    byte[] unprintable = Frames.of(new Ping(1));
    unprintable[4] = 0x1F;
    byte[] afterNul = Frames.of(new Ping(1));
    afterNul[15] = 'x';
    feed(Frames.join(unprintable, afterNul, Frames.of(new Ping(2))));
    assertRejected(0, "", Flaw.COMMAND, "name");
    assertRejected(1, "", Flaw.COMMAND, "name");
    assertEquals(new Ping(2), message(2));
  }

  @Test
  void aMalformedPayloadCostsOneMessage() {
    feed(Frames.join(Frames.of("ping", new byte[3]), Frames.of(new Ping(2))));
    assertRejected(0, "ping", Flaw.PAYLOAD, "needs 8 bytes");
    assertEquals(new Ping(2), message(1));
  }

  @Test
  void tooManyEntriesAreToldApart() {
    byte[] entries = new byte[3 + 50_001 * 36];
    entries[0] = (byte) 0xFD;
    entries[1] = 0x51; // 50,001 = 0xC351
    entries[2] = (byte) 0xC3;
    feed(Frames.of("inv", entries));
    assertRejected(0, "inv", Flaw.TOO_MANY, "50001");
  }

  @Test
  void aBugOfTheCodecCostsOneMessage() {
    feed(Frames.join(Frames.of("bug", new byte[3]), Frames.of(new Ping(2))));
    assertRejected(0, "bug", Flaw.PAYLOAD, "a codec with a bug");
    assertEquals(new Ping(2), message(1));
  }

  @Test
  void aPayloadAboveTheCapPassesByWithoutBeingKept() {
    byte[] long1 = Frames.of("capped", random(1001));
    byte[] long2 = Frames.of("capped", random(3_000_000));
    feed(long1);
    for (int at = 0; at < long2.length; at += 10_000) {
      feed(Arrays.copyOfRange(long2, at, Math.min(long2.length, at + 10_000)));
      assertEquals(0, reader.held());
    }
    feed(Frames.of("capped", random(1000)));
    assertRejected(0, "capped", Flaw.PAYLOAD, "length 1001 (max 1000) in \"capped\"");
    assertRejected(1, "capped", Flaw.PAYLOAD, "length 3000000");
    assertEquals(3_000_024, arrivals.get(1).wireBytes());
    assertEquals(1000, ((Unknown) message(2)).payload().length);
  }

  @Test
  void aPayloadThatIsAnnouncedAllocatesOnlyWhatComes() {
    feed(Frames.header("block", 4_000_000));
    assertTrue(reader.held() <= 1024, reader.held() + " held for nothing");
    byte[] some = new byte[10_000];
    int present = 0;
    while (present < 3_900_000) {
      feed(some);
      present += some.length;
      assertEquals(present, reader.present());
      assertTrue(reader.held() <= present + 262_144, reader.held() + " held for " + present);
    }
  }

  @Test
  void aMessageThatIsGivenUpPassesBy() {
    byte[] frame = Frames.of("plugin", random(10_000));
    feed(Arrays.copyOfRange(frame, 0, 5000));
    reader.giveUp("no room");
    assertEquals(0, reader.held());
    feed(Arrays.copyOfRange(frame, 5000, frame.length));
    feed(Frames.of(new Ping(2)));
    assertRejected(0, "plugin", Flaw.PAYLOAD, "no room");
    assertEquals(new Ping(2), message(1));
  }

  @Test
  void randomBytesNeverDoMoreThanBeRejected() {
    Random random = new Random(1);
    byte[] good = Frames.join(Frames.of(new Ping(1)), Frames.of("plugin", random(100)));
    for (int i = 0; i < 20_000; i++) {
      FrameReader fresh =
          new FrameReader(Frames.MAGIC, new TestCodec(), new Scratch(), budget, arrivals::add);
      byte[] bytes = good.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      int cut = random.nextInt(bytes.length);
      fresh.feed(bytes, 0, cut, 0);
      fresh.feed(bytes, cut, bytes.length, 0);
      assertTrue(fresh.held() <= 262_144 + bytes.length);
    }
    assertTrue(arrivals.size() > 10_000);
  }
}
