package org.patchbay.wire;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Ping;

/**
 * Measures the hot paths; not a test. Run {@code main} with the test class path and {@code
 * -Dpatchbay.data}. Each figure is the best of several rounds after warming up.
 */
final class Speed {
  private static final int ROUNDS = 15;
  private static Object sink;

  private Speed() {}

  public static void main(String[] args) throws Exception {
    headers();
    small();
    block();
    targets();
  }

  private static void headers() throws Exception {
    byte[] raw = Data.bytes("headers/mainnet-0-10236.bin");
    Headers headers =
        new Headers(
            IntStream.range(0, Headers.MAX_ENTRIES)
                .mapToObj(i -> BlockHeader.of(raw, i * BlockHeader.SIZE))
                .toList());
    byte[] payload = bytes(headers::write);
    measure(
        "2000 double hashes alone",
        100,
        () -> {
          byte[] last = null;
          for (int i = 0; i < 2000; i++) {
            last = Sha256.doubleHash(raw, i * BlockHeader.SIZE, BlockHeader.SIZE);
          }
          return last;
        });
    measure("2000 headers read", 100, () -> Headers.read(new WireReader(payload)));
    measure("2000 headers written", 100, () -> bytes(headers::write));
  }

  private static void small() throws Exception {
    byte[] ping = bytes(new Ping(5)::write);
    measure("ping read", 100_000, () -> Ping.read(new WireReader(ping)));
    Inv inv = new Inv(Collections.nCopies(1000, new Inventory(1, Network.MAIN.genesis().hash())));
    byte[] payload = bytes(inv::write);
    measure("inv of 1000 read", 1000, () -> Inv.read(new WireReader(payload)));
    measure("inv of 1000 written", 1000, () -> bytes(inv::write));
  }

  private static void block() throws Exception {
    byte[] raw = Data.bytes("blocks/mainnet-866342.raw");
    Block block = Block.read(new WireReader(raw));
    measure("block 866342 read", 50, () -> Block.read(new WireReader(raw)));
    measure("block 866342 read and written", 50, () -> bytes(read(raw)::write));
    measure(
        "block 866342 read, every part made",
        20,
        () -> {
          Block fresh = read(raw);
          for (Transaction tx : fresh.transactions()) {
            sink = tx.inputs();
            sink = tx.witnesses();
          }
          return fresh;
        });
    measure(
        "block 866342 read, checked for mutation", 5, () -> MerkleTree.mutation(read(raw), true));
    measure("block 866342 without witness", 20, () -> bytes(block::writeWithoutWitness));
  }

  private static void targets() throws Exception {
    long[] bits = new Any(1).bits(1 << 16);
    measure(
        "65536 × work of the same bits",
        20,
        () -> {
          UInt256 sum = UInt256.ZERO;
          for (int i = 0; i < bits.length; i++) {
            sum = sum.plus(CompactTarget.work(0x17034219L));
          }
          return sum;
        });
    measure(
        "65536 × work of ever other bits",
        20,
        () -> {
          UInt256 sum = UInt256.ZERO;
          for (long some : bits) {
            sum = sum.plus(CompactTarget.work(some));
          }
          return sum;
        });
    Hash256 hash = Network.MAIN.genesis().hash();
    measure(
        "65536 × target met",
        20,
        () -> {
          int met = 0;
          for (long some : bits) {
            met += CompactTarget.isMetBy(hash, some) ? 1 : 0;
          }
          return met;
        });
  }

  private static Block read(byte[] raw) throws MalformedException {
    return Block.read(new WireReader(raw));
  }

  private interface Writing {
    void to(WireWriter out);
  }

  private static byte[] bytes(Writing writing) {
    WireWriter out = new WireWriter();
    writing.to(out);
    return out.toBytes();
  }

  private static void measure(String what, int times, Callable<?> work) throws Exception {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < times; i++) {
        sink = work.call();
      }
      best = Math.min(best, (System.nanoTime() - start) / times);
    }
    System.out.printf("%-42s %,12d ns%n", what, best);
  }
}
