package org.patchbay.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A block with the bytes it was read from, so that serving never serialises it again
 * (protocol-facts §6.2). Immutable.
 */
public final class Block {
  private final BlockHeader header;
  private final List<Transaction> transactions;
  private final byte[] bytes;
  private final int size;
  private volatile long checksum = -1;

  private Block(BlockHeader header, List<Transaction> transactions, byte[] bytes, int size) {
    this.header = header;
    this.transactions = transactions;
    this.bytes = bytes;
    this.size = size;
  }

  /** Of its parts. */
  public static Block of(BlockHeader header, List<Transaction> transactions) {
    WireWriter out = new WireWriter(1024);
    header.write(out);
    out.compactSize(transactions.size());
    transactions.forEach(tx -> tx.write(out));
    return new Block(header, List.copyOf(transactions), out.toBytes(), out.size());
  }

  /** Reads one and keeps one copy of its bytes, which its transactions share. */
  public static Block read(WireReader in) throws MalformedException {
    byte[] all = in.bytes(in.remaining());
    WireReader own = new WireReader(all);
    BlockHeader header = BlockHeader.read(own);
    List<Transaction> transactions =
        own.list(
            CompactSize.MAX_LENGTH,
            Transaction.MIN_SIZE,
            reader -> Transaction.readWithin(all, reader));
    return new Block(header, transactions, all, own.position());
  }

  /** The header. */
  public BlockHeader header() {
    return header;
  }

  /** The transactions, the coinbase first. */
  public List<Transaction> transactions() {
    return transactions;
  }

  /** The full serialisation; read-only. */
  public ByteBuffer raw() {
    return ByteBuffer.wrap(bytes, 0, size).slice().asReadOnlyBuffer();
  }

  /**
   * First four bytes of the double hash of the full serialisation, as an unsigned little-endian
   * number (protocol-facts §2.1); computed once, because a new block goes to every peer.
   */
  public long checksum() {
    long known = checksum;
    if (known < 0) {
      known = Bytes.i32(Sha256.doubleHash(bytes, 0, size), 0) & 0xFFFFFFFFL;
      checksum = known;
    }
    return known;
  }

  /** Weight units. */
  public long weight() {
    long basic = BlockHeader.SIZE + CompactSize.sizeOf(transactions.size());
    long full = basic;
    for (Transaction tx : transactions) {
      basic += tx.basicSize();
      full += tx.size();
    }
    return 3 * basic + full;
  }

  /** Writes the full form as it was read. */
  public void write(WireWriter out) {
    out.bytes(bytes, 0, size);
  }

  /** Writes the form without witnesses. */
  public void writeWithoutWitness(WireWriter out) {
    header.write(out);
    out.compactSize(transactions.size());
    transactions.forEach(tx -> tx.writeWithoutWitness(out));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Block that && Arrays.equals(bytes, 0, size, that.bytes, 0, that.size);
  }

  @Override
  public int hashCode() {
    return header.hashCode();
  }

  @Override
  public String toString() {
    return "block " + header.hash();
  }
}
