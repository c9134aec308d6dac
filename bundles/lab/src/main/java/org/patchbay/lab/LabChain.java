package org.patchbay.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Transaction;

/**
 * The chain that all lab peers share. Confined to the lab thread.
 *
 * <p>Headers are kept as 80 bytes each; by hash only the last {@value #INDEXED} are found, which
 * bounds the index. Of the blocks the last {@value #KEPT} are kept, or fewer when they are large. A
 * longer chain that the node knows from an earlier run is adopted, so that the miner extends what
 * the node has; the last {@value #FETCHED} blocks of it are asked for.
 */
final class LabChain {
  /** Headers found by their hash. */
  static final int INDEXED = 5_000;

  /** Blocks kept at most. */
  static final int KEPT = 2_000;

  /** Blocks of a chain of others that are asked for: enough to spend what is mature in them. */
  static final int FETCHED = 400;

  private static final long KEPT_BYTES = 64_000_000;
  private static final int MEDIAN_SPAN = 11;

  private final Map<Hash256, Integer> heights = new HashMap<>();
  private final TreeMap<Integer, Block> blocks = new TreeMap<>();
  private long blockBytes;
  private byte[] headers = new byte[256 * BlockHeader.SIZE];
  private int height = -1;

  LabChain() {
    push(Mine.GENESIS);
  }

  /** Mines empty blocks with times that lead up to now, one every {@code spacing} seconds. */
  void prepare(int count, long now, long spacing, RandomGenerator random) {
    for (int i = count - 1; i >= 0; i--) {
      mine(now - i * spacing, random);
    }
  }

  /** Adds an empty block. */
  BlockHeader mine(long time, RandomGenerator random) {
    return mine(time, List.of(), 0, random).header();
  }

  /**
   * Adds one mined block; its time is moved up where the median of the last eleven asks for it.
   *
   * @param fees what the transactions leave, in satoshi
   */
  Block mine(long time, List<Transaction> transactions, long fees, RandomGenerator random) {
    Block block = candidate(time, transactions, fees, random);
    push(block.header());
    put(block);
    return block;
  }

  /** A block that could follow, without adding it. */
  Block candidate(long time, List<Transaction> transactions, long fees, RandomGenerator random) {
    long moved = Math.max(time, medianTime() + 1);
    return Mine.block(tip(), height + 1, moved, transactions, fees, random);
  }

  /** A block that is kept. */
  Optional<Block> block(Hash256 hash) {
    return Optional.ofNullable(heights.get(hash)).flatMap(this::block);
  }

  /** The block at a height, when it is kept. */
  Optional<Block> block(int wanted) {
    return Optional.ofNullable(blocks.get(wanted));
  }

  /** Height of a header of the chain, when its hash is still found. */
  Optional<Integer> heightOf(Hash256 hash) {
    return Optional.ofNullable(heights.get(hash));
  }

  /** The lowest blocks that are worth asking for. */
  List<Hash256> missing(int max) {
    List<Hash256> hashes = new ArrayList<>();
    for (int at = wantedFrom(); at <= height && hashes.size() < max; at++) {
      if (!blocks.containsKey(at)) {
        hashes.add(at(at).hash());
      }
    }
    return hashes;
  }

  /** The lowest height whose block is asked for. */
  int wantedFrom() {
    return Math.max(1, height - FETCHED + 1);
  }

  /** Keeps a block of the chain; answers false when it is not part of it. */
  boolean put(Block block) {
    Integer at = heights.get(block.header().hash());
    if (at == null || at == 0) {
      return false;
    }
    if (blocks.putIfAbsent(at, block) == null) {
      blockBytes += block.raw().remaining();
    }
    while (blocks.size() > KEPT || blockBytes > KEPT_BYTES) {
      forget(blocks.firstKey());
    }
    return true;
  }

  private void forget(int at) {
    Block gone = blocks.remove(at);
    if (gone != null) {
      blockBytes -= gone.raw().remaining();
    }
  }

  int height() {
    return height;
  }

  BlockHeader tip() {
    return at(height);
  }

  BlockHeader at(int wanted) {
    return BlockHeader.of(headers, wanted * BlockHeader.SIZE);
  }

  boolean knows(Hash256 hash) {
    return heights.containsKey(hash) || hash.equals(Mine.GENESIS.hash());
  }

  /** Answers getheaders (protocol-facts §5.3): what follows the fork, up to and including stop. */
  List<BlockHeader> after(List<Hash256> locator, Hash256 stop, int max) {
    int fork =
        locator.stream().filter(heights::containsKey).findFirst().map(heights::get).orElse(0);
    List<BlockHeader> answer = new ArrayList<>();
    for (int next = fork + 1; next <= height && answer.size() < max; next++) {
      BlockHeader header = at(next);
      answer.add(header);
      if (header.hash().equals(stop)) {
        break;
      }
    }
    return answer;
  }

  /** Hashes from the tip backwards, ever farther apart, and genesis (protocol-facts §14.6). */
  List<Hash256> locator() {
    List<Hash256> hashes = new ArrayList<>();
    int step = 1;
    for (int at = height; at > 0; at -= step) {
      hashes.add(at(at).hash());
      step = hashes.size() > 10 ? step * 2 : 1;
    }
    hashes.add(Mine.GENESIS.hash());
    return hashes;
  }

  /**
   * Takes headers of somebody else's chain when they make a longer one.
   *
   * @return false when the first one connects to nothing known
   */
  boolean adopt(List<BlockHeader> offered) {
    if (offered.isEmpty()) {
      return true;
    }
    Hash256 from = offered.get(0).previous();
    Integer fork = from.equals(Mine.GENESIS.hash()) ? Integer.valueOf(0) : heights.get(from);
    if (fork == null) {
      return false;
    }
    if (fork + offered.size() > height && sound(offered)) {
      while (height > fork) {
        heights.remove(tip().hash());
        forget(height);
        height--;
      }
      offered.forEach(this::push);
    }
    return true;
  }

  private static boolean sound(List<BlockHeader> offered) {
    for (int i = 0; i < offered.size(); i++) {
      BlockHeader header = offered.get(i);
      boolean links = i == 0 || header.previous().equals(offered.get(i - 1).hash());
      if (!links || header.bits() != Mine.GENESIS.bits() || !header.meetsOwnTarget()) {
        return false;
      }
    }
    return true;
  }

  private long medianTime() {
    int span = Math.min(MEDIAN_SPAN, height + 1);
    long[] times = new long[span];
    for (int i = 0; i < span; i++) {
      times[i] = at(height - i).time();
    }
    Arrays.sort(times);
    return times[span / 2];
  }

  private void push(BlockHeader header) {
    height++;
    int offset = height * BlockHeader.SIZE;
    if (offset == headers.length) {
      headers = Arrays.copyOf(headers, headers.length * 2);
    }
    header.copyTo(headers, offset);
    heights.put(header.hash(), height);
    if (height >= INDEXED) {
      heights.remove(at(height - INDEXED).hash());
    }
  }
}
