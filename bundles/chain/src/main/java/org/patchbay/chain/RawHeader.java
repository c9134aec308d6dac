package org.patchbay.chain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Fields of 80-byte headers inside larger arrays, in wire order. */
final class RawHeader {
  /** Bytes of a header. */
  static final int SIZE = 80;

  static final int PREVIOUS = 4;
  static final int MERKLE_ROOT = 36;
  static final int TIME = 68;
  static final int BITS = 72;
  static final int NONCE = 76;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private RawHeader() {}

  static int int32(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static long int64(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static void int32(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  static void int64(byte[] bytes, int at, long value) {
    LONG.set(bytes, at, value);
  }
}
