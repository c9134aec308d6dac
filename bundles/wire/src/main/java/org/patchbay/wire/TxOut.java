package org.patchbay.wire;

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
}
