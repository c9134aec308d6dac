package org.patchbay.chainrpc;

import static org.patchbay.api.rpc.Shape.field;
import static org.patchbay.api.rpc.Shape.hex;
import static org.patchbay.api.rpc.Shape.maybe;
import static org.patchbay.api.rpc.Shape.number;
import static org.patchbay.api.rpc.Shape.time;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.patchbay.api.chain.BlockTree;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.CompactTarget;

/** A header as getblockheader and getblock show it. */
record HeaderJson(Blocks blocks, BlockTree tree) {
  private static final int REGULAR_SIZE = 29;

  static List<Shape.Field> fields() {
    return List.of(
        field("hash", hex("Hash of the block.")),
        field("confirmations", number("Blocks from it to the tip; -1 beside the active chain.")),
        field("height", number("Blocks before it.")),
        field("version", number("Version.")),
        field("versionHex", hex("Version in hex.")),
        field("merkleroot", hex("Merkle root.")),
        field("time", time("Time of the block.")),
        field("mediantime", time("Median time of it and the ten before it.")),
        field("nonce", number("Nonce.")),
        field("bits", hex("Compact target.")),
        field("target", hex("What the hash may be at most.")),
        field("difficulty", number("How much harder than the easiest target of mainnet.")),
        field("chainwork", hex("Work of the chain up to it.")),
        maybe(
            "nTx",
            number("Transactions in it; 0 before its block came, missing when that was deleted.")),
        maybe("previousblockhash", hex("Hash of the block before it.")),
        maybe("nextblockhash", hex("Hash of the block after it in the active chain.")));
  }

  /**
   * Shows one.
   *
   * @param transactions in its block, where that is known
   */
  Map<String, Object> of(HeaderView view, OptionalInt transactions) {
    BlockHeader header = view.header();
    boolean active = tree.isActive(view);
    int tip = Math.max(blocks.tip().height(), view.height());
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("hash", view.hash().toString());
    shown.put("confirmations", active ? tip - view.height() + 1 : -1);
    shown.put("height", view.height());
    shown.put("version", header.version());
    shown.put("versionHex", "%08x".formatted(header.version()));
    shown.put("merkleroot", header.merkleRoot().toString());
    shown.put("time", header.time());
    shown.put("mediantime", view.medianTime());
    shown.put("nonce", header.nonce());
    shown.put("bits", bits(header));
    shown.put("target", target(header));
    shown.put("difficulty", difficulty(header.bits()));
    shown.put("chainwork", view.chainWork().toString());
    transactions.ifPresent(count -> shown.put("nTx", count));
    if (view.height() > 0) {
      shown.put("previousblockhash", header.previous().toString());
    }
    if (active) {
      tree.active(view.height() + 1)
          .ifPresent(next -> shown.put("nextblockhash", next.hash().toString()));
    }
    return shown;
  }

  static String bits(BlockHeader header) {
    return "%08x".formatted(header.bits());
  }

  static String target(BlockHeader header) {
    return CompactTarget.target(header.bits()).orElseThrow().toString();
  }

  /** The easiest target of mainnet, by the target of these bits. */
  static double difficulty(long bits) {
    double difficulty = (double) 0xffff / (bits & 0xffffff);
    for (int size = (int) (bits >>> 24); size < REGULAR_SIZE; size++) {
      difficulty *= 256;
    }
    for (int size = (int) (bits >>> 24); size > REGULAR_SIZE; size--) {
      difficulty /= 256;
    }
    return difficulty;
  }
}
