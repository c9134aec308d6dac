package org.patchbay.wire.message;

import java.util.Arrays;
import java.util.Objects;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/**
 * Asks for transactions of a block by index (BIP152, protocol-facts §7.2).
 *
 * @param block hash of the block
 * @param indexes ascending
 */
public record GetBlockTxn(Hash256 block, int[] indexes) implements Message {
  /** As many indexes as there are, for each fits 16 bits. */
  public static final int MAX_INDEXES = 65_536;

  /**
   * Of a block and indexes.
   *
   * @throws IllegalArgumentException unless the indexes ascend
   */
  public GetBlockTxn {
    int last = -1;
    for (int index : indexes) {
      if (index <= last) {
        throw new IllegalArgumentException("index " + index + " after " + last);
      }
      last = index;
    }
  }

  /** Reads the payload. */
  public static GetBlockTxn read(WireReader in) throws MalformedException {
    Hash256 block = in.hash();
    int count = in.count(CompactSize.MAX_LENGTH, 1);
    if (count > MAX_INDEXES) {
      throw new MalformedException(count + " indexes (max " + MAX_INDEXES + ")");
    }
    int[] indexes = new int[count];
    long index = -1;
    for (int i = 0; i < count; i++) {
      index += 1L + CompactSize.readLength(in);
      if (index > 0xFFFF) {
        throw new MalformedException("index " + index + " (max 65535)");
      }
      indexes[i] = (int) index;
    }
    return new GetBlockTxn(block, indexes);
  }

  @Override
  public String command() {
    return "getblocktxn";
  }

  @Override
  public void write(WireWriter out) {
    out.hash(block).compactSize(indexes.length);
    int last = -1;
    for (int index : indexes) {
      out.compactSize(index - last - 1);
      last = index;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GetBlockTxn that
        && block.equals(that.block)
        && Arrays.equals(indexes, that.indexes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(block, Arrays.hashCode(indexes));
  }

  @Override
  public String toString() {
    return "GetBlockTxn[block=" + block + ", indexes=" + indexes.length + " numbers]";
  }
}
