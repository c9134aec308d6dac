package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.NetworkParameters;
import org.bitcoinj.core.StoredBlock;
import org.bitcoinj.core.VerificationException;
import org.bitcoinj.params.MainNetParams;
import org.bitcoinj.params.RegTestParams;
import org.bitcoinj.params.SigNetParams;
import org.bitcoinj.params.TestNet3Params;
import org.bitcoinj.store.BlockStore;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.Network;

/**
 * Required bits of 100,000 random header sequences, against the rules of bitcoinj: it must accept
 * what we require, and refuse anything else.
 *
 * <p>Where bitcoinj does not implement the rule, only its acceptance says something: on testnet3 it
 * takes any bits when a header is more than 20 minutes after its parent, or before it. It knows no
 * testnet4, and its regtest has no retargets at all, which comes to the same as ours. On signet it
 * allows regtest's limit, so that sequences which end at signet's own are left out.
 */
class BitcoinjTest {
  private static final int FIRST = 2016 * 600;
  private static final Sha256Hash ROOT = Sha256Hash.ZERO_HASH;

  /** After February 2012, from when bitcoinj applies the rules of today on testnet3. */
  private static final long BEGIN = 1_500_000_000L;

  private final SplittableRandom random = new SplittableRandom(31);

  @Test
  void mainnet() {
    compare(Network.MAIN, MainNetParams.get(), 40_000);
  }

  @Test
  void signet() {
    compare(Network.SIGNET, SigNetParams.get(), 10_000);
  }

  @Test
  void testnet3() {
    compare(Network.TEST, TestNet3Params.get(), 40_000);
  }

  @Test
  void regtest() {
    compare(Network.REGTEST, RegTestParams.get(), 10_000);
  }

  private void compare(Network network, NetworkParameters theirs, int sequences) {
    Difficulty ours = Difficulty.of(network);
    int limit = ChainParams.of(network).limit().bits();
    Sequence sequence = new Sequence(limit);
    int refused = 0;
    for (int round = 0; round < sequences; round++) {
      int parent = randomise(sequence, network, limit);
      long time = sequence.time(parent) + random.nextLong(-300, 2700);
      int required = ours.required(sequence, parent, time);
      String what = "%s round %d: %08x at %d".formatted(network, round, required, parent + 1);
      if (network == Network.SIGNET && required == limit) {
        continue;
      }
      assertDoesNotThrow(() -> check(theirs, sequence, parent, time, required), what);
      long delta = time - sequence.time(parent);
      boolean anyGoes = network == Network.TEST && (parent + 1) % 2016 != 0;
      if (round % 4 == 0 && !(anyGoes && (delta < 0 || delta > 1200))) {
        int other = required ^ 1 << random.nextInt(16);
        assertThrows(
            VerificationException.class, () -> check(theirs, sequence, parent, time, other), what);
        refused++;
      }
    }
    assertEquals(true, refused > sequences / 10);
  }

  private static void check(
      NetworkParameters params, Sequence sequence, int parent, long time, int bits)
      throws Exception {
    Block next =
        new Block(
            4, ROOT, ROOT, Instant.ofEpochSecond(time), Integer.toUnsignedLong(bits), 0, List.of());
    sequence.parent = parent;
    params.checkDifficultyTransitions(sequence.block(parent), next, sequence);
  }

  /** Makes another period, of which only what the rules look at differs, and names its last. */
  private int randomise(Sequence sequence, Network network, int limit) {
    sequence.reset();
    boolean retarget = network != Network.REGTEST && random.nextInt(15) == 0;
    int parent = FIRST + (retarget ? 2015 : random.nextInt(2015));
    int usual = network == Network.REGTEST ? limit : bits(limit);
    long actual = random.nextInt(20) == 0 ? -5000 : random.nextLong(1L << 13 + random.nextInt(11));
    int easy = network == Network.TEST ? random.nextInt(4) * random.nextInt(12) : 0;
    int realOne = Math.max(FIRST, parent - easy);
    for (int height = parent; height > realOne; height--) {
      sequence.set(height, limit, BEGIN + actual);
    }
    boolean allEasy = random.nextInt(5) == 0;
    sequence.set(FIRST, usual, BEGIN);
    sequence.set(realOne, easy > 0 && allEasy ? limit : usual, BEGIN + actual);
    if (realOne > FIRST) {
      sequence.set(realOne - 1, usual, BEGIN + actual);
    }
    return parent;
  }

  /** Bits that are in minimal form and not above the limit. */
  private int bits(int limit) {
    int size = random.nextInt(0x08, (limit >>> 24) + 1);
    int most = size == limit >>> 24 ? limit & 0xffffff : 0x7fffff;
    return size << 24 | random.nextInt(0x8000, most + 1);
  }

  /** One period of headers, to both sides; who stands on whom is told by height and not by hash. */
  private static final class Sequence implements Ancestry, BlockStore {
    private static final long NAMED = 0x6e616d656468656eL;

    private final StoredBlock[] usual = new StoredBlock[2016];
    private final StoredBlock[] blocks = new StoredBlock[2016];
    private int parent;

    Sequence(int limit) {
      for (int i = 0; i < 2016; i++) {
        usual[i] = stored(FIRST + i, limit, BEGIN);
      }
    }

    void reset() {
      System.arraycopy(usual, 0, blocks, 0, blocks.length);
    }

    void set(int height, int bits, long time) {
      blocks[height - FIRST] = stored(height, bits, time);
    }

    private static StoredBlock stored(int height, int bits, long time) {
      byte[] name = new byte[32];
      ByteBuffer.wrap(name).putInt(height - 1).putLong(16, NAMED);
      Sha256Hash before = Sha256Hash.wrap(name);
      long compact = Integer.toUnsignedLong(bits);
      return new StoredBlock(
          new Block(4, before, ROOT, Instant.ofEpochSecond(time), compact, 0, List.of()),
          BigInteger.ONE,
          height);
    }

    StoredBlock block(int height) {
      return blocks[height - FIRST];
    }

    @Override
    public int bits(int height) {
      return (int) block(height).getHeader().getDifficultyTarget();
    }

    @Override
    public long time(int height) {
      return block(height).getHeader().time().getEpochSecond();
    }

    @Override
    public StoredBlock get(Sha256Hash hash) {
      ByteBuffer name = ByteBuffer.wrap(hash.getBytes());
      // Only the last one is asked for by its real hash.
      return name.getLong(16) == NAMED ? block(name.getInt(0)) : block(parent);
    }

    @Override
    public void put(StoredBlock block) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StoredBlock getChainHead() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setChainHead(StoredBlock chainHead) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
