package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.chain.BlockTree;
import org.patchbay.api.chain.BlockTree.Branch.State;
import org.patchbay.api.chain.BlockTree.Vote;
import org.patchbay.api.chain.Blocks.Outcome.Kind;
import org.patchbay.api.chain.Coins;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;

/** What operators see of the tree and do to it. */
class LaneBlockTreeTest {
  private static final int TRUNK = 110;

  @TempDir Path folder;
  private BlockNode node;
  private LaneBlockTree tree;
  private List<Block> trunk;

  @BeforeEach
  void grow() throws IOException {
    node = new BlockNode(folder);
    tree = new LaneBlockTree(node.headers, node.blocks);
    trunk = new ArrayList<>(Growth.line(node.genesis(), 1, TRUNK, 1));
    node.headers(trunk);
    node.offerAll(trunk);
    assertEquals(TRUNK, node.blocks.tip().height());
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  private Hash256 hash(int height) {
    return trunk.get(height - 1).header().hash();
  }

  private <T> T answer(Consumer<Consumer<T>> question) {
    List<T> answers = new ArrayList<>();
    question.accept(answers::add);
    node.loop.advance(Duration.ZERO);
    assertEquals(1, answers.size());
    return answers.get(0);
  }

  private Optional<String> invalidate(Hash256 block) {
    return answer(told -> tree.invalidate(block, told));
  }

  private List<State> states() {
    return this.<List<BlockTree.Branch>>answer(tree::branches).stream()
        .map(BlockTree.Branch::state)
        .toList();
  }

  @Test
  void whatIsRefusedLeavesTheChainUntilItIsReconsidered() {
    assertEquals(Optional.empty(), invalidate(hash(100)));
    assertEquals(hash(99), node.blocks.tip().hash());
    assertEquals(hash(99), node.headers.tip().hash());
    assertEquals(99, node.blocks.coins().orElseThrow().size());
    assertEquals(List.of(State.INVALID, State.ACTIVE), states());
    assertEquals(Optional.of(State.INVALID), answer(told -> tree.state(hash(105), told)));
    assertEquals(
        "bad-prevblk: stands on an invalid block",
        node.offer(Growth.empty(trunk.get(104).header(), 106, 9)).detail().split(" at ")[0]);

    assertEquals(Optional.empty(), answer(told -> tree.reconsider(hash(103), told)));
    assertEquals(hash(TRUNK), node.blocks.tip().hash());
    assertEquals(List.of(State.ACTIVE), states());
    assertEquals(TRUNK, node.blocks.coins().orElseThrow().size());
  }

  private void restart() throws IOException {
    node.close();
    node = new BlockNode(folder);
    tree = new LaneBlockTree(node.headers, node.blocks);
  }

  @Test
  void whatIsRefusedIsSoAfterARestartToo() throws IOException {
    assertEquals(Optional.empty(), invalidate(hash(100)));
    restart();
    assertEquals(hash(99), node.blocks.tip().hash());
    assertEquals(hash(99), node.headers.tip().hash());
    assertEquals(99, node.blocks.coins().orElseThrow().size());
    assertEquals(List.of(State.INVALID, State.ACTIVE), states());
    assertEquals(
        "bad-prevblk: stands on an invalid block",
        node.offer(Growth.empty(trunk.get(104).header(), 106, 9)).detail().split(" at ")[0]);
    Block other = Growth.empty(trunk.get(98).header(), 100, 9);
    assertEquals(Kind.CONNECTED, node.offer(other).kind());
    restart();
    assertEquals(other.header().hash(), node.blocks.tip().hash());

    assertEquals(Optional.empty(), answer(told -> tree.reconsider(hash(103), told)));
    assertEquals(hash(TRUNK), node.blocks.tip().hash());
    restart();
    assertEquals(hash(TRUNK), node.blocks.tip().hash());
    assertEquals(TRUNK, node.blocks.coins().orElseThrow().size());
  }

  @Test
  void whatWasReconsideredOfARefusalIsSoAfterARestartToo() throws IOException {
    List<Block> other = Growth.line(trunk.get(100).header(), 102, 15, 2);
    node.headers(other);
    node.offerAll(other);
    assertEquals(other.get(14).header().hash(), node.blocks.tip().hash());
    assertEquals(Optional.empty(), invalidate(hash(100)));
    assertEquals(Optional.empty(), invalidate(hash(95)));
    assertEquals(hash(94), node.blocks.tip().hash());
    assertEquals(Optional.empty(), answer(told -> tree.reconsider(hash(105), told)));
    for (int i = 0; i < 2; i++) {
      assertEquals(hash(TRUNK), node.blocks.tip().hash());
      assertEquals(List.of(State.INVALID, State.ACTIVE), states());
      restart();
    }
  }

  @Test
  void aRefusalThatCannotBeWrittenDoesNotHold() throws IOException {
    Path inTheWay = folder.resolve("." + Refusals.NAME + ".new/x");
    Files.createDirectories(inTheWay);
    String why = invalidate(hash(100)).orElseThrow();
    assertTrue(why.contains(Refusals.NAME + " cannot be written: "), why);
    assertEquals(hash(TRUNK), node.blocks.tip().hash());
    assertEquals(List.of(State.ACTIVE), states());
  }

  @Test
  void linesOfRefusalsThatMeanNothingAreLeftOut() throws IOException {
    String lines =
        "\n# by hand\nhash\n%s\n%s\n %s \n"
            .formatted(Hash256.ZERO, node.genesis().hash(), hash(104));
    Files.writeString(folder.resolve(Refusals.NAME), lines);
    restart();
    assertEquals(hash(103), node.blocks.tip().hash());
  }

  @Test
  void anotherBranchTakesOver() {
    List<Block> other = Growth.line(trunk.get(99).header(), 101, 5, 2);
    node.headers(other);
    node.offerAll(other);
    assertEquals(List.of(State.ACTIVE, State.VALID_HEADERS), states());
    assertEquals(Optional.empty(), invalidate(hash(103)));
    assertEquals(other.get(4).header().hash(), node.blocks.tip().hash());
    assertEquals(List.of(State.INVALID, State.ACTIVE), states());
    assertEquals(Optional.empty(), answer(told -> tree.reconsider(hash(103), told)));
    assertEquals(hash(TRUNK), node.blocks.tip().hash());
    assertEquals(List.of(State.ACTIVE, State.VALID_FORK), states());
  }

  @Test
  void thatIsRememberedByThoseWhoOfferItAgain() {
    assertEquals(Optional.empty(), invalidate(hash(TRUNK)));
    node.offer(trunk.get(TRUNK - 1));
    assertEquals(hash(TRUNK - 1), node.blocks.tip().hash());
    assertEquals(Optional.empty(), invalidate(node.genesis().hash()));
    assertEquals(hash(TRUNK - 1), node.blocks.tip().hash());
    assertEquals(Optional.of("block " + Hash256.ZERO + " is not known"), invalidate(Hash256.ZERO));
  }

  @Test
  void ofEqualsThePreferredOneIsFollowed() {
    Block twin = Growth.empty(trunk.get(TRUNK - 2).header(), TRUNK, 7);
    assertEquals(Kind.STORED, node.offer(twin).kind());
    Hash256 first = hash(TRUNK);
    Hash256 second = twin.header().hash();
    for (Hash256 wanted : List.of(second, first, first, second)) {
      assertEquals(Optional.empty(), answer(told -> tree.prefer(wanted, told)));
      assertEquals(wanted, node.blocks.tip().hash());
    }
    assertEquals(List.of(State.ACTIVE, State.VALID_FORK), states());
    assertEquals(Optional.empty(), answer(told -> tree.prefer(hash(3), told)));
    assertEquals(second, node.blocks.tip().hash());
    Block next = Growth.empty(trunk.get(TRUNK - 1).header(), TRUNK + 1, 7);
    assertEquals(Kind.CONNECTED, node.offer(next).kind());
  }

  @Test
  void ofEqualsTheFirstIsFollowedAgainOnceItIsReconsidered() {
    Block twin = Growth.empty(trunk.get(TRUNK - 2).header(), TRUNK, 7);
    assertEquals(Optional.empty(), invalidate(hash(TRUNK)));
    assertEquals(Kind.CONNECTED, node.offer(twin).kind());
    assertEquals(Optional.empty(), answer(told -> tree.reconsider(hash(TRUNK), told)));
    assertEquals(hash(TRUNK), node.blocks.tip().hash());
  }

  @Test
  void aHeaderWithoutItsBlock() {
    Block next = Growth.empty(trunk.get(TRUNK - 1).header(), TRUNK + 1, 7);
    assertEquals(Optional.empty(), answer(told -> tree.enter(next.header(), told)));
    assertEquals(List.of(State.HEADERS_ONLY, State.ACTIVE), states());
    assertEquals(Optional.empty(), answer(told -> tree.enter(next.header(), told)));
    BlockHeader stray = Growth.empty(next.header(), 1, 1).header();
    BlockHeader orphan = Growth.empty(stray, 2, 1).header();
    assertTrue(reason(orphan).startsWith("prev-blk-not-found: "), reason(orphan));
    BlockHeader early =
        Miner.mine(0x20000000, next.header().hash(), node.genesis().time(), Miner.EASY, 0);
    assertTrue(reason(early).startsWith("time-too-old: "), reason(early));
    BlockHeader late = Miner.mine(0x20000000, next.header().hash(), 0xFFFFFFFFL, Miner.EASY, 0);
    assertTrue(reason(late).startsWith("time-too-new: "), reason(late));
    invalidate(next.header().hash());
    assertTrue(reason(next.header()).startsWith("duplicate-invalid: "));
  }

  private String reason(BlockHeader header) {
    return this.<Optional<String>>answer(told -> tree.enter(header, told)).orElseThrow();
  }

  @Test
  void aBlockIsTriedWithoutATrace() {
    OutPoint coin = Growth.output(trunk.get(0).transactions().get(0), 0);
    Transaction spend = Growth.spend(List.of(coin), Growth.subsidy(1));
    Transaction child = Growth.spend(List.of(Growth.output(spend, 0)), Growth.subsidy(1) / 2);
    BlockHeader tip = node.blocks.tip().header();
    Block good = Growth.block(tip, TRUNK + 1, 3, List.of(spend, child));
    Block unordered = Growth.block(tip, TRUNK + 1, 3, List.of(child, spend));
    Block elsewhere = Growth.empty(trunk.get(3).header(), 5, 3);
    for (int i = 0; i < 2; i++) {
      assertEquals(Optional.empty(), test(good));
      assertTrue(test(unordered).orElseThrow().startsWith("bad-txns-inputs-missingorspent: "));
      assertTrue(test(elsewhere).orElseThrow().startsWith("inconclusive-not-best-prevblk: "));
      assertTrue(node.blocks.coins().orElseThrow().coin(coin).isPresent());
      assertEquals(TRUNK, node.blocks.coins().orElseThrow().size());
    }
    assertEquals(Optional.empty(), answer(told -> tree.spent(good.header().hash(), told)));
    assertEquals(Kind.CONNECTED, node.offer(good).kind());
    assertEquals(
        List.of(Growth.subsidy(1), Growth.subsidy(1) / 2),
        spent(good.header().hash()).stream().map(spent -> spent.output().value()).toList());
    assertEquals(List.of(), spent(hash(TRUNK)));
  }

  private Optional<String> test(Block block) {
    return answer(told -> tree.test(block, told));
  }

  private List<Coins.Coin> spent(Hash256 block) {
    return this.<Optional<List<Coins.Coin>>>answer(told -> tree.spent(block, told)).orElseThrow();
  }

  @Test
  void coinsAreFoundByTheirScript() {
    BlockTree.Scan all = scan(Growth.SCRIPT);
    assertEquals(TRUNK, all.looked());
    assertEquals(TRUNK, all.found().size());
    assertEquals(hash(TRUNK), all.tip().hash());
    assertEquals(List.of(), scan(new byte[] {0x51}).found());
  }

  private BlockTree.Scan scan(byte[] script) {
    return this.<Optional<BlockTree.Scan>>answer(
            told -> tree.scan(other -> Arrays.equals(script, other), told))
        .orElseThrow();
  }

  @Test
  void theNextBlock() {
    BlockTree.Next next = tree.next();
    assertEquals(hash(TRUNK), next.parent().hash());
    assertEquals(0x20000000, next.version());
    assertEquals(5_000_000_000L, next.subsidy());
    assertEquals(next.parent().medianTime() + 1, next.earliest());
    assertEquals(0x207fffffL, next.difficulty().bits(next.earliest()));
    assertTrue(tree.isActive(node.headers.header(hash(7)).orElseThrow()));
    assertEquals(hash(7), tree.active(7).orElseThrow().hash());
    assertEquals(Optional.empty(), tree.active(TRUNK + 1));
    assertTrue(
        tree.bytesOnDisk() > trunk.stream().mapToInt(block -> block.raw().remaining()).sum());
  }

  /** Regtest votes on a fork that changes nothing: DEFINED, STARTED at 144, and so on. */
  @Test
  void minersVote() throws IOException {
    assertEquals(Vote.State.DEFINED, vote(TRUNK).state());
    List<Block> quiet = Growth.line(trunk.get(TRUNK - 1).header(), TRUNK + 1, 144 - TRUNK, 1);
    add(quiet);
    assertEquals(0x30000000, tree.next().version());
    assertEquals(Vote.State.STARTED, vote(144).state());
    assertEquals(144, vote(144).since());
    assertEquals(List.of(false), vote(144).signals());
    List<Block> loud = new ArrayList<>();
    BlockHeader last = quiet.get(quiet.size() - 1).header();
    while (loud.size() < 3 * 144) {
      loud.add(signalling(last, 145 + loud.size()));
      last = loud.get(loud.size() - 1).header();
    }
    add(loud);
    assertEquals(Vote.State.STARTED, vote(287).state());
    assertEquals(Vote.State.LOCKED_IN, vote(287).next());
    assertEquals(Vote.State.LOCKED_IN, vote(288).state());
    assertEquals(288, vote(431).since());
    assertEquals(Vote.State.ACTIVE, vote(500).state());
    assertEquals(432, vote(500).since());
    assertEquals(Vote.State.DEFINED, vote(5).state());
    assertEquals(0x20000000, tree.next().version());
    assertFalse(new LaneBlockTree(node.headers, node.blocks).votes(node.blocks.tip()).isEmpty());
  }

  private static Block signalling(BlockHeader parent, int height) {
    Block plain = Growth.empty(parent, height, 1);
    for (long nonce = 0; ; nonce++) {
      BlockHeader before = plain.header();
      BlockHeader header =
          new BlockHeader(
              0x30000000,
              before.previous(),
              before.merkleRoot(),
              before.time(),
              before.bits(),
              nonce);
      if (header.meetsOwnTarget()) {
        return Block.of(header, plain.transactions());
      }
    }
  }

  private void add(List<Block> line) {
    trunk.addAll(line);
    node.headers(line);
    node.offerAll(line);
    assertEquals(trunk.size(), node.blocks.tip().height());
  }

  private Vote vote(int height) {
    return tree.votes(tree.active(height).orElseThrow()).get(0);
  }
}
