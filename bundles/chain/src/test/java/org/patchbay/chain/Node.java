package org.patchbay.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.chain.HeaderIntake;
import org.patchbay.api.chain.HeaderIntake.Outcome;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Network;

/** A chain on virtual time, and one peer's intake. */
final class Node implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  final VirtualLoop loop = new VirtualLoop(7, NOW);
  final HeaderChain chain;
  final HeaderIntake peer;

  Node(Path folder, Network network) throws IOException {
    this(folder, network, ChainParams.of(network));
  }

  Node(Path folder, Network network, ChainParams params) throws IOException {
    chain = new HeaderChain(loop, new VirtualWorkers(loop), network, params, folder);
    peer = chain.intake();
  }

  BlockHeader genesis() {
    return chain.header(0).orElseThrow().header();
  }

  Outcome offer(List<BlockHeader> headers) {
    return offer(peer, headers, false);
  }

  Outcome offer(HeaderIntake intake, List<BlockHeader> headers, boolean trusted) {
    List<Outcome> outcomes = new ArrayList<>();
    intake.offer(headers, trusted, outcomes::add);
    loop.advance(Duration.ZERO);
    if (outcomes.size() != 1) {
      throw new AssertionError("answers: " + outcomes);
    }
    return outcomes.get(0);
  }

  /** Offers everything in full messages; the last outcome. */
  Outcome offerAll(List<BlockHeader> headers) {
    Outcome last = null;
    for (int from = 0; from < headers.size(); from += 2000) {
      last = offer(headers.subList(from, Math.min(headers.size(), from + 2000)));
    }
    return last;
  }

  @Override
  public void close() throws IOException {
    chain.stop();
  }
}
