package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patchbay.api.transport.Arrival;
import org.patchbay.wire.Network;
import org.patchbay.wire.message.Ping;

/** Two ends of an exchange without sockets, split, garbled and hostile as a test wants it. */
class Bip324StreamTest {
  private static final Random RANDOM = new Random(324);

  /** One end; what it sends is kept. */
  private static final class End implements KeyExchange.Owner {
    final Scratch scratch = new Scratch();
    final List<Arrival> arrivals = new ArrayList<>();
    final Delivery delivery = new Delivery(new TestCodec(), arrivals::add);
    byte[] sent = {};
    LengthCipher lengths;
    PacketCipher packets;
    boolean plain;
    boolean verified;
    MessageReader reader;
    String session;

    End(boolean initiator, int magic, Random random) {
      KeyExchange exchange =
          new KeyExchange(
              initiator, new KeyExchange.Means(magic, random, scratch.ciphers), delivery, this);
      reader = exchange;
      if (initiator) {
        exchange.introduce();
      }
    }

    @Override
    public void send(byte[] bytes) {
      sent = Frames.join(sent, bytes);
    }

    @Override
    public MessageReader plain() {
      plain = true;
      reader =
          new FrameReader(
              Frames.MAGIC, new TestCodec(), scratch, new Budget(1 << 30, () -> {}), arrivals::add);
      return reader;
    }

    @Override
    public void secured(LengthCipher lengths, PacketCipher packets) {
      this.lengths = lengths;
      this.packets = packets;
    }

    @Override
    public MessageReader packets(
        LengthCipher lengths, PacketCipher packets, byte[] aad, byte[] name) {
      session = Arrays.toString(name);
      Budget budget = new Budget(1 << 30, () -> {});
      reader =
          new PacketReader(lengths, packets, aad, scratch, budget, delivery, () -> verified = true);
      return reader;
    }

    byte[] takeSent() {
      byte[] taken = sent;
      sent = new byte[0];
      return taken;
    }

    void hear(byte[] bytes) {
      reader.feed(bytes.clone(), 0, bytes.length, 1);
    }

    void hearBytewise(byte[] bytes) {
      for (byte each : bytes) {
        reader.feed(new byte[] {each}, 0, 1, 1);
      }
    }

    /** A packet of any kind. */
    byte[] packet(int header, byte[] contents) {
      byte[] packet = new byte[3 + 1 + contents.length + 16];
      lengths.put(contents.length, packet, 0);
      packet[3] = (byte) header;
      System.arraycopy(contents, 0, packet, 4, contents.length);
      packets.seal(PacketCipher.NO_AAD, packet, 3, 1 + contents.length);
      return packet;
    }

    byte[] ping(long nonce) {
      byte[] contents = new byte[9];
      contents[0] = 18;
      LittleEndian.putI64(contents, 1, nonce);
      return packet(0, contents);
    }
  }

  private final End one = new End(true, Frames.MAGIC, RANDOM);
  private final End other = new End(false, Frames.MAGIC, RANDOM);

  private void greet() {
    other.hear(one.takeSent());
    one.hear(other.takeSent());
    other.hear(one.takeSent());
    assertTrue(one.verified && other.verified);
    assertEquals(one.session, other.session);
  }

  private static void refused(End end, String why) {
    Arrival last = end.arrivals.get(end.arrivals.size() - 1);
    Arrival.Rejected rejected = assertInstanceOf(Arrival.Rejected.class, last);
    assertEquals(Arrival.Flaw.FRAMING, rejected.flaw());
    assertTrue(rejected.detail().contains(why), rejected.detail());
    assertTrue(end.reader.broken());
  }

  @Test
  void splitAtEachByteNothingChanges() {
    for (int i = 0; i < 5; i++) {
      End first = new End(true, Frames.MAGIC, RANDOM);
      End second = new End(false, Frames.MAGIC, RANDOM);
      second.hearBytewise(first.takeSent());
      first.hearBytewise(second.takeSent());
      second.hearBytewise(first.takeSent());
      second.hearBytewise(first.ping(i));
      assertEquals(new Ping(i), ((Arrival.Received) second.arrivals.get(0)).message());
      assertEquals(29, second.arrivals.get(0).wireBytes());
    }
  }

  @Test
  void garbageOfEachLengthClassIsFound() {
    for (int length : new int[] {0, 1, 15, 16, 17, 63, 64, 1024, 4094, 4095}) {
      Random fixed =
          new Random(length) {
            @Override
            public int nextInt(int bound) {
              return bound == 4096 ? length : super.nextInt(bound);
            }
          };
      End first = new End(true, Frames.MAGIC, fixed);
      End second = new End(false, Frames.MAGIC, fixed);
      assertEquals(64 + length, first.sent.length);
      second.hear(first.takeSent());
      first.hear(second.takeSent());
      second.hear(first.takeSent());
      assertTrue(first.verified && second.verified, length + " bytes of garbage");
    }
  }

  @Test
  void tooMuchGarbageEndsIt() {
    byte[] key = Arrays.copyOf(one.takeSent(), 64);
    other.hear(key);
    byte[] garbage = new byte[4110];
    other.hear(garbage);
    assertFalse(other.reader.broken());
    assertTrue(other.reader.held() <= 4111);
    other.hear(new byte[1]);
    refused(other, "garbage");
  }

  @Test
  void changedGarbageEndsIt() {
    byte[] said = one.takeSent();
    said[64] ^= 1;
    other.hear(said);
    one.hear(other.takeSent());
    other.hear(one.takeSent());
    refused(other, "tag");
    assertFalse(other.verified);
  }

  @Test
  void changedPacketEndsIt() {
    greet();
    byte[] ping = one.ping(1);
    ping[10] ^= 1;
    other.hear(ping);
    refused(other, "tag");
    other.hear(one.ping(2));
    assertEquals(1, other.arrivals.size());
  }

  @Test
  void lengthsAreBoundedBeforeTheBody() {
    greet();
    byte[] head = new byte[3];
    one.lengths.put(4_000_014, head, 0);
    other.hear(head);
    refused(other, "length 4000014 (max 4000013)");
    assertEquals(0, other.reader.held());
  }

  @Test
  void announcedBytesTakeNoMemoryBeforeTheyCome() {
    greet();
    byte[] head = new byte[4];
    one.lengths.put(4_000_013, head, 0);
    other.hear(head);
    assertFalse(other.reader.broken());
    assertTrue(other.reader.held() <= 1024, other.reader.held() + " held");
  }

  @Test
  void decoysAndNewKeysAreNotNoticed() {
    greet();
    for (int i = 0; i < 1_000; i++) {
      if (i % 3 == 0) {
        other.hear(one.packet(0x80, new byte[RANDOM.nextInt(100)]));
      }
      other.hear(one.ping(i));
      assertEquals(new Ping(i), ((Arrival.Received) other.arrivals.get(i)).message());
    }
  }

  @Test
  void bothFormsOfANameAreUnderstoodAndWhatIsNoneCostsTheMessageAlone() {
    greet();
    byte[] named = new byte[21];
    System.arraycopy("ping".getBytes(StandardCharsets.US_ASCII), 0, named, 1, 4);
    other.hear(one.packet(0, named));
    assertEquals(new Ping(0), ((Arrival.Received) other.arrivals.get(0)).message());
    byte[][] bad = {{}, {40}, {30}, {0, 'p', 'i'}, {0, 'p', 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}};
    for (byte[] contents : bad) {
      other.arrivals.clear();
      other.hear(one.packet(0x7f, contents));
      Arrival.Rejected rejected = (Arrival.Rejected) other.arrivals.get(0);
      assertEquals(Arrival.Flaw.COMMAND, rejected.flaw(), rejected.detail());
      assertFalse(other.reader.broken());
    }
    other.hear(one.ping(4));
    assertEquals(new Ping(4), ((Arrival.Received) other.arrivals.get(1)).message());
  }

  @Test
  void version1IsRecognisedAtEachSplitAndAnotherNetworkIsRefused() {
    byte[] frames = Frames.join(Frames.of("version", new byte[3]), Frames.of(new Ping(3)));
    for (int split = 0; split < frames.length; split++) {
      End end = new End(false, Frames.MAGIC, RANDOM);
      end.hear(Arrays.copyOf(frames, split));
      end.hear(Arrays.copyOfRange(frames, split, frames.length));
      assertTrue(end.plain);
      assertEquals(0, end.sent.length);
      assertEquals(2, end.arrivals.size());
      assertEquals("ping", end.arrivals.get(1).command());
    }
    End foreign = new End(false, Network.MAIN.magic(), RANDOM);
    foreign.hear(frames);
    refused(foreign, "magic fabfb5da");
  }
}
