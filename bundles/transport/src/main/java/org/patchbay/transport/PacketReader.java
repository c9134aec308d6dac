package org.patchbay.transport;

import org.patchbay.api.transport.Arrival.Flaw;
import org.patchbay.wire.ShortIds;
import org.patchbay.wire.V1Frame;

/**
 * Sealed packets of one connection in, arrivals out (protocol-facts §3.5, §3.6). Confined to the
 * event loop.
 *
 * <p>A packet that is there as a whole is opened where it lies. Nothing of a packet is looked at
 * before its tag was found right, but its length, which therefore is bounded and never trusted with
 * memory. After a wrong tag nothing is read any more.
 */
final class PacketReader implements MessageReader {
  /** Longest contents: name and payload. */
  static final int MAX = 1 + V1Frame.COMMAND_SIZE + V1Frame.MAX_PAYLOAD;

  private static final int HEADER = 1;
  private static final int DECOY = 0x80;
  private static final int UNKNOWN = -1;

  private final LengthCipher lengths;
  private final PacketCipher packets;
  private final Commands commands;
  private final Budget budget;
  private final Delivery delivery;
  private final Runnable verified;
  private byte[] aad;
  private final byte[] length = new byte[LengthCipher.SIZE];
  private int lengthPresent;
  private int missing = UNKNOWN;
  private Gathering body;
  private String givenUp;
  private boolean versioned;
  private boolean broken;
  private volatile int present;

  /**
   * @param aad what the first packet vouches for: the garbage before it
   * @param verified told once, when the version packet was genuine
   */
  PacketReader(
      LengthCipher lengths,
      PacketCipher packets,
      byte[] aad,
      Scratch scratch,
      Budget budget,
      Delivery delivery,
      Runnable verified) {
    this.lengths = lengths;
    this.packets = packets;
    this.aad = aad;
    this.commands = scratch.commands;
    this.budget = budget;
    this.delivery = delivery;
    this.verified = verified;
  }

  @Override
  public void feed(byte[] bytes, int at, int end, long now) {
    int next = at;
    while (next < end && !broken) {
      if (missing == UNKNOWN) {
        length[lengthPresent++] = bytes[next++];
        if (lengthPresent == LengthCipher.SIZE) {
          lengthPresent = 0;
          begin(now);
        }
      } else if (givenUp != null) {
        int count = Math.min(missing, end - next);
        next += count;
        missing -= count;
        if (missing == 0) {
          missing = UNKNOWN;
          delivery.rejected("", Flaw.PAYLOAD, givenUp, 0, now);
          givenUp = null;
        }
      } else if (body == null && end - next >= missing) {
        int size = missing;
        missing = UNKNOWN;
        open(bytes, next, size, now);
        next += size;
      } else {
        next += gather(bytes, next, end, now);
      }
    }
    int left = body == null ? 0 : body.present();
    if (present != left) {
      present = left;
    }
  }

  private void begin(long now) {
    int contents = lengths.get(length, 0);
    if (contents > MAX) {
      fail("length " + contents + " (max " + MAX + ") of a packet", now);
    } else {
      missing = HEADER + contents + Ciphers.TAG;
    }
  }

  private int gather(byte[] bytes, int at, int end, long now) {
    if (body == null) {
      body = new Gathering(missing, end - at);
    }
    int count = body.take(bytes, at, end, budget.tight());
    if (body.missing() == 0) {
      Gathering done = body;
      body = null;
      missing = UNKNOWN;
      open(done.bytes(), 0, done.present(), now);
    }
    return count;
  }

  private void open(byte[] bytes, int at, int size, long now) {
    byte[] vouched = aad;
    aad = PacketCipher.NO_AAD;
    if (!packets.open(vouched, bytes, at, size)) {
      fail("the tag of a packet of " + size + " bytes is wrong", now);
    } else if ((bytes[at] & DECOY) == 0) {
      if (versioned) {
        contents(bytes, at + HEADER, size - HEADER - Ciphers.TAG, now);
      } else {
        versioned = true;
        verified.run();
      }
    }
  }

  private void contents(byte[] bytes, int at, int size, long now) {
    int wireBytes = LengthCipher.SIZE + HEADER + size + Ciphers.TAG;
    if (size == 0) {
      delivery.rejected("", Flaw.COMMAND, "a packet with nothing in it", wireBytes, now);
      return;
    }
    int id = bytes[at] & 0xff;
    int name = id == ShortIds.LONG ? V1Frame.COMMAND_SIZE : 0;
    if (size < 1 + name) {
      delivery.rejected("", Flaw.COMMAND, "a name of " + (size - 1) + " bytes", wireBytes, now);
      return;
    }
    String command = id == ShortIds.LONG ? commands.name(bytes, at + 1) : ShortIds.name(id);
    if (command.isEmpty()) {
      String what = id == ShortIds.LONG ? "the command field is not a name" : "short id " + id;
      delivery.rejected("", Flaw.COMMAND, what, wireBytes, now);
      return;
    }
    int payload = size - 1 - name;
    int cap = delivery.maxPayload(command);
    if (payload > cap) {
      String why = Delivery.tooLong(command, payload, cap);
      delivery.rejected(command, Flaw.PAYLOAD, why, wireBytes, now);
      return;
    }
    delivery.payload(command, bytes, at + 1 + name, payload, wireBytes, now);
  }

  private void fail(String why, long now) {
    broken = true;
    delivery.rejected("", Flaw.FRAMING, why, 0, now);
  }

  @Override
  public int held() {
    return aad.length + (body == null ? 0 : body.held());
  }

  @Override
  public int present() {
    return present;
  }

  @Override
  public boolean broken() {
    return broken;
  }

  /** The version packet is never passed over: it vouches for all that came before it. */
  @Override
  public void giveUp(String why) {
    if (body == null || !versioned) {
      return;
    }
    givenUp = why;
    missing = body.missing();
    body = null;
    present = 0;
    packets.turn();
  }

  @Override
  public void drop() {
    broken = true;
    aad = PacketCipher.NO_AAD;
    body = null;
  }
}
