package org.patchbay.chain;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.chain.BlockTree;
import org.patchbay.api.chain.Coins;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;

/**
 * The tree of blocks: what is read comes from the view that the chain lane published last, what is
 * looked for or changed is done on the lane.
 */
@Component(name = "patchbay.chain.tree", service = BlockTree.class)
public final class LaneBlockTree implements BlockTree {
  private static final int VERSION = 0x20000000;

  private final HeaderChain headers;
  private final BlockChain blocks;
  private final org.patchbay.chain.Difficulty difficulty;
  private final List<VoteCount> votes;

  /** The tree of a chain and its blocks. */
  @Activate
  public LaneBlockTree(@Reference HeaderChain headers, @Reference BlockChain blocks) {
    this.headers = headers;
    this.blocks = blocks;
    this.difficulty = new org.patchbay.chain.Difficulty(headers.params());
    this.votes =
        headers.network() == Network.REGTEST
            ? List.of(new VoteCount(VoteCount.Ballot.TESTDUMMY))
            : List.of();
  }

  @Override
  public Optional<HeaderView> active(int height) {
    Snapshot line = blocks.served();
    return height < 0 || height > line.tipHeight()
        ? Optional.empty()
        : Optional.of(line.entries().view(line.best(height)));
  }

  @Override
  public boolean isActive(HeaderView header) {
    Snapshot line = blocks.served();
    int height = header.height();
    return height <= line.tipHeight() && line.entries().hasHash(line.best(height), header.hash());
  }

  @Override
  public Next next() {
    Snapshot line = blocks.served();
    Entries entries = line.entries();
    int tip = line.tip();
    int height = line.tipHeight() + 1;
    int version = VERSION;
    for (VoteCount vote : votes) {
      version |= vote.signal(entries, tip);
    }
    long earliest = entries.medianTime(tip) + 1;
    if (height % headers.params().interval() == 0) {
      earliest = Math.max(earliest, entries.time(tip) - HeaderRules.MAX_TIMEWARP);
    }
    return new Next(
        entries.view(tip),
        version,
        headers.params().deployments().subsidy(height),
        earliest,
        time ->
            Integer.toUnsignedLong(difficulty.required(new Along(line), line.tipHeight(), time)));
  }

  /** The active chain of one moment. */
  private record Along(Snapshot line) implements Ancestry {
    @Override
    public int bits(int height) {
      return line.entries().bits(line.best(height));
    }

    @Override
    public long time(int height) {
      return line.entries().time(line.best(height));
    }
  }

  @Override
  public List<Vote> votes(HeaderView header) {
    Snapshot line = blocks.served();
    int entry = line.find(header.hash());
    return entry < 0
        ? List.of()
        : votes.stream().map(vote -> vote.at(line.entries(), entry)).toList();
  }

  @Override
  public int activation(Rule rule) {
    ChainParams params = headers.params();
    return switch (rule) {
      case HEIGHT -> params.version2();
      case STRICT_DER -> params.version3();
      case LOCK_TIME -> params.version4();
      case RELATIVE_LOCK_TIME -> params.deployments().csv();
      case WITNESS -> params.deployments().segwit();
    };
  }

  @Override
  public long bytesOnDisk() {
    return blocks.bytesOnDisk();
  }

  @Override
  public void state(Hash256 block, Consumer<? super Optional<Branch.State>> answer) {
    headers.lane(
        () -> blocks.tree().state(block), found -> answer.accept(found.orElse(Optional.empty())));
  }

  @Override
  public void branches(Consumer<? super List<Branch>> answer) {
    headers.lane(() -> blocks.tree().branches(), found -> answer.accept(found.orElse(List.of())));
  }

  @Override
  public void test(Block block, Consumer<? super Optional<String>> answer) {
    long now = headers.wallSeconds();
    headers.lane(
        () -> blocks.tree().test(block, now), result -> answer.accept(result.orElse(failed())));
  }

  @Override
  public void enter(BlockHeader header, Consumer<? super Optional<String>> answer) {
    long now = headers.wallSeconds();
    headers.lane(
        () -> blocks.tree().enter(header, now), result -> answer.accept(result.orElse(failed())));
  }

  @Override
  public void invalidate(Hash256 block, Consumer<? super Optional<String>> answer) {
    steer(
        block,
        entry -> {
          // What names a header must not outlive it.
          headers.forceHeaders();
          return blocks.tree().invalidate(entry, blocks.lowest());
        },
        answer);
  }

  @Override
  public void reconsider(Hash256 block, Consumer<? super Optional<String>> answer) {
    steer(block, entry -> blocks.tree().reconsider(entry), answer);
  }

  @Override
  public void prefer(Hash256 block, Consumer<? super Optional<String>> answer) {
    steer(block, entry -> blocks.tree().prefer(entry), answer);
  }

  /** What is done to an entry; answers why not, or nothing. */
  private interface Turn {
    Optional<String> of(int entry) throws IOException;
  }

  private void steer(Hash256 block, Turn turn, Consumer<? super Optional<String>> answer) {
    headers.lane(
        () -> {
          int entry = headers.find(block);
          return entry < 0 ? Optional.of("block " + block + " is not known") : turn.of(entry);
        },
        result -> {
          Optional<String> refusal = result.orElse(failed());
          if (refusal.isPresent()) {
            answer.accept(refusal);
          } else {
            goOn(answer);
          }
        });
  }

  /** Follows the best candidate in turns, as blocks that come do; then answers, all being told. */
  private void goOn(Consumer<? super Optional<String>> answer) {
    headers.lane(
        blocks::advance,
        done -> {
          if (done.orElse(true)) {
            headers.loop().execute(() -> answer.accept(Optional.empty()));
          } else {
            goOn(answer);
          }
        });
  }

  private static Optional<String> failed() {
    return Optional.of("the chain failed; the log says why");
  }

  @Override
  public void spent(Hash256 block, Consumer<? super Optional<List<Coins.Coin>>> answer) {
    headers.lane(
        () -> blocks.tree().spent(block), result -> answer.accept(result.orElse(Optional.empty())));
  }

  @Override
  public void scan(Predicate<byte[]> wanted, Consumer<? super Optional<Scan>> answer) {
    headers.lane(
        () -> blocks.tree().scan(wanted), result -> answer.accept(result.orElse(Optional.empty())));
  }
}
