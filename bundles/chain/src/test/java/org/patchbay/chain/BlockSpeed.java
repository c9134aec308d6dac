package org.patchbay.chain;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;

/** Measures how fast blocks are taken, on one thread, and how fast a node starts with them. */
final class BlockSpeed {
  private BlockSpeed() {}

  public static void main(String[] args) throws Exception {
    for (int round = 0; round < 3; round++) {
      Path folder = Files.createTempDirectory("speed");
      try (BlockNode node = new BlockNode(folder)) {
        List<Block> line = Growth.line(node.genesis(), 1, 50_000, 1);
        node.headers(line);
        take("small blocks", node, line, line.size());
      }
      restart(folder);
    }
    for (int round = 0; round < 3; round++) {
      Path folder = Files.createTempDirectory("speed");
      try (BlockNode node = new BlockNode(folder)) {
        List<Block> line = spends(node.genesis(), 100, 3000);
        node.headers(line);
        int txs = line.stream().mapToInt(block -> block.transactions().size()).sum();
        take("transactions", node, line, txs);
      }
      restart(folder);
    }
  }

  /** Nanoseconds that this thread has run, whatever else the machine does. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void take(String what, BlockNode node, List<Block> line, int units) {
    List<Block> fresh = line.stream().map(BlockNode::fresh).toList();
    node.blocks.onChange(change -> node.changes.clear());
    System.gc();
    long begin = cpu();
    for (int from = 0; from < fresh.size(); from += 128) {
      for (Block block : fresh.subList(from, Math.min(fresh.size(), from + 128))) {
        node.blocks.offer(block, true, outcome -> {});
      }
      node.loop.advance(Duration.ZERO);
    }
    double seconds = (cpu() - begin) / 1e9;
    if (node.blocks.tip().height() != line.size()) {
      throw new IllegalStateException("tip " + node.blocks.tip().height());
    }
    System.out.printf("%s: %d, %.0f per second of CPU%n", what, units, units / seconds);
  }

  private static void restart(Path folder) throws Exception {
    long begin = cpu();
    try (BlockNode node = new BlockNode(folder)) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      System.out.printf(
          "start: %.2f s of CPU, %d coins, heap %d MB%n",
          (cpu() - begin) / 1e9,
          node.blocks.coins().orElseThrow().size(),
          (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
  }

  private record Owned(OutPoint place, long value) {}

  /** Coinbases, then blocks of transactions with two inputs and two outputs. */
  private static List<Block> spends(BlockHeader genesis, int blocks, int perBlock) {
    List<Block> line = new ArrayList<>(Growth.line(genesis, 1, 110, 1));
    ArrayDeque<Owned> coins = new ArrayDeque<>();
    List<Long> parts = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      parts.add(Growth.subsidy(1) / 2500);
    }
    List<Transaction> fan = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Transaction coinbase = line.get(i).transactions().get(0);
      Transaction spread =
          Growth.spend(2, List.of(Growth.output(coinbase, 0)), 0xFFFFFFFFL, 0, parts);
      fan.add(spread);
      for (int j = 0; j < parts.size(); j++) {
        coins.add(new Owned(Growth.output(spread, j), parts.get(j)));
      }
    }
    line.add(Growth.block(line.get(109).header(), 111, 1, fan));
    for (int i = 0; i < blocks; i++) {
      List<Transaction> txs = new ArrayList<>(perBlock);
      for (int j = 0; j < perBlock; j++) {
        Owned a = coins.remove();
        Owned b = coins.remove();
        long sum = a.value() + b.value();
        Transaction tx = Growth.spend(List.of(a.place(), b.place()), sum);
        txs.add(tx);
        coins.add(new Owned(Growth.output(tx, 0), sum / 2));
        coins.add(new Owned(Growth.output(tx, 1), sum - sum / 2));
      }
      line.add(Growth.block(line.get(line.size() - 1).header(), line.size() + 1, 1, txs));
    }
    return line;
  }
}
