package org.patchbay.wire.script;

import java.util.HexFormat;
import java.util.Optional;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.WireReader;

/** Transactions, blocks and headers as people pass them around: in hexadecimal digits. */
public final class HexText {
  private HexText() {}

  /** A transaction, and nothing behind it. */
  public static Optional<Transaction> transaction(String hex) {
    return read(hex, true, Transaction::read);
  }

  /** A block; what is behind it does not matter. */
  public static Optional<Block> block(String hex) {
    return read(hex, false, Block::read);
  }

  /** A header; what is behind it does not matter. */
  public static Optional<BlockHeader> header(String hex) {
    return read(hex, false, BlockHeader::read);
  }

  /** The digits of a transaction with its witness. */
  public static String of(Transaction transaction) {
    byte[] bytes = new byte[transaction.size()];
    transaction.raw().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The digits of a block. */
  public static String of(Block block) {
    byte[] bytes = new byte[block.raw().remaining()];
    block.raw().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private interface Reading<T> {
    T of(WireReader in) throws MalformedException;
  }

  private static <T> Optional<T> read(String hex, boolean whole, Reading<T> reading) {
    try {
      WireReader in = new WireReader(HexFormat.of().parseHex(hex));
      T value = reading.of(in);
      return whole && in.remaining() > 0 ? Optional.empty() : Optional.of(value);
    } catch (IllegalArgumentException | MalformedException e) {
      return Optional.empty();
    }
  }
}
