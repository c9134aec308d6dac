package org.patchbay.chain;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.WireReader;

/** The first block, which no one has to send: that all networks but testnet4 share (§18.2). */
final class GenesisBlock {
  private static final String COINBASE =
      "01000000010000000000000000000000000000000000000000000000000000000000000000"
          + "ffffffff4d04ffff001d0104455468652054696d65732030332f4a616e2f32303039204368"
          + "616e63656c6c6f72206f6e206272696e6b206f66207365636f6e64206261696c6f75742066"
          + "6f722062616e6b73ffffffff0100f2052a01000000434104678afdb0fe5548271967f1a671"
          + "30b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c38"
          + "4df7ba0b8d578a4c702b6bf11d5fac00000000";

  private GenesisBlock() {}

  /** The block of a genesis header; empty when its transaction is another one. */
  static Optional<Block> of(BlockHeader header) {
    try {
      Transaction coinbase = Transaction.read(new WireReader(HexFormat.of().parseHex(COINBASE)));
      return coinbase.txid().equals(header.merkleRoot())
          ? Optional.of(Block.of(header, List.of(coinbase)))
          : Optional.empty();
    } catch (MalformedException e) {
      throw new IllegalStateException("the genesis transaction is malformed", e);
    }
  }
}
