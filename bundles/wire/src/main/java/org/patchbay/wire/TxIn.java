package org.patchbay.wire;

import java.util.Arrays;
import java.util.Objects;

/**
 * An input. The script array is not copied: do not change it.
 *
 * @param sequence unsigned 32 bits
 */
public record TxIn(OutPoint previous, byte[] script, long sequence) {
  /** Least bytes on the wire. */
  static final int MIN_SIZE = 41;

  /** Reads one. */
  public static TxIn read(WireReader in) throws MalformedException {
    return new TxIn(OutPoint.read(in), in.varBytes(CompactSize.MAX_LENGTH), in.u32());
  }

  /** Writes one. */
  public void write(WireWriter out) {
    previous.write(out);
    out.varBytes(script).u32(sequence);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TxIn that
        && previous.equals(that.previous)
        && Arrays.equals(script, that.script)
        && sequence == that.sequence;
  }

  @Override
  public int hashCode() {
    return Objects.hash(previous, Arrays.hashCode(script), sequence);
  }

  @Override
  public String toString() {
    return "TxIn[previous="
        + previous
        + ", script="
        + script.length
        + " bytes, sequence="
        + sequence
        + "]";
  }
}
