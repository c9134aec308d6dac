package org.patchbay.wire.script;

import java.util.Arrays;
import java.util.function.Predicate;

/** What the bytes of a script say without running it. */
public final class Script {
  private static final int PUSH_1 = 0x4c;
  private static final int PUSH_2 = 0x4d;
  private static final int PUSH_4 = 0x4e;
  private static final int OP_16 = 0x60;

  private Script() {}

  /** Whether from {@code at} on it only pushes, and every push is whole. */
  public static boolean pushesOnly(byte[] script, int at) {
    int next = at;
    while (next < script.length) {
      if ((script[next] & 0xFF) > OP_16) {
        return false;
      }
      next = after(script, next);
      if (next < 0) {
        return false;
      }
    }
    return true;
  }

  /** The bytes of the last push of a script that only pushes; empty when that is no data. */
  public static byte[] lastPush(byte[] script) {
    int last = 0;
    int next = 0;
    while (next >= 0 && next < script.length) {
      last = next;
      next = after(script, next);
    }
    if (next < 0 || script.length == 0) {
      return new byte[0];
    }
    int head = head(script[last] & 0xFF);
    return head == 0 ? new byte[0] : Arrays.copyOfRange(script, last + head, script.length);
  }

  /**
   * Whether it pushes some data that passes, instructions that run or not; empty data is none, and
   * nothing counts from an instruction on that is cut short.
   */
  public static boolean pushes(byte[] script, Predicate<byte[]> passes) {
    int next = 0;
    while (next < script.length) {
      int after = after(script, next);
      if (after < 0) {
        return false;
      }
      int head = head(script[next] & 0xFF);
      if (head > 0
          && after > next + head
          && passes.test(Arrays.copyOfRange(script, next + head, after))) {
        return true;
      }
      next = after;
    }
    return false;
  }

  /** Bytes of a push before its data; 0 for any other instruction. */
  private static int head(int op) {
    return op < PUSH_1 ? 1 : op == PUSH_1 ? 2 : op == PUSH_2 ? 3 : op == PUSH_4 ? 5 : 0;
  }

  /** The shortest script that pushes a number from 0. */
  public static byte[] number(int number) {
    if (number <= 16) {
      return new byte[] {(byte) (number == 0 ? 0 : 0x50 + number)};
    }
    // The highest bit of the last byte is a sign.
    int length = (32 - Integer.numberOfLeadingZeros(number)) / 8 + 1;
    byte[] script = new byte[1 + length];
    script[0] = (byte) length;
    for (int i = 0; i < length; i++) {
      script[1 + i] = (byte) (i < 4 ? number >>> 8 * i : 0);
    }
    return script;
  }

  /** Where the instruction after the one at {@code at} begins; -1 when it is cut short. */
  static int after(byte[] script, int at) {
    int op = script[at] & 0xFF;
    if (op > PUSH_4) {
      return at + 1;
    }
    int lengthBytes = op < PUSH_1 ? 0 : op == PUSH_1 ? 1 : op == PUSH_2 ? 2 : 4;
    if (at + 1 + lengthBytes > script.length) {
      return -1;
    }
    long length = lengthBytes == 0 ? op : 0;
    for (int i = 0; i < lengthBytes; i++) {
      length |= (script[at + 1 + i] & 0xFFL) << 8 * i;
    }
    long next = at + 1 + lengthBytes + length;
    return next > script.length ? -1 : (int) next;
  }
}
