package org.patchbay.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian words in byte arrays. */
final class Bytes {
  private static final VarHandle I32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle I64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Bytes() {}

  static int i32(byte[] bytes, int offset) {
    return (int) I32.get(bytes, offset);
  }

  static long i64(byte[] bytes, int offset) {
    return (long) I64.get(bytes, offset);
  }

  static void putI32(byte[] bytes, int offset, int value) {
    I32.set(bytes, offset, value);
  }

  static void putI64(byte[] bytes, int offset, long value) {
    I64.set(bytes, offset, value);
  }
}
