package org.patchbay.wire;

/**
 * An output of an earlier transaction. Ordered so that a hash map stays fast when a stranger makes
 * thousands of them with one hash code: the JDK's maps then search a tree.
 *
 * @param index unsigned 32 bits
 */
public record OutPoint(Hash256 txid, long index) implements Comparable<OutPoint> {
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

  @Override
  public int compareTo(OutPoint other) {
    int order = txid.compareTo(other.txid);
    return order == 0 ? Long.compare(index, other.index) : order;
  }

  /** True for the one that names nothing. */
  public boolean isNull() {
    return equals(NULL);
  }
}
