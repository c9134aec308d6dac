package org.patchbay.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderIntake;
import org.patchbay.api.node.Environment;
import org.patchbay.chain.HeaderChain;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.CompactTarget;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;

/**
 * A regtest chain in a folder, whose loop and workers are the calling thread. Confined to that
 * thread.
 */
final class Line implements AutoCloseable {
  private static final int BATCH = 2000;
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private record Folder(Network network, Path dataFolder, String version) implements Environment {}

  private final VirtualLoop loop = new VirtualLoop(7, NOW);
  private final HeaderChain chain;
  private final HeaderIntake peer;

  Line(Path folder) throws IOException {
    Environment environment = new Folder(Network.REGTEST, folder, "0.1.0");
    chain = new HeaderChain(loop, new VirtualWorkers(loop), environment);
    peer = chain.intake();
    loop.advance(Duration.ZERO);
  }

  Chain chain() {
    return chain;
  }

  /** Mines and takes what is missing. */
  void reach(int height) {
    while (chain.tip().height() < height) {
      int count = Math.min(BATCH, height - chain.tip().height());
      take(mine(chain.tip().header(), count));
    }
  }

  /** Takes one message of headers, to the outcome. */
  void take(List<BlockHeader> headers) {
    int[] stored = {-1};
    peer.offer(headers, false, outcome -> stored[0] = outcome.stored());
    loop.advance(Duration.ZERO);
    if (stored[0] != headers.size()) {
      throw new IllegalStateException(stored[0] + " of " + headers.size() + " headers stored");
    }
  }

  @Override
  public void close() throws IOException {
    chain.stop();
  }

  /** Headers ten minutes apart that have their work. */
  static List<BlockHeader> mine(BlockHeader parent, int count) {
    List<BlockHeader> headers = new ArrayList<>(count);
    BlockHeader last = parent;
    for (int i = 0; i < count; i++) {
      last = next(last);
      headers.add(last);
    }
    return headers;
  }

  private static BlockHeader next(BlockHeader parent) {
    Hash256 root = new Hash256(parent.time(), 1, 2, 3);
    for (long nonce = 0; ; nonce++) {
      BlockHeader header =
          new BlockHeader(
              0x20000000, parent.hash(), root, parent.time() + 600, parent.bits(), nonce);
      if (CompactTarget.isMetBy(header.hash(), header.bits())) {
        return header;
      }
    }
  }
}
