package org.patchbay.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Blocks.Outcome;
import org.patchbay.api.chain.HeaderIntake;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;

/** Headers and blocks on virtual time. */
final class BlockNode implements AutoCloseable {
  final VirtualLoop loop;
  final HeaderChain headers;
  final BlockChain blocks;
  final HeaderIntake peer;
  final List<BlockChange> changes = new ArrayList<>();
  private final List<Hash256> told = new ArrayList<>();

  BlockNode(Path folder) throws IOException {
    this(folder, Network.REGTEST, ChainParams.of(Network.REGTEST), Blocks.ALL, BlockFiles.FULL);
  }

  BlockNode(Path folder, Network network, ChainParams params, int keep, long fullFile)
      throws IOException {
    this(folder, network, params, keep, fullFile, Node.NOW);
  }

  BlockNode(
      Path folder, Network network, ChainParams params, int keep, long fullFile, Instant start)
      throws IOException {
    loop = new VirtualLoop(7, start);
    headers = new HeaderChain(loop, new VirtualWorkers(loop), network, params, folder, keep);
    blocks = new BlockChain(headers, fullFile);
    peer = headers.intake();
    Hash256 at = blocks.tip().hash();
    told.add(at);
    blocks.onChange(this::follow);
    loop.advance(Duration.ZERO);
  }

  /** Every change stands on the one before. */
  private void follow(BlockChange change) {
    changes.add(change);
    if (change.connected().isEmpty() && change.disconnected().isEmpty()) {
      told.add(change.tip().hash());
      return;
    }
    if (change.connected().size() + change.disconnected().size() > 16) {
      throw new AssertionError("too much at once");
    }
    Hash256 at = told.get(told.size() - 1);
    for (Block block : change.disconnected()) {
      check(at, block.header().hash());
      at = block.header().previous();
    }
    for (Block block : change.connected()) {
      check(at, block.header().previous());
      at = block.header().hash();
    }
    check(change.tip().hash(), at);
    told.add(at);
  }

  private static void check(Hash256 expected, Hash256 actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError(actual + " (expected " + expected + ")");
    }
  }

  BlockHeader genesis() {
    return headers.header(0).orElseThrow().header();
  }

  /** Offers headers and has them stored. */
  void headers(List<Block> line) {
    for (int from = 0; from < line.size(); from += 2000) {
      List<BlockHeader> part =
          line.subList(from, Math.min(line.size(), from + 2000)).stream()
              .map(Block::header)
              .toList();
      peer.offer(part, true, outcome -> {});
      loop.advance(Duration.ZERO);
    }
  }

  Outcome offer(Block block) {
    return offer(block, true);
  }

  Outcome offer(Block block, boolean requested) {
    List<Outcome> outcomes = new ArrayList<>();
    blocks.offer(fresh(block), requested, outcomes::add);
    loop.advance(Duration.ZERO);
    if (outcomes.size() != 1) {
      throw new AssertionError("answers: " + outcomes);
    }
    return outcomes.get(0);
  }

  List<Outcome.Kind> offerAll(List<Block> line) {
    List<Outcome.Kind> kinds = new ArrayList<>();
    for (Block block : line) {
      blocks.offer(fresh(block), true, outcome -> kinds.add(outcome.kind()));
    }
    loop.advance(Duration.ZERO);
    return kinds;
  }

  /** As it would come from the wire, with nothing computed yet. */
  static Block fresh(Block block) {
    try {
      return Block.read(new org.patchbay.wire.WireReader(block.raw()));
    } catch (org.patchbay.wire.MalformedException e) {
      throw new AssertionError(e);
    }
  }

  Optional<Block> read(Hash256 hash) {
    List<Optional<Block>> answers = new ArrayList<>();
    blocks.read(hash, answers::add);
    loop.advance(Duration.ZERO);
    return answers.get(0);
  }

  /** The connected hashes from the genesis block, as they are served. */
  List<Hash256> active() {
    List<Hash256> hashes = new ArrayList<>();
    Hash256 at = genesis().hash();
    hashes.add(at);
    while (true) {
      List<BlockHeader> more = headers.after(List.of(at), Hash256.ZERO, 2000);
      if (more.isEmpty()) {
        return hashes;
      }
      more.forEach(header -> hashes.add(header.hash()));
      at = hashes.get(hashes.size() - 1);
    }
  }

  @Override
  public void close() throws IOException {
    blocks.stop();
    headers.stop();
  }
}
