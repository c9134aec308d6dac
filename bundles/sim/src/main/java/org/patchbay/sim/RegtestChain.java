package org.patchbay.sim;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MerkleTree;
import org.patchbay.wire.Network;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.WireWriter;

/**
 * Blocks of regtest, mined one after the other: height in the coinbase, the permitted reward, a
 * witness commitment where a transaction has a witness (protocol-facts §6.2, §18.3). Every output
 * pays to {@link Spends#SCRIPT}, which anybody can spend. Not thread-safe.
 */
public final class RegtestChain {
  /** Seconds between two blocks. */
  public static final int SPACING = 1;

  private static final long REWARD = 5_000_000_000L;
  private static final int HALVING = 150;

  /** Signals for what others' regtest still votes on: lock times by age, and segwit. */
  private static final int VERSION = 0x2000_0003;

  private static final byte[] RESERVED = new byte[Hash256.SIZE];

  private final long begin;
  private final int branch;
  private final List<Block> blocks = new ArrayList<>();

  private RegtestChain(long begin, int branch, List<Block> blocks) {
    this.begin = begin;
    this.branch = branch;
    this.blocks.addAll(blocks);
  }

  /**
   * A chain without a block besides the genesis block, which it does not hold.
   *
   * @param begin unix seconds of height 0; block n follows n seconds later
   */
  public static RegtestChain from(long begin) {
    return new RegtestChain(begin, 0, List.of());
  }

  /** A chain whose blocks up to a height are this chain's, and whose further ones differ. */
  public RegtestChain fork(int height, int branch) {
    return new RegtestChain(begin, branch, blocks.subList(0, height));
  }

  /** Height of the last block; 0 for none. */
  public int height() {
    return blocks.size();
  }

  /** Hash of the block at a height. */
  public Hash256 hash(int height) {
    return header(height).hash();
  }

  /** Header of the block at a height. */
  public BlockHeader header(int height) {
    return height == 0 ? Network.REGTEST.genesis() : block(height).header();
  }

  /** The block at a height from 1 on. */
  public Block block(int height) {
    return blocks.get(height - 1);
  }

  /** Hash of the last block. */
  public Hash256 tip() {
    return hash(height());
  }

  /** The output of the coinbase at a height. */
  public OutPoint reward(int height) {
    return new OutPoint(block(height).transactions().get(0).txid(), 0);
  }

  /** Satoshi of that output. */
  public static long rewardAt(int height) {
    return REWARD >> height / HALVING;
  }

  /** Mines so many blocks with nothing but a coinbase. */
  public RegtestChain mine(int count) {
    for (int i = 0; i < count; i++) {
      mine(List.of());
    }
    return this;
  }

  /** Mines a block of transactions; fees are nobody's. */
  public Block mine(List<Transaction> transactions) {
    Block block = next(transactions);
    blocks.add(block);
    return block;
  }

  /** What {@link #mine(List)} would add. */
  public Block next(List<Transaction> transactions) {
    int height = height() + 1;
    boolean witness = transactions.stream().anyMatch(Transaction::hasWitness);
    Transaction coinbase = coinbase(height, List.of());
    if (witness) {
      Block draft = assemble(height, coinbase, transactions);
      coinbase = coinbase(height, List.of(commitment(draft)));
    }
    return solve(assemble(height, coinbase, transactions));
  }

  private Block assemble(int height, Transaction coinbase, List<Transaction> transactions) {
    List<Transaction> all = new ArrayList<>();
    all.add(coinbase);
    all.addAll(transactions);
    Hash256 root = MerkleTree.root(all.stream().map(Transaction::txid).toList()).hash();
    long bits = Network.REGTEST.genesis().bits();
    long time = begin + (long) height * SPACING;
    return Block.of(new BlockHeader(VERSION, tip(), root, time, bits, 0), all);
  }

  /** The same block with a nonce that gives it proof of work. */
  public static Block solve(Block block) {
    BlockHeader header = block.header();
    for (long nonce = 0; !header.meetsOwnTarget(); nonce++) {
      header =
          new BlockHeader(
              header.version(),
              header.previous(),
              header.merkleRoot(),
              header.time(),
              header.bits(),
              nonce);
    }
    return Block.of(header, block.transactions());
  }

  private Transaction coinbase(int height, List<TxOut> more) {
    List<TxOut> outputs = new ArrayList<>();
    outputs.add(new TxOut(rewardAt(height), Spends.SCRIPT));
    outputs.addAll(more);
    TxIn input = new TxIn(OutPoint.NULL, coinbaseScript(height), 0xFFFFFFFFL);
    List<List<byte[]>> witness = more.isEmpty() ? List.of() : List.of(List.of(RESERVED));
    return Transaction.of(2, List.of(input), outputs, witness, 0);
  }

  /** The height as a script pushes numbers (BIP34), and the branch's own bytes. */
  private byte[] coinbaseScript(int height) {
    WireWriter out = new WireWriter(16);
    if (height <= 16) {
      out.u8(0x50 + height);
    } else {
      int bytes = 1;
      while (height >>> (8 * bytes - 1) != 0) {
        bytes++;
      }
      out.u8(bytes);
      for (int i = 0; i < bytes; i++) {
        out.u8(height >>> 8 * i & 0xFF);
      }
    }
    return out.u8(4).u32(branch).toBytes();
  }

  private static TxOut commitment(Block draft) {
    byte[] both = new WireWriter(64).hash(MerkleTree.witnessRoot(draft)).bytes(RESERVED).toBytes();
    byte[] head = {0x6a, 0x24, (byte) 0xaa, 0x21, (byte) 0xa9, (byte) 0xed};
    Hash256 hash = Hash256.of(Sha256.doubleHash(both, 0, both.length));
    return new TxOut(0, new WireWriter(38).bytes(head).hash(hash).toBytes());
  }
}
