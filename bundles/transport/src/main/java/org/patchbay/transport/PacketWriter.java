package org.patchbay.transport;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import org.patchbay.api.codec.MessageCodec;
import org.patchbay.wire.ShortIds;
import org.patchbay.wire.V1Frame;
import org.patchbay.wire.message.Message;

/**
 * Messages of one link in, sealed packets out (protocol-facts §3.5, §3.6). Confined to the event
 * loop.
 *
 * <p>A packet for which there is room is sealed at once, by what the lane's links share; a longer
 * one step by step, with a cipher of its own until its end.
 */
final class PacketWriter implements MessageWriter {
  /** Length and header before the contents. */
  static final int HEAD = LengthCipher.SIZE + 1;

  private static final int NAME = 1 + V1Frame.COMMAND_SIZE;

  private final LengthCipher lengths;
  private final PacketCipher packets;
  private final MessageCodec codec;
  private Message begun;
  private Cipher cipher;
  private int put;
  private ByteBuffer rest;
  private int packetBytes;

  PacketWriter(LengthCipher lengths, PacketCipher packets, MessageCodec codec) {
    this.lengths = lengths;
    this.packets = packets;
    this.codec = codec;
  }

  /** A packet with nothing in it, which is what a version packet is. */
  static byte[] empty(LengthCipher lengths, PacketCipher packets, byte[] aad) {
    byte[] packet = new byte[HEAD + Ciphers.TAG];
    lengths.put(0, packet, 0);
    packets.seal(aad, packet, LengthCipher.SIZE, 1);
    return packet;
  }

  @Override
  public int room() {
    return HEAD + NAME + Ciphers.TAG;
  }

  @Override
  public int frameBytes() {
    return packetBytes;
  }

  @Override
  public boolean midway() {
    return begun != null;
  }

  @Override
  public int begin(Message message, byte[] out, int at) {
    ByteBuffer payload = codec.encode(message).slice();
    int id = ShortIds.of(message.command());
    int from = at + HEAD + (id == ShortIds.LONG ? NAME : 1);
    int contents = from - at - HEAD + payload.remaining();
    if (payload.remaining() > V1Frame.MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          Delivery.tooLong(message.command(), payload.remaining(), V1Frame.MAX_PAYLOAD));
    }
    out[at + HEAD] = (byte) id;
    if (id == ShortIds.LONG) {
      FrameWriter.putCommand(message.command(), out, at + HEAD + 1);
    }
    out[at + LengthCipher.SIZE] = 0;
    lengths.put(contents, out, at);
    packetBytes = HEAD + contents + Ciphers.TAG;
    if (packetBytes <= out.length - at) {
      payload.get(out, from, payload.remaining());
      packets.seal(PacketCipher.NO_AAD, out, at + LengthCipher.SIZE, 1 + contents);
      return at + packetBytes;
    }
    int count = Math.min(payload.remaining(), out.length - from);
    payload.get(out, from, count);
    cipher = packets.begin();
    update(out, at + LengthCipher.SIZE, from + count);
    begun = message;
    rest = payload;
    put = count;
    return from + count;
  }

  @Override
  public int proceed(byte[] out, int at) {
    if (rest == null) {
      rest = codec.encode(begun).slice().position(put);
    }
    int count = Math.min(rest.remaining(), out.length - at);
    rest.get(out, at, count);
    put += count;
    update(out, at, at + count);
    int end = at + count;
    if (rest.hasRemaining() || out.length - end < Ciphers.TAG) {
      return end;
    }
    try {
      end += cipher.doFinal(out, end);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    drop();
    return end;
  }

  private void update(byte[] out, int at, int end) {
    try {
      int count = cipher.update(out, at, end - at, out, at);
      if (count != end - at) {
        throw new IllegalStateException("the cipher kept " + (end - at - count) + " bytes");
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void park() {
    rest = null;
  }

  @Override
  public void drop() {
    begun = null;
    if (cipher != null) {
      packets.end(cipher);
      cipher = null;
    }
    rest = null;
  }
}
