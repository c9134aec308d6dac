package org.patchbay.wire;

import java.util.Arrays;
import java.util.Objects;

/**
 * An output. The script array is not copied: do not change it.
 *
 * @param value satoshi
 */
public record TxOut(long value, byte[] script) {
  /** Least bytes on the wire. */
  static final int MIN_SIZE = 9;

  /** Reads one. */
  public static TxOut read(WireReader in) throws MalformedException {
    return new TxOut(in.i64(), in.varBytes(CompactSize.MAX_LENGTH));
  }

  /** Writes one. */
  public void write(WireWriter out) {
    out.i64(value).varBytes(script);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TxOut that && value == that.value && Arrays.equals(script, that.script);
  }

  @Override
  public int hashCode() {
    return Objects.hash(value, Arrays.hashCode(script));
  }

  @Override
  public String toString() {
    return "TxOut[value=" + value + ", script=" + script.length + " bytes]";
  }
}
