package org.patchbay.chain;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.chain.HeaderIntake.Outcome;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.WireReader;

/**
 * Measures the chain lane alone, loading, and serving. Run it by hand: {@code take FOLDER COUNT}
 * makes headers and stores them five times, {@code load FOLDER} loads them once, cold, and {@code
 * serve FOLDER} serves them. {@code cold FOLDER} reads them as they come from the wire and stores
 * them once: what a node does that was just started.
 */
final class IntakeSpeed {
  private static final long NOW = 4_000_000_000L;

  private IntakeSpeed() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    switch (args[0]) {
      case "take" -> {
        List<List<BlockHeader>> batches = batches(Integer.parseInt(args[2]));
        for (int round = 0; round < 5; round++) {
          Files.deleteIfExists(folder.resolve(HeaderFiles.NAME));
          take(folder, batches);
        }
      }
      case "load" -> load(folder);
      case "cold" -> cold(folder);
      case "serve" -> {
        Index index = load(folder);
        for (int round = 0; round < 5; round++) {
          serve(index);
        }
      }
      default -> throw new IllegalArgumentException("take, load, serve or cold, not " + args[0]);
    }
  }

  private static List<List<BlockHeader>> batches(int count) {
    List<List<BlockHeader>> batches = new ArrayList<>();
    BlockHeader last = Network.REGTEST.genesis();
    for (int made = 0; made < count; made += 2000) {
      List<BlockHeader> batch = Miner.line(last, Math.min(2000, count - made), made);
      last = batch.get(batch.size() - 1);
      batches.add(batch);
    }
    return batches;
  }

  private static void take(Path folder, List<List<BlockHeader>> batches) throws Exception {
    ChainParams params = ChainParams.of(Network.REGTEST);
    HeaderRules rules = new HeaderRules(params);
    Index index = Index.of(params, 0);
    try (HeaderLog log = new HeaderFiles(folder, params.name()).open((b, a, c) -> true)) {
      PeerHeaders peer = new PeerHeaders(new Lane(params, index, rules, log));
      long begin = System.nanoTime();
      long slowest = 0;
      for (List<BlockHeader> batch : batches) {
        long start = System.nanoTime();
        Outcome outcome = peer.take(batch, false, NOW, new LowWorkSync.Secret(0, 1, 2));
        slowest = Math.max(slowest, System.nanoTime() - start);
        if (outcome.stored() != batch.size()) {
          throw new IllegalStateException(outcome.toString());
        }
      }
      long nanos = System.nanoTime() - begin;
      int count = index.snapshot().tipHeight();
      System.out.printf(
          "take   %,12.0f headers/s  %6.3f ms/batch  slowest %6.3f ms%n",
          count * 1e9 / nanos, nanos / 1e6 / batches.size(), slowest / 1e6);
    }
  }

  private static void cold(Path folder) throws Exception {
    byte[] file = Files.readAllBytes(folder.resolve(HeaderFiles.NAME));
    Path other = Files.createTempDirectory("headers");
    ChainParams params = ChainParams.of(Network.REGTEST);
    Index index = Index.of(params, 0);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long decoding = 0;
    long taking = 0;
    try (HeaderLog log = new HeaderFiles(other, params.name()).open((b, a, c) -> true)) {
      PeerHeaders peer = new PeerHeaders(new Lane(params, index, new HeaderRules(params), log));
      for (int at = HeaderFile.HEAD; at < file.length; ) {
        int count = Math.min(2000, (file.length - at) / RawHeader.SIZE);
        long begin = threads.getCurrentThreadCpuTime();
        List<BlockHeader> headers = new ArrayList<>(count);
        WireReader in =
            new WireReader(ByteBuffer.wrap(file, at + HeaderFile.BATCH_HEAD, 80 * count));
        for (int i = 0; i < count; i++) {
          headers.add(BlockHeader.read(in));
        }
        long decoded = threads.getCurrentThreadCpuTime();
        peer.take(headers, false, NOW, new LowWorkSync.Secret(0, 1, 2));
        taking += threads.getCurrentThreadCpuTime() - decoded;
        decoding += decoded - begin;
        at += HeaderFile.BATCH_HEAD + 80 * count;
      }
    }
    System.out.printf(
        "cold   %,d headers: reading %.1f ms, taking %.1f ms of processor time%n",
        index.snapshot().tipHeight(), decoding / 1e6, taking / 1e6);
    Files.delete(other.resolve(HeaderFiles.NAME));
    Files.delete(other);
  }

  private static Index load(Path folder) throws Exception {
    ChainParams params = ChainParams.of(Network.REGTEST);
    HeaderFiles files = new HeaderFiles(folder, params.name());
    long begin = System.nanoTime();
    Index index = Index.of(params, files.capacity());
    HeaderLog log = files.open(new Loader(index, new HeaderRules(params)));
    try (log) {
      index.publish();
      double millis = (System.nanoTime() - begin) / 1e6;
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      System.out.printf(
          "load   %,12d headers in %.1f ms, heap %.1f MB%n",
          index.snapshot().count(), millis, (runtime.totalMemory() - runtime.freeMemory()) / 1e6);
    }
    return index;
  }

  private static void serve(Index index) {
    Snapshot snapshot = index.snapshot();
    int count = snapshot.tipHeight();
    for (String mode : new String[] {"sequential", "random"}) {
      long served = 0;
      long begin = System.nanoTime();
      int at = 0;
      long state = 1;
      while (System.nanoTime() - begin < 1_000_000_000L) {
        List<Hash256> locator = List.of(snapshot.entries().hash(snapshot.best(at)));
        List<BlockHeader> headers =
            new Serving(snapshot, new SharedRanges()).after(locator, Hash256.ZERO, 2000);
        served += headers.size();
        state = state * 6364136223846793005L + 1442695040888963407L;
        at =
            mode.equals("random")
                ? (int) ((state >>> 33) % Math.max(1, count - 2000))
                : headers.size() < 2000 ? 0 : at + 2000;
      }
      System.out.printf(
          "serve  %,12.0f headers/s %s%n", served * 1e9 / (System.nanoTime() - begin), mode);
    }
  }
}
