package org.patchbay.wire;

/**
 * An output of an earlier transaction.
 *
 * @param index unsigned 32 bits
 */
public record OutPoint(Hash256 txid, long index) {
  /** What the input of a coinbase names. */
  public static final OutPoint NULL = new OutPoint(Hash256.ZERO, 0xFFFFFFFFL);

  /** Reads 36 bytes. */
  public static OutPoint read(WireReader in) throws MalformedException {
    return new OutPoint(in.hash(), in.u32());
  }

  /** Writes 36 bytes. */
  public void write(WireWriter out) {
    out.hash(txid).u32(index);
  }

  /** True for the one that names nothing. */
  public boolean isNull() {
    return equals(NULL);
  }
}
