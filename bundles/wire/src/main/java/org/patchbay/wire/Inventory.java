package org.patchbay.wire;

/**
 * Something that can be announced or asked for (protocol-facts §5.3). Ordered for the reason given
 * at {@link OutPoint}.
 *
 * @param type one of the constants, or any other value
 */
public record Inventory(int type, Hash256 hash) implements Comparable<Inventory> {
  /** A transaction by txid. */
  public static final int TX = 1;

  /** A block. */
  public static final int BLOCK = 2;

  /** A block through a bloom filter (BIP37). */
  public static final int FILTERED_BLOCK = 3;

  /** A compact block (BIP152). */
  public static final int CMPCT_BLOCK = 4;

  /** A transaction by wtxid (BIP339). */
  public static final int WTX = 5;

  /** A transaction by txid, with witness. */
  public static final int WITNESS_TX = 0x40000001;

  /** A block with witness. */
  public static final int WITNESS_BLOCK = 0x40000002;

  /** Bytes on the wire. */
  public static final int SIZE = 36;

  /** Reads 36 bytes. */
  public static Inventory read(WireReader in) throws MalformedException {
    return new Inventory(in.i32(), in.hash());
  }

  /** Writes 36 bytes. */
  public void write(WireWriter out) {
    out.i32(type).hash(hash);
  }

  @Override
  public int compareTo(Inventory other) {
    int order = hash.compareTo(other.hash);
    return order == 0 ? Integer.compare(type, other.type) : order;
  }

  /** True for a block in any form. */
  public boolean isBlock() {
    return type == BLOCK || type == WITNESS_BLOCK || type == CMPCT_BLOCK || type == FILTERED_BLOCK;
  }

  /** True for a transaction in any form. */
  public boolean isTransaction() {
    return type == TX || type == WTX || type == WITNESS_TX;
  }
}
