package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.Permission;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakeLocal;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Services;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.BlockTxn;
import org.patchbay.wire.message.CmpctBlock;
import org.patchbay.wire.message.FilterAdd;
import org.patchbay.wire.message.FilterClear;
import org.patchbay.wire.message.FilterLoad;
import org.patchbay.wire.message.GetBlockTxn;
import org.patchbay.wire.message.GetBlocks;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.GetHeaders;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.MerkleBlock;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.SendCmpct;
import org.patchbay.wire.message.Tx;

class BlockServingTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final long now = loop.wallTime().getEpochSecond();
  private final FakeChain chain = new FakeChain(loop);
  private final FakeBlocks blocks = new FakeBlocks(loop, chain);
  private BlockProtocol protocol = blocks.protocol();

  private FakeSession attach(FakePeer peer) {
    FakeSession session = new FakeSession(loop, peer);
    protocol.attach(session);
    session.takeSent();
    return session;
  }

  private FakeSession attach() {
    return attach(follower());
  }

  private static FakePeer follower() {
    return FakePeer.inbound().established().services(0);
  }

  private Hash256 hash(int height) {
    return chain.header(height).orElseThrow().hash();
  }

  private static GetData get(int type, Hash256... hashes) {
    return new GetData(Arrays.stream(hashes).map(hash -> new Inventory(type, hash)).toList());
  }

  private void ask(FakeSession session, Message... messages) {
    session.deliver(messages);
    loop.runDue();
  }

  private static byte[] payload(Message message) {
    WireWriter out = new WireWriter();
    message.write(out);
    return out.toBytes();
  }

  private static List<Hash256> given(FakeSession session) {
    return session.sent(BlockMessage.class).stream().map(m -> m.block().header().hash()).toList();
  }

  private static CloseReason.Code closed(FakeSession session) {
    return session.closed().map(CloseReason::code).orElse(null);
  }

  /** A transaction with a witness whose output differs by number. */
  private static Transaction transaction(int number) {
    return Transaction.of(
        2,
        List.of(new TxIn(new OutPoint(Hash256.ZERO, number), new byte[] {1}, 0xFFFFFFFFL)),
        List.of(new TxOut(number, new byte[] {0x51})),
        List.of(List.of(new byte[] {7, 7})),
        0);
  }

  private FakeSession attachWithFilters() {
    FakeSession session =
        new FakeSession(loop, follower())
            .local(new FakeLocal(Services.BLOOM, "/Patchbay:0.1.0/", 0x5eed, true));
    protocol.attach(session);
    session.takeSent();
    return session;
  }

  @Test
  void throughAFilterAProofIsGivenAndThenWhatItProves() {
    Block block = plant(9);
    Hash256 hash = block.header().hash();
    FakeSession session = attachWithFilters();
    ask(session, get(Inventory.FILTERED_BLOCK, hash));
    assertEquals(List.of(), session.takeSent(), "no filter is loaded");

    Transaction third = block.transactions().get(2);
    ask(session, new FilterLoad(new byte[500], 5, 0, 0), new FilterAdd(third.txid().toBytes()));
    ask(session, get(Inventory.FILTERED_BLOCK, hash), get(Inventory.WITNESS_BLOCK, hash));
    assertEquals(
        List.of("merkleblock", "tx", "block"),
        session.sent().stream().map(Message::command).toList());
    assertEquals(
        List.of(new Tx(third.withoutWitness())), session.sent(Tx.class), "without its witness");
    assertEquals(9, session.sent(MerkleBlock.class).get(0).transactions());
    session.takeSent();

    ask(session, new FilterClear(), get(Inventory.FILTERED_BLOCK, hash));
    assertEquals(List.of(), session.sent());
  }

  /** What a block's outputs add to the filter is there for the next block. */
  @Test
  void whatSpendsAMatchOfAnEarlierBlockIsFound() {
    Block first = plant(3);
    OutPoint output = new OutPoint(first.transactions().get(0).txid(), 0);
    TxIn spends = new TxIn(output, new byte[0], 0);
    Transaction child =
        Transaction.of(2, List.of(spends), List.of(new TxOut(1, new byte[0])), List.of(), 0);
    Transaction paying =
        Transaction.of(
            2,
            List.of(new TxIn(OutPoint.NULL, new byte[0], 0)),
            List.of(new TxOut(1, new byte[] {2, 8, 8})),
            List.of(),
            0);
    Block paid = plant(List.of(paying));
    Block spent =
        plant(
            List.of(
                child,
                Transaction.of(
                    2,
                    List.of(new TxIn(new OutPoint(paying.txid(), 0), new byte[0], 0)),
                    List.of(new TxOut(1, new byte[0])),
                    List.of(),
                    0)));
    FakeSession session = attachWithFilters();
    ask(session, new FilterLoad(new byte[500], 5, 0, 1), new FilterAdd(new byte[] {8, 8}));
    ask(session, get(Inventory.FILTERED_BLOCK, paid.header().hash(), spent.header().hash()));
    assertEquals(
        List.of(paying, spent.transactions().get(1)),
        session.sent(Tx.class).stream().map(Tx::transaction).toList());
  }

  @Test
  void filtersAreOfferedByTheConfigurationOrToWhoIsAllowedThem() {
    FakePeer friend = follower().permissions(Set.of(Permission.BLOOMFILTER));
    assertEquals(0, protocol.services(follower()) & Services.BLOOM);
    assertEquals(protocol.services() | Services.BLOOM, protocol.services(friend));
    assertEquals(0, FakeBlocks.none(chain).services(friend), "nothing is served at all");
    BlockProtocol toAll =
        blocks.protocol(FakeConfig.of(BlockProtocol.Config.class, "bloom_filters", true));
    assertEquals(protocol.services(friend), toAll.services(follower()));
  }

  private Block plant(List<Transaction> transactions) {
    BlockHeader header = new BlockHeader(1, chain.tip().hash(), Hash256.ZERO, now, 0x207fffffL, 0);
    Block block = Block.of(header, transactions);
    blocks.plant(block);
    return block;
  }

  private Block plant(int transactions) {
    Hash256 mark = new Hash256(transactions, chain.tip().height(), 1, 1);
    BlockHeader header = new BlockHeader(1, chain.tip().hash(), mark, now, 0x207fffffL, 0);
    Block block =
        Block.of(
            header,
            IntStream.range(0, transactions).mapToObj(BlockServingTest::transaction).toList());
    blocks.plant(block);
    return block;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mainnet-367891.raw",
        "mainnet-413567.raw",
        "mainnet-426884.raw",
        "mainnet-481829.raw",
        "mainnet-866342.raw",
        "testnet3-928848.raw"
      })
  void realBlocksByteForByteAndWithoutWitness(String name) throws Exception {
    Block block = Data.block(name);
    blocks.plant(block);
    Hash256 hash = block.header().hash();
    FakeSession session = attach();
    ask(session, get(Inventory.WITNESS_BLOCK, hash), get(Inventory.BLOCK, hash));
    List<Message> sent = session.sent();
    assertEquals(List.of("block", "block"), sent.stream().map(Message::command).toList());
    assertArrayEquals(Data.bytes(name), payload(sent.get(0)));
    WireWriter stripped = new WireWriter();
    block.writeWithoutWitness(stripped);
    assertArrayEquals(stripped.toBytes(), payload(sent.get(1)));
    assertEquals(List.of(hash, hash), session.announcements().requestedItems());
  }

  @Test
  void shortIdsAreThoseThatAnotherNodeMade() throws Exception {
    Block block = Data.block("mainnet-426884.raw");
    CmpctBlock theirs =
        CmpctBlock.read(new WireReader(Data.bytes("mainnet-426884.cmpctblock.raw")));
    CmpctBlock ours = ServedForms.compact(block, theirs.nonce());
    assertEquals(theirs, ours);
  }

  @Test
  void severalInOrderOneReadAtATime() {
    chain.grow(5);
    blocks.fill(5);
    blocks.holdReads = true;
    FakeSession session = attach();
    ask(session, get(Inventory.WITNESS_BLOCK, hash(3), hash(1), hash(5)));
    assertEquals(List.of(hash(3)), blocks.read);
    for (int i = 0; i < 3; i++) {
      blocks.heldReads.get(i).run();
    }
    assertEquals(List.of(hash(3), hash(1), hash(5)), given(session));
  }

  @Test
  void whatWeDoNotHaveAndFilteredBlocksAreSilence() {
    chain.grow(5);
    blocks.fill(3);
    FakeSession session = attach();
    ask(session, get(Inventory.WITNESS_BLOCK, hash(4), Hash256.ZERO, hash(2)));
    ask(session, get(Inventory.FILTERED_BLOCK, hash(2)), get(77, hash(2)));
    assertEquals(List.of(hash(2)), given(session));
    assertEquals(Optional.empty(), session.closed());
  }

  @Test
  void whoDoesNotReadIsLookedAtRarelyAndServedSoonAfterItReadsAgain() {
    chain.grow(1, now);
    blocks.fill(1);
    FakeSession session = attach(follower().queuedOut(BlockServing.SEND_MARK + 1));
    ask(session, get(Inventory.WITNESS_BLOCK, hash(1)));
    loop.advance(Duration.ofSeconds(10));
    session.peer().queuedOut(0);
    int early = 0;
    for (int millis = 0; millis < 80 && given(session).isEmpty(); millis++) {
      loop.advance(Duration.ofMillis(1));
      early++;
    }
    assertEquals(List.of(hash(1)), given(session));
    int after = early;
    assertTrue(after > 5, () -> "looked at again after " + after + " ms");
  }

  @Test
  void nothingIsReadWhileAMegabyteWaitsToBeWritten() {
    chain.grow(2);
    blocks.fill(2);
    FakeSession session = attach(follower().queuedOut(BlockServing.SEND_MARK + 1));
    ask(session, get(Inventory.WITNESS_BLOCK, hash(1)));
    loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of(), blocks.read);
    session.peer().queuedOut(0);
    loop.advance(Duration.ofMillis(80));
    assertEquals(List.of(hash(1)), given(session));
  }

  @Test
  void sixteenReadAtOnceOverAllPeersAndTwoUnderStrain() {
    chain.grow(1);
    blocks.fill(1);
    blocks.holdReads = true;
    List<FakeSession> sessions = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sessions.add(attach().strained(i >= 16));
      ask(sessions.get(i), get(Inventory.WITNESS_BLOCK, hash(1)));
    }
    assertEquals(16, blocks.read.size());
    for (int i = 0; i < 14; i++) {
      blocks.heldReads.get(i).run();
    }
    assertEquals(16, blocks.read.size());
    sessions.get(16).end();
    blocks.heldReads.get(14).run();
    assertEquals(17, blocks.read.size());
    sessions.get(17).end();
    for (int i = 15; i < blocks.heldReads.size(); i++) {
      blocks.heldReads.get(i).run();
    }
    assertEquals(19, blocks.read.size());
    assertEquals(List.of(hash(1)), given(sessions.get(19)));
  }

  @Test
  void aFloodOfRequestsEndsTheConnection() {
    chain.grow(1);
    blocks.fill(1);
    blocks.holdReads = true;
    FakeSession session = attach();
    GetData flood =
        new GetData(Collections.nCopies(50_000, new Inventory(Inventory.WITNESS_BLOCK, hash(1))));
    ask(session, flood);
    assertEquals(Optional.empty(), session.closed());
    ask(session, flood);
    assertEquals(CloseReason.Code.PROTOCOL_VIOLATION, closed(session));
    assertEquals(1, blocks.read.size());
  }

  @Test
  void overAllPeersAMillionEntriesWaitAndTheGreediestGoes() {
    chain.grow(1);
    blocks.fill(1);
    blocks.holdReads = true;
    List<Inventory> many =
        Collections.nCopies(49_000, new Inventory(Inventory.WITNESS_BLOCK, hash(1)));
    FakeSession modest = attach();
    ask(modest, get(Inventory.WITNESS_BLOCK, hash(1), hash(1)));
    List<FakeSession> greedy = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      greedy.add(attach());
      ask(greedy.get(i), new GetData(many));
    }
    assertEquals(1, greedy.stream().filter(s -> s.closed().isPresent()).count());
    assertEquals(Optional.empty(), modest.closed());
  }

  @Test
  void aLimitedNodeGives290BlocksAndEndsWhoAsksForMore() {
    blocks.keep = 1_000;
    chain.grow(400);
    blocks.fill(400);
    FakeSession session = attach();
    ask(session, get(Inventory.WITNESS_BLOCK, hash(110)));
    assertEquals(List.of(hash(110)), given(session));
    ask(session, get(Inventory.WITNESS_BLOCK, hash(109)));
    assertEquals(CloseReason.Code.PROTOCOL_VIOLATION, closed(session));
    FakeSession friend = attach(follower().permissions(Set.of(Permission.NOBAN)));
    ask(friend, get(Inventory.WITNESS_BLOCK, hash(109)));
    assertEquals(List.of(hash(109)), given(friend));
  }

  @Test
  void staleBlocksAreGivenForAMonthAndSideBranchesNever() {
    chain.grow(10);
    blocks.fill(10);
    FakeSession session = attach();
    Hash256 left = hash(10);
    Hash256 side = FakeChain.on(chain.header(8).orElseThrow().header(), 1, now + 2).get(0).hash();
    chain.take(FakeChain.on(chain.header(8).orElseThrow().header(), 1, now + 2));
    chain.take(FakeChain.on(chain.header(9).orElseThrow().header(), 2, now + 1));
    for (int height = 10; height <= 11; height++) {
      blocks.put(FakeBlocks.empty(chain.header(height).orElseThrow().header()));
    }
    blocks.put(FakeBlocks.empty(chain.header(side).orElseThrow().header()));
    assertEquals(11, blocks.tip().height());
    ask(session, get(Inventory.WITNESS_BLOCK, left, side));
    assertEquals(List.of(left), given(session));
  }

  @Test
  void oldBlocksEndAtTheUploadTarget() {
    protocol =
        new BlockProtocol(
            chain,
            blocks,
            new VirtualWorkers(loop),
            FakeConfig.of(BlockProtocol.Config.class, "upload.target.mb", 577));
    chain.grow(1, now - 8 * 86_400).grow(1, now - 6 * 86_400).grow(1);
    blocks.fill(3);
    blocks.plant(plantedMegabyte());
    FakeSession session = attach();
    ask(session, get(Inventory.WITNESS_BLOCK, hash(1), hash(4), hash(1)));
    assertEquals(List.of(hash(1), hash(4)), given(session));
    assertEquals(CloseReason.Code.UPLOAD_TARGET, closed(session));
    FakeSession other = attach();
    ask(other, get(Inventory.WITNESS_BLOCK, hash(2)));
    assertEquals(List.of(hash(2)), given(other));
    FakeSession friend = attach(follower().permissions(Set.of(Permission.DOWNLOAD)));
    ask(friend, get(Inventory.WITNESS_BLOCK, hash(1)));
    assertEquals(List.of(hash(1)), given(friend));
  }

  private Block plantedMegabyte() {
    Transaction large =
        Transaction.of(
            1,
            List.of(new TxIn(new OutPoint(Hash256.ZERO, 0), new byte[1_200_000], 0)),
            List.of(new TxOut(1, new byte[0])),
            List.of(),
            0);
    return Block.of(
        new BlockHeader(1, chain.tip().hash(), Hash256.ZERO, now, 0, 0), List.of(large));
  }

  @Test
  void getblocksNamesFiveHundredAndGoesOnWhenTheLastIsFetched() {
    chain.grow(1_200);
    blocks.fill(1_100);
    FakeSession session = attach();
    ask(session, new GetBlocks(70016, List.of(hash(10)), Hash256.ZERO));
    Inv inv = session.sent(Inv.class).get(0);
    assertEquals(500, inv.items().size());
    assertEquals(new Inventory(Inventory.BLOCK, hash(11)), inv.items().get(0));
    session.takeSent();
    ask(session, get(Inventory.WITNESS_BLOCK, hash(510)));
    Inv more = new Inv(List.of(new Inventory(Inventory.BLOCK, hash(1_100))));
    assertEquals(List.of(more), session.sent(Inv.class));
    session.takeSent();
    ask(session, new GetBlocks(70016, List.of(hash(1_090)), hash(1_095)));
    assertEquals(4, session.sent(Inv.class).get(0).items().size());
  }

  @Test
  void getblocksOfALimitedNodeNamesTheLast282() {
    blocks.keep = 288;
    chain.grow(1_000);
    blocks.fill(1_000);
    FakeSession session = attach();
    ask(session, new GetBlocks(70016, List.of(hash(500)), Hash256.ZERO));
    assertEquals(List.of(), session.sent());
    ask(session, new GetBlocks(70016, List.of(hash(718)), Hash256.ZERO));
    assertEquals(282, session.sent(Inv.class).get(0).items().size());
  }

  @Test
  void aLocatorOfMoreThan101EndsTheConnection() {
    FakeSession session = attach();
    ask(session, new GetBlocks(70016, Collections.nCopies(101, Hash256.ZERO), Hash256.ZERO));
    assertEquals(Optional.empty(), session.closed());
    ask(session, new GetBlocks(70016, Collections.nCopies(102, Hash256.ZERO), Hash256.ZERO));
    assertEquals(CloseReason.Code.PROTOCOL_VIOLATION, closed(session));
  }

  @Test
  void compactToADepthOfFiveAndWholeBeyond() throws Exception {
    List<Block> planted = IntStream.range(0, 8).mapToObj(i -> plant(3)).toList();
    FakeSession session = attach();
    ask(session, get(Inventory.CMPCT_BLOCK, hash(3), hash(2)));
    List<Message> sent = session.sent();
    assertEquals("cmpctblock", sent.get(0).command());
    CmpctBlock compact = CmpctBlock.read(new WireReader(payload(sent.get(0))));
    Block block = planted.get(2);
    assertEquals(ServedForms.compact(block, compact.nonce()), compact);
    assertEquals(2, compact.shortIds().length);
    assertEquals(new BlockMessage(planted.get(1)), sent.get(1));
  }

  @Test
  void transactionsOfABlockToADepthOfTenAndTheWholeBeyond() {
    List<Block> planted = IntStream.range(0, 12).mapToObj(i -> plant(4)).toList();
    FakeSession session = attach();
    ask(session, new GetBlockTxn(hash(2), new int[] {1, 3}));
    List<Transaction> all = planted.get(1).transactions();
    assertEquals(
        List.of(new BlockTxn(hash(2), List.of(all.get(1), all.get(3)))), session.takeSent());
    ask(session, new GetBlockTxn(hash(1), new int[] {1}));
    assertEquals(List.of(new BlockMessage(planted.get(0))), session.takeSent());
    ask(session, new GetBlockTxn(Hash256.ZERO, new int[] {1}));
    assertEquals(List.of(), session.takeSent());
    ask(session, new GetBlockTxn(hash(5), new int[] {4}));
    assertEquals(List.of(), session.takeSent());
    assertEquals(
        List.of(Fact.Offence.Kind.BAD_BLOCK_TRANSACTION_INDEX),
        session.reports(Fact.Offence.class).stream().map(Fact.Offence::kind).toList());
  }

  @Test
  void sendcmpctIsSaidOnceAndItsRulesHold() {
    FakeSession session = new FakeSession(loop, follower());
    protocol.attach(session);
    assertEquals(List.of(new SendCmpct(0, 2)), session.sent(SendCmpct.class));
    FakeSession old = new FakeSession(loop, follower().commonVersion(70013));
    protocol.attach(old);
    assertEquals(List.of(), old.sent(SendCmpct.class));
    ask(session, new SendCmpct(1, 2), new SendCmpct(0, 1));
    assertTrue(session.reports(Fact.Offence.class).isEmpty());
    ask(session, new SendCmpct(2, 1));
    assertEquals(
        Fact.Offence.Kind.BAD_SENDCMPCT, session.reports(Fact.Offence.class).get(0).kind());
  }

  @Test
  void headersAreGivenAsFarAsBlocksAreConnected() {
    chain.grow(10);
    blocks.fill(7);
    FakeSession session = attach();
    ask(session, new GetHeaders(70016, List.of(hash(3)), Hash256.ZERO));
    assertEquals(List.of(new Headers(chain.headers(4, 7))), session.takeSent());
    ask(session, new GetHeaders(70016, List.of(hash(9)), Hash256.ZERO));
    assertEquals(List.of(new Headers(List.of())), session.takeSent());
    ask(session, new GetHeaders(70016, List.of(), hash(9)));
    assertEquals(List.of(), session.takeSent());
  }

  @Test
  void aNodeOfTheLastBlocksGivesHeadersUpToTheFirstItWants() {
    blocks.keep = 288;
    chain.grow(1_000);
    FakeSession session = attach();
    ask(session, new GetHeaders(70016, List.of(hash(700)), Hash256.ZERO));
    assertEquals(List.of(new Headers(chain.headers(701, 712))), session.takeSent());
  }

  @Test
  void whileBlocksOfABetterBranchAreMissingTheConnectedOneIsTold() {
    chain.grow(10);
    blocks.fill(10);
    FakeSession session = attach();
    List<BlockHeader> connected = chain.headers(7, 10);
    chain.take(FakeChain.on(chain.header(8).orElseThrow().header(), 5, now + 1));
    assertEquals(13, chain.tip().height());
    ask(session, new GetHeaders(70016, List.of(hash(6)), Hash256.ZERO));
    assertEquals(List.of(new Headers(connected)), session.takeSent());
    ask(session, new GetHeaders(70016, List.of(hash(12)), Hash256.ZERO));
    assertEquals(10, session.sent(Headers.class).get(0).headers().size());
  }
}
