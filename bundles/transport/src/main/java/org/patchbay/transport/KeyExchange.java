package org.patchbay.transport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.patchbay.api.transport.Arrival.Flaw;

/**
 * Finds out what the other end speaks, and agrees with it on keys (protocol-facts §3.2). Confined
 * to the event loop.
 *
 * <p>Who connects sends its key and garbage at once. Who was connected to says nothing until a byte
 * differs from how version 1 begins, so that a peer of version 1 never sees any of this.
 */
final class KeyExchange implements MessageReader {
  private static final int MAX_GARBAGE = 4095;
  private static final int PREFIX = 16;
  private static final byte[] VERSION = "version\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII);

  private final boolean initiator;
  private final int magic;
  private final Random random;
  private final Ciphers ciphers;
  private final Owner owner;
  private final Delivery delivery;

  private byte[] privateKey;
  private byte[] ours;
  private byte[] garbageSeed;
  private int garbageLength;
  private byte[] in = new byte[EllSwift.SIZE];
  private int present;
  private boolean told;
  private boolean broken;

  /** Null until the key of the other end is there. */
  private SessionKeys keys;

  /** What the exchange leads to. */
  interface Owner {
    /** Bytes to be sent before all messages. */
    void send(byte[] bytes);

    /** The other end speaks version 1; answers what reads it from its first byte on. */
    MessageReader plain();

    /** Messages may be sent from now on, sealed by these. */
    void secured(LengthCipher lengths, PacketCipher packets);

    /**
     * What follows are packets; answers what reads them.
     *
     * @param aad what the first of them vouches for
     * @param session names the session
     */
    MessageReader packets(LengthCipher lengths, PacketCipher packets, byte[] aad, byte[] session);
  }

  /** What all exchanges of an event loop share. */
  record Means(int magic, Random random, Ciphers ciphers) {}

  KeyExchange(boolean initiator, Means means, Delivery delivery, Owner owner) {
    this.initiator = initiator;
    this.magic = means.magic();
    this.random = means.random();
    this.ciphers = means.ciphers();
    this.delivery = delivery;
    this.owner = owner;
  }

  /** Sends our key and garbage of any length up to the most that is allowed. */
  void introduce() {
    told = true;
    privateKey = Secp256k1.privateKey(random);
    ours = EllSwift.encode(Secp256k1.publicX(privateKey), random);
    garbageLength = random.nextInt(MAX_GARBAGE + 1);
    garbageSeed = new byte[Ciphers.KEY];
    random.nextBytes(garbageSeed);
    byte[] both = Arrays.copyOf(ours, ours.length + garbageLength);
    System.arraycopy(ourGarbage(), 0, both, ours.length, garbageLength);
    owner.send(both);
  }

  /** Made again when it is vouched for: who connects and falls silent costs us 32 bytes of it. */
  private byte[] ourGarbage() {
    byte[] garbage = new byte[garbageLength];
    ciphers.keystream(Ciphers.key(garbageSeed, 0), 0, 0, 0, garbage);
    return garbage;
  }

  @Override
  public void feed(byte[] bytes, int at, int end, long now) {
    int next = at;
    while (next < end && !broken) {
      if (keys != null) {
        if (garbage(bytes[next++], now)) {
          packets(bytes, next, end, now);
          return;
        }
        continue;
      }
      in[present] = bytes[next++];
      boolean plain = !told && in[present] == prefix(present);
      present++;
      if (!plain && !told) {
        introduce();
      }
      if (present == PREFIX && !initiator) {
        if (plain) {
          plain(bytes, next, end, now);
          return;
        }
        if (Arrays.equals(in, Integer.BYTES, PREFIX, VERSION, 0, VERSION.length)) {
          fail(String.format("magic %08x of version 1", swapped(in)), now);
        }
      }
      if (present == EllSwift.SIZE) {
        agree();
      }
    }
  }

  /** The byte with which version 1 would go on. */
  private byte prefix(int at) {
    return at < Integer.BYTES ? (byte) (magic >>> 8 * at) : VERSION[at - Integer.BYTES];
  }

  private static int swapped(byte[] bytes) {
    return Integer.reverseBytes(LittleEndian.i32(bytes, 0));
  }

  private void plain(byte[] bytes, int at, int end, long now) {
    byte[] head = in;
    in = new byte[0];
    MessageReader frames = owner.plain();
    frames.feed(head, 0, PREFIX, now);
    frames.feed(bytes, at, end, now);
  }

  private void agree() {
    byte[] theirs = in;
    in = new byte[SessionKeys.TERMINATOR];
    present = 0;
    keys =
        SessionKeys.of(
            privateKey, initiator ? ours : theirs, initiator ? theirs : ours, initiator, magic);
    Arrays.fill(privateKey, (byte) 0);
    LengthCipher lengths =
        new LengthCipher(initiator ? keys.initiatorLength() : keys.responderLength(), ciphers);
    PacketCipher packets =
        new PacketCipher(initiator ? keys.initiatorPacket() : keys.responderPacket(), ciphers);
    owner.send(initiator ? keys.initiatorTerminator() : keys.responderTerminator());
    owner.send(PacketWriter.empty(lengths, packets, ourGarbage()));
    garbageSeed = null;
    owner.secured(lengths, packets);
  }

  /** Takes a byte of garbage; answers true when it was the last one of the terminator. */
  private boolean garbage(byte value, long now) {
    if (present == in.length) {
      in = Arrays.copyOf(in, Math.min(2 * present, MAX_GARBAGE + SessionKeys.TERMINATOR));
    }
    in[present++] = value;
    byte[] terminator = initiator ? keys.responderTerminator() : keys.initiatorTerminator();
    int start = present - terminator.length;
    if (start >= 0
        && value == terminator[terminator.length - 1]
        && Arrays.equals(in, start, present, terminator, 0, terminator.length)) {
      return true;
    }
    if (present == MAX_GARBAGE + SessionKeys.TERMINATOR) {
      fail("no end of garbage in " + present + " bytes (max " + present + ")", now);
    }
    return false;
  }

  private void packets(byte[] bytes, int at, int end, long now) {
    byte[] aad = Arrays.copyOf(in, present - SessionKeys.TERMINATOR);
    in = new byte[0];
    LengthCipher lengths =
        new LengthCipher(initiator ? keys.responderLength() : keys.initiatorLength(), ciphers);
    PacketCipher packets =
        new PacketCipher(initiator ? keys.responderPacket() : keys.initiatorPacket(), ciphers);
    owner.packets(lengths, packets, aad, keys.id()).feed(bytes, at, end, now);
  }

  private void fail(String why, long now) {
    broken = true;
    delivery.rejected("", Flaw.FRAMING, why, 0, now);
  }

  @Override
  public int held() {
    return in.length;
  }

  @Override
  public int present() {
    return 0;
  }

  @Override
  public boolean broken() {
    return broken;
  }

  /** Four kilobytes at most are held, and nothing can be done without them. */
  @Override
  public void giveUp(String why) {}

  @Override
  public void drop() {
    broken = true;
    in = new byte[0];
  }
}
