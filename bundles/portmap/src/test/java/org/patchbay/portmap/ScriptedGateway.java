package org.patchbay.portmap;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.patchbay.wire.NetworkAddress;

/** A gateway as a test wants it: what it answers to one datagram. */
final class ScriptedGateway {
  /** What it was asked, in order. */
  final List<byte[]> asked = new ArrayList<>();

  boolean silent;
  boolean knowsPcp = true;
  boolean knowsNatPmp = true;
  int result;
  long lifetime = 2_400;

  /** Seconds since it began; none pass unless a test gives it a clock. */
  LongSupplier epoch = () -> 0;

  NetworkAddress outside = NetworkAddress.parse("9.1.2.3:9000");

  /** What becomes of its answers on the way. */
  UnaryOperator<byte[]> twist = answer -> answer;

  /** Answers that come before the right one. */
  final List<byte[]> noise = new ArrayList<>();

  List<byte[]> answer(byte[] request) {
    asked.add(request);
    if (silent) {
      return List.of();
    }
    List<byte[]> answers = new ArrayList<>(noise);
    if (request[0] == Pcp.VERSION) {
      answers.add(twist.apply(knowsPcp ? pcp(request) : otherVersion()));
    } else if (knowsNatPmp) {
      answers.add(twist.apply(request.length == 2 ? address() : map(request)));
    }
    return answers;
  }

  /** How long the last mapping was asked for, in seconds. */
  long lastLifetime() {
    byte[] last = asked.get(asked.size() - 1);
    return ByteBuffer.wrap(last).getInt(last[0] == Pcp.VERSION ? 4 : 8);
  }

  /** What it tells everybody when it has begun anew. */
  byte[] announcement() {
    return ByteBuffer.allocate(Pcp.HEAD)
        .put((byte) Pcp.VERSION)
        .put((byte) 0x80)
        .putInt(8, (int) epoch.getAsLong())
        .array();
  }

  private byte[] pcp(byte[] request) {
    byte[] answer = Arrays.copyOf(request, request.length);
    answer[1] |= (byte) 0x80;
    answer[3] = (byte) result;
    ByteBuffer.wrap(answer)
        .putInt(4, (int) Math.min(lifetime, ByteBuffer.wrap(request).getInt(4)))
        .putInt(8, (int) epoch.getAsLong())
        .putShort(42, (short) outside.port())
        .position(44)
        .put(outside.legacy16());
    return answer;
  }

  private static byte[] otherVersion() {
    return new byte[] {0, (byte) 0x80, 0, 1, 0, 0, 0, 9};
  }

  private byte[] address() {
    return ByteBuffer.allocate(12)
        .putShort((short) 0x80)
        .putShort((short) result)
        .putInt(9)
        .put(outside.bytes())
        .array();
  }

  private byte[] map(byte[] request) {
    return ByteBuffer.allocate(16)
        .putShort((short) 0x82)
        .putShort((short) result)
        .putInt(9)
        .put(request, 4, 2)
        .putShort((short) outside.port())
        .putInt((int) Math.min(lifetime, ByteBuffer.wrap(request).getInt(8)))
        .array();
  }
}
