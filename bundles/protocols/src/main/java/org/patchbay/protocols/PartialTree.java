package org.patchbay.protocols;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.message.MerkleBlock;

/**
 * As much of a merkle tree as proves that some transactions are in a block (BIP37). Confined to one
 * call.
 *
 * <p>Rule: depth first, a flag for each node, set where a wanted transaction is beneath; a hash
 * where none is, and at each leaf.
 */
final class PartialTree {
  private final List<List<Hash256>> levels = new ArrayList<>();
  private final List<BitSet> wanted = new ArrayList<>();
  private final List<Hash256> hashes = new ArrayList<>();
  private final BitSet flags = new BitSet();
  private int visited;

  private PartialTree(List<Hash256> txids, BitSet matches) {
    levels.add(txids);
    wanted.add(matches);
    while (levels.get(levels.size() - 1).size() > 1) {
      grow(levels.get(levels.size() - 1), wanted.get(wanted.size() - 1));
    }
  }

  private void grow(List<Hash256> below, BitSet wantedBelow) {
    List<Hash256> level = new ArrayList<>((below.size() + 1) / 2);
    BitSet here = new BitSet();
    byte[] pair = new byte[2 * Hash256.SIZE];
    for (int i = 0; i < below.size(); i += 2) {
      below.get(i).copyTo(pair, 0);
      below.get(Math.min(i + 1, below.size() - 1)).copyTo(pair, Hash256.SIZE);
      level.add(Hash256.of(Sha256.doubleHash(pair, 0, pair.length)));
      here.set(i / 2, wantedBelow.get(i) || wantedBelow.get(i + 1));
    }
    levels.add(level);
    wanted.add(here);
  }

  /**
   * The proof of a block.
   *
   * @param txids of all its transactions, at least one
   * @param matches places of those that are proved
   */
  static MerkleBlock of(BlockHeader header, List<Hash256> txids, BitSet matches) {
    PartialTree tree = new PartialTree(txids, matches);
    tree.visit(tree.levels.size() - 1, 0);
    byte[] flags = new byte[(tree.visited + 7) / 8];
    tree.flags.stream().forEach(bit -> flags[bit >>> 3] |= (byte) (1 << (bit & 7)));
    return new MerkleBlock(header, txids.size(), tree.hashes, flags);
  }

  private void visit(int level, int at) {
    boolean inside = wanted.get(level).get(at);
    flags.set(visited++, inside);
    if (level == 0 || !inside) {
      hashes.add(levels.get(level).get(at));
      return;
    }
    visit(level - 1, 2 * at);
    if (2 * at + 1 < levels.get(level - 1).size()) {
      visit(level - 1, 2 * at + 1);
    }
  }
}
