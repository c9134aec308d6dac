package org.patchbay.wire.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/**
 * A block as short transaction ids (BIP152, protocol-facts §7.1).
 *
 * @param shortIds 48 bits each
 * @param prefilled by ascending index in the block
 */
public record CmpctBlock(BlockHeader header, long nonce, long[] shortIds, List<Prefilled> prefilled)
    implements Message {
  /** Bytes of a short id. */
  public static final int SHORT_ID_SIZE = 6;

  /** Most transactions, prefilled ones included. */
  public static final int MAX_TRANSACTIONS = 65_535;

  /** A transaction sent in full, at its index in the block. */
  public record Prefilled(int index, Transaction transaction) {}

  /**
   * Keeps its own list.
   *
   * @throws IllegalArgumentException unless the prefilled indexes ascend
   */
  public CmpctBlock {
    prefilled = List.copyOf(prefilled);
    int last = -1;
    for (Prefilled entry : prefilled) {
      if (entry.index() <= last) {
        throw new IllegalArgumentException("index " + entry.index() + " after " + last);
      }
      last = entry.index();
    }
  }

  /** Reads the payload. */
  public static CmpctBlock read(WireReader in) throws MalformedException {
    BlockHeader header = BlockHeader.read(in);
    long nonce = in.u64();
    int count = in.count(CompactSize.MAX_LENGTH, SHORT_ID_SIZE);
    if (count > MAX_TRANSACTIONS) {
      throw new MalformedException(count + " short ids (max " + MAX_TRANSACTIONS + ")");
    }
    long[] shortIds = new long[count];
    for (int i = 0; i < count; i++) {
      shortIds[i] = in.u32() | (long) in.u16() << 32;
    }
    int given = in.count(CompactSize.MAX_LENGTH, 1 + Transaction.MIN_SIZE);
    if (count + given > MAX_TRANSACTIONS) {
      throw new MalformedException(count + given + " transactions (max " + MAX_TRANSACTIONS + ")");
    }
    List<Prefilled> prefilled = new ArrayList<>(given);
    long index = -1;
    for (int i = 0; i < given; i++) {
      index += 1L + CompactSize.readLength(in);
      if (index > 0xFFFF) {
        throw new MalformedException("index " + index + " (max 65535)");
      }
      prefilled.add(new Prefilled((int) index, Transaction.read(in)));
    }
    return new CmpctBlock(header, nonce, shortIds, prefilled);
  }

  @Override
  public String command() {
    return "cmpctblock";
  }

  @Override
  public void write(WireWriter out) {
    header.write(out);
    out.u64(nonce).compactSize(shortIds.length);
    for (long id : shortIds) {
      out.u32(id).u16((int) (id >>> 32));
    }
    out.compactSize(prefilled.size());
    int last = -1;
    for (Prefilled entry : prefilled) {
      out.compactSize(entry.index() - last - 1);
      entry.transaction().write(out);
      last = entry.index();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CmpctBlock that
        && header.equals(that.header)
        && nonce == that.nonce
        && Arrays.equals(shortIds, that.shortIds)
        && prefilled.equals(that.prefilled);
  }

  @Override
  public int hashCode() {
    return Objects.hash(header, nonce, Arrays.hashCode(shortIds), prefilled);
  }

  @Override
  public String toString() {
    return "CmpctBlock[header="
        + header
        + ", nonce="
        + nonce
        + ", shortIds="
        + shortIds.length
        + " numbers, prefilled="
        + prefilled
        + "]";
  }
}
