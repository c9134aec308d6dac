package org.patchbay.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.patchbay.api.transport.Arrival;
import org.patchbay.codec.StandardCodec;
import org.patchbay.wire.Network;

/** One end of a connection without sockets: what is fed to it comes out as arrivals. */
final class Ear implements KeyExchange.Owner {
  static final int MAGIC = Network.REGTEST.magic();

  final List<Arrival> arrivals = new ArrayList<>();
  final Scratch scratch = new Scratch();
  final Budget budget = new Budget(1 << 20, () -> {});
  final Delivery delivery = new Delivery(new StandardCodec(), arrivals::add);
  byte[] sent = {};
  LengthCipher lengths;
  PacketCipher packets;
  MessageReader reader;

  static Ear ofVersion1() {
    Ear ear = new Ear();
    ear.plain();
    return ear;
  }

  /** Of an exchange whose keys come from a seed. */
  static Ear ofVersion2(boolean initiator, long seed) {
    Ear ear = new Ear();
    KeyExchange.Means means = new KeyExchange.Means(MAGIC, new Random(seed), ear.scratch.ciphers);
    KeyExchange exchange = new KeyExchange(initiator, means, ear.delivery, ear);
    ear.reader = exchange;
    if (initiator) {
      exchange.introduce();
    }
    return ear;
  }

  void hear(byte[] bytes, int from, int end) {
    // Packets are opened where they lie.
    byte[] own = new byte[end - from];
    System.arraycopy(bytes, from, own, 0, own.length);
    reader.feed(own, 0, own.length, 0);
    bounded();
  }

  void hear(byte[] bytes) {
    hear(bytes, 0, bytes.length);
  }

  /** In steps of lengths that {@code steps} gives, one after the other, again and again. */
  void hear(byte[] bytes, byte[] steps) {
    int at = 0;
    for (int i = 0; at < bytes.length; i++) {
      int step = steps.length == 0 ? 1 : 1 + (steps[i % steps.length] & 0xff);
      int end = Math.min(bytes.length, at + step);
      hear(bytes, at, end);
      at = end;
    }
  }

  byte[] takeSent() {
    byte[] taken = sent;
    sent = new byte[0];
    return taken;
  }

  /** What is held is at most what the reader has promised to be ahead. */
  private void bounded() {
    int most = 2 * reader.present() + 262_144;
    if (reader.held() > most) {
      throw new AssertionError(
          reader.held() + " bytes held for " + reader.present() + " (max " + most + ")");
    }
  }

  @Override
  public void send(byte[] bytes) {
    byte[] both = java.util.Arrays.copyOf(sent, sent.length + bytes.length);
    System.arraycopy(bytes, 0, both, sent.length, bytes.length);
    sent = both;
  }

  @Override
  public MessageReader plain() {
    reader = new FrameReader(MAGIC, new StandardCodec(), scratch, budget, arrivals::add);
    return reader;
  }

  @Override
  public void secured(LengthCipher ownLengths, PacketCipher ownPackets) {
    lengths = ownLengths;
    packets = ownPackets;
  }

  @Override
  public MessageReader packets(
      LengthCipher theirLengths, PacketCipher theirPackets, byte[] aad, byte[] session) {
    reader = new PacketReader(theirLengths, theirPackets, aad, scratch, budget, delivery, () -> {});
    return reader;
  }

  /** Throws unless another end heard the same. */
  void sameAs(Ear other) {
    String mine = said();
    String theirs = other.said();
    if (!mine.equals(theirs)) {
      throw new AssertionError(mine + "\nbut in pieces\n" + theirs);
    }
  }

  private String said() {
    StringBuilder text = new StringBuilder();
    for (Arrival arrival : arrivals) {
      if (arrival instanceof Arrival.Rejected rejected && rejected.detail().startsWith("codec: ")) {
        throw new AssertionError("an exception left the codec: " + rejected);
      }
      text.append(arrival).append('\n');
    }
    return text.append(reader.broken()).toString();
  }
}
