package org.patchbay.wire.message;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** A block through a bloom filter (BIP37, protocol-facts §5.4). */
public record MerkleBlock(BlockHeader header, long transactions, List<Hash256> hashes, byte[] flags)
    implements Message {
  /** Most transactions a block can have (protocol-facts §1.1). */
  public static final int MAX_TRANSACTIONS = 16_666;

  /** Keeps its own list. */
  public MerkleBlock {
    hashes = List.copyOf(hashes);
  }

  /** Reads the payload. */
  public static MerkleBlock read(WireReader in) throws MalformedException {
    BlockHeader header = BlockHeader.read(in);
    long transactions = in.u32();
    int count = in.count(CompactSize.MAX_LENGTH, Hash256.SIZE);
    if (count > MAX_TRANSACTIONS) {
      throw new MalformedException(count + " hashes (max " + MAX_TRANSACTIONS + ")");
    }
    List<Hash256> hashes = in.elements(count, Hash256::read);
    return new MerkleBlock(header, transactions, hashes, in.varBytes(CompactSize.MAX_LENGTH));
  }

  @Override
  public String command() {
    return "merkleblock";
  }

  @Override
  public void write(WireWriter out) {
    header.write(out);
    out.u32(transactions).compactSize(hashes.size());
    hashes.forEach(out::hash);
    out.varBytes(flags);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MerkleBlock that
        && header.equals(that.header)
        && transactions == that.transactions
        && hashes.equals(that.hashes)
        && Arrays.equals(flags, that.flags);
  }

  @Override
  public int hashCode() {
    return Objects.hash(header, transactions, hashes, Arrays.hashCode(flags));
  }

  @Override
  public String toString() {
    return "MerkleBlock[header="
        + header
        + ", transactions="
        + transactions
        + ", hashes="
        + hashes
        + ", flags="
        + flags.length
        + " bytes]";
  }
}
