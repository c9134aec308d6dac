package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;

/**
 * The download beside a model that keeps no cursor: after every step it looks at the whole window
 * and says what must hold. Peers come, go, deliver in any order, deliver rubbish, and the chain
 * grows and reorganises.
 */
class BlockDownloadModelTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakeChain chain = new FakeChain(loop);
  private final FakeBlocks blocks = new FakeBlocks(loop, chain);
  private final BlockDownload download = new BlockDownload(chain, blocks);
  private final List<Peer> peers = new ArrayList<>();
  private SplittableRandom random;
  private int branches;

  private final class Peer implements BlockSource.Line {
    final boolean limited;
    final int room;
    final Set<Hash256> owes = new LinkedHashSet<>();
    BlockSource source;
    Optional<HeaderView> best = Optional.empty();
    boolean trusted = true;
    int windowEnd;

    Peer(boolean limited, int room) {
      this.limited = limited;
      this.room = room;
    }

    @Override
    public boolean servesBlocks() {
      return true;
    }

    @Override
    public boolean limited() {
      return limited;
    }

    @Override
    public boolean preferred() {
      return true;
    }

    @Override
    public double preference() {
      return room % 3;
    }

    @Override
    public int room() {
      return room;
    }

    @Override
    public Optional<HeaderView> best() {
      return best;
    }

    @Override
    public boolean nearTip(HeaderView tip) {
      return true;
    }

    @Override
    public void ask(List<Hash256> wanted) {
      for (Hash256 block : wanted) {
        assertTrue(trusted, "asked of one that gave rubbish");
        assertTrue(mayGive(this, block), "asked of one that does not have it");
        assertTrue(peers.stream().noneMatch(peer -> peer.owes.contains(block)), "asked twice");
        assertTrue(!blocks.has(block), "asked for what we have");
        assertTrue(!blocks.busy(), "asked while busy");
        int height = chain.header(block).orElseThrow().height();
        assertTrue(height >= blocks.wantedFrom(), "asked for what is not wanted");
        assertTrue(height < blocks.wantedFrom() + BlockDownload.WINDOW, "beyond the window");
        owes.add(block);
      }
      assertTrue(owes.size() <= room, "more than there is room for");
    }

    @Override
    public void stalls(Duration time) {
      assertTrue(!owes.isEmpty(), "stalls without owing anything");
    }
  }

  /** Whether the block is on the best chain and on the peer's, and not too deep. */
  private boolean mayGive(Peer peer, Hash256 block) {
    int height = chain.header(block).orElseThrow().height();
    if (!chain.header(height).orElseThrow().hash().equals(block) || peer.best.isEmpty()) {
      return false;
    }
    HeaderView at = peer.best.get();
    if (peer.limited && at.height() - height >= 286) {
      return false;
    }
    while (at.height() > height) {
      at = chain.header(at.header().previous()).orElseThrow();
    }
    return at.hash().equals(block);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void asTheModelSays(long seed) {
    random = new SplittableRandom(seed);
    blocks.maxChecking = 40;
    chain.listeners.add(download::headersChanged);
    blocks.onChange(download::blocksChanged);
    for (int step = 0; step < 3_000; step++) {
      switch (random.nextInt(20)) {
        case 0 -> come();
        case 1 -> go();
        case 2 -> grow();
        case 3 -> {
          if (random.nextInt(20) == 0) {
            reorganise();
          }
        }
        case 4, 5, 6 -> announce();
        default -> deliver();
      }
      if (random.nextInt(4) > 0) {
        loop.runDue();
      }
      check();
    }
    loop.runDue();
    while (!peers.isEmpty()) {
      go();
    }
    Peer last = join(new Peer(false, 16));
    last.best = Optional.of(chain.tip());
    download.learned(last.source);
    for (int i = 0; i < 20_000 && blocks.tip() != chain.tip(); i++) {
      give(last, false);
      loop.runDue();
    }
    assertEquals(chain.tip(), blocks.tip());
  }

  /**
   * No peer with half its room free is idle while there is something that it may be asked for. Who
   * owes something is asked for what the window has grown by when it delivers the next.
   */
  private void check() {
    if (blocks.busy() || blocks.wantedFrom() == Integer.MAX_VALUE) {
      return;
    }
    Map<Hash256, Peer> owed = new HashMap<>();
    peers.forEach(peer -> peer.owes.forEach(block -> assertEquals(null, owed.put(block, peer))));
    int from = blocks.wantedFrom();
    int end = Math.min(chain.tip().height(), from + BlockDownload.WINDOW - 1);
    for (int height = from; height <= end; height++) {
      Hash256 block = chain.header(height).orElseThrow().hash();
      if (!blocks.has(block) && !owed.containsKey(block)) {
        for (Peer peer : peers) {
          boolean free = peer.trusted && 2 * (peer.room - peer.owes.size()) >= peer.room;
          boolean looked = peer.owes.isEmpty() || height < peer.windowEnd;
          boolean enough =
              peer.best.isPresent()
                  && peer.best.get().chainWork().compareTo(blocks.tip().chainWork()) >= 0;
          assertTrue(
              !free || !looked || !enough || !mayGive(peer, block),
              () -> "height " + chain.header(block).orElseThrow().height() + " of " + end);
        }
      }
    }
  }

  private Peer join(Peer peer) {
    peers.add(peer);
    peer.source = download.join(peer);
    return peer;
  }

  private void come() {
    if (peers.size() < 8) {
      join(new Peer(random.nextInt(4) == 0, 1 + random.nextInt(16)));
    }
  }

  private Optional<Peer> any() {
    return peers.isEmpty()
        ? Optional.empty()
        : Optional.of(peers.get(random.nextInt(peers.size())));
  }

  private void go() {
    any()
        .ifPresent(
            peer -> {
              peers.remove(peer);
              download.leave(peer.source);
            });
  }

  private void grow() {
    int count = random.nextInt(8) == 0 ? 300 : random.nextInt(4);
    if (count > 0 && chain.tip().height() < 6_000) {
      chain.take(FakeChain.on(chain.tip().header(), count, ++branches));
    }
  }

  private void reorganise() {
    int depth = Math.min(chain.tip().height(), 1 + random.nextInt(30));
    BlockHeader fork = chain.header(chain.tip().height() - depth).orElseThrow().header();
    chain.take(FakeChain.on(fork, depth + 1, ++branches));
  }

  private void announce() {
    any().ifPresent(this::learn);
  }

  private void learn(Peer peer) {
    HeaderView tip = chain.tip();
    if (peer.best.isEmpty() || peer.best.get().height() < tip.height()) {
      int height =
          random.nextInt(3) == 0
              ? peer.best.map(HeaderView::height).orElse(0)
                  + random.nextInt(1 + tip.height() - peer.best.map(HeaderView::height).orElse(0))
              : tip.height();
      if (peer.best.isEmpty() || height > peer.best.get().height()) {
        peer.best = chain.header(height);
      }
    }
    looked(peer);
    download.learned(peer.source);
  }

  private void looked(Peer peer) {
    int from = blocks.wantedFrom();
    peer.windowEnd = from == Integer.MAX_VALUE ? 0 : from + BlockDownload.WINDOW;
  }

  private void deliver() {
    any().ifPresent(peer -> give(peer, random.nextInt(200) == 0));
  }

  private void give(Peer peer, boolean rubbish) {
    if (peer.owes.isEmpty()) {
      return;
    }
    Hash256 block = List.copyOf(peer.owes).get(random.nextInt(peer.owes.size()));
    peer.owes.remove(block);
    assertTrue(download.received(peer.source, block, 100));
    if (rubbish) {
      blocks.verdicts.put(block, FakeBlocks.Outcome.Kind.MUTATED);
    }
    blocks.offer(
        FakeBlocks.empty(chain.header(block).orElseThrow().header()),
        true,
        outcome -> {
          if (outcome.kind() == FakeBlocks.Outcome.Kind.MUTATED) {
            peer.trusted = false;
            download.distrust(peer.source, block);
          }
          download.checked();
        });
    looked(peer);
    download.refill(peer.source);
  }
}
