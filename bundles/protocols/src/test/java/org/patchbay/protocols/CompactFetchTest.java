package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.patchbay.api.chain.Blocks.Outcome.Kind;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.BlockTxn;
import org.patchbay.wire.message.CmpctBlock;
import org.patchbay.wire.message.GetBlockTxn;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.SendCmpct;

class CompactFetchTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final long now = loop.wallTime().getEpochSecond();
  private final FakeChain chain = new FakeChain(loop).grow(3, now);
  private final FakeBlocks blocks = new FakeBlocks(loop, chain).fill(3);
  private final FakeMempool pool = new FakeMempool();
  private final BlockProtocol protocol = blocks.protocol();
  private final List<Transaction> transactions =
      IntStream.range(0, 6).mapToObj(CompactFetchTest::transaction).toList();
  private final Block block =
      Block.of(
          new BlockHeader(1, chain.tip().hash(), new Hash256(1, 2, 3, 4), now, 0x207fffffL, 0),
          transactions);
  private final Hash256 hash = block.header().hash();

  private static Transaction transaction(int number) {
    return Transaction.of(
        2,
        List.of(new TxIn(new OutPoint(Hash256.ZERO, number), new byte[] {1}, 0xFFFFFFFFL)),
        List.of(new TxOut(number, new byte[] {0x51})),
        List.of(List.of(new byte[] {7})),
        0);
  }

  private FakeSession attach() {
    protocol.bindPool(pool);
    FakeSession session = new FakeSession(loop, FakePeer.outbound().established());
    protocol.attach(session);
    session.deliver(new SendCmpct(0, 2));
    return session;
  }

  /** A peer that announced the block, and what it was asked then. */
  private FakeSession announced() {
    FakeSession session = attach();
    session.takeSent();
    ask(session, new Headers(List.of(block.header())));
    return session;
  }

  private void ask(FakeSession session, Message... messages) {
    session.deliver(messages);
    loop.runDue();
  }

  private static GetData get(int type, Hash256 hash) {
    return new GetData(List.of(new Inventory(type, hash)));
  }

  private void holds(int... indexes) {
    for (int index : indexes) {
      pool.offer(transactions.get(index));
    }
  }

  private static List<Message> requests(FakeSession session) {
    return session.takeSent().stream()
        .filter(message -> message instanceof GetData || message instanceof GetBlockTxn)
        .toList();
  }

  private static List<Fact.Offence.Kind> offences(FakeSession session) {
    return session.reports(Fact.Offence.class).stream().map(Fact.Offence::kind).toList();
  }

  @Test
  void oneAnnouncedBlockIsFetchedCompactAndMadeOfWhatThePoolHas() {
    holds(1, 2, 3, 4, 5);
    FakeSession session = announced();
    assertEquals(List.of(get(Inventory.CMPCT_BLOCK, hash)), requests(session));
    ask(session, ServedForms.compact(block, 9));
    assertEquals(block, blocks.stored(hash));
    assertEquals(4, blocks.tip().height());
    assertEquals(List.of(), requests(session));
    assertEquals(1, count(session, Fact.Useful.Kind.BLOCK));
  }

  private static long count(FakeSession session, Fact.Useful.Kind kind) {
    return session.reports(Fact.Useful.class).stream().filter(f -> f.kind() == kind).count();
  }

  @Test
  void whatThePoolLacksIsAskedFor() {
    holds(1, 3, 4);
    FakeSession session = announced();
    requests(session);
    ask(session, ServedForms.compact(block, 9));
    assertEquals(List.of(new GetBlockTxn(hash, new int[] {2, 5})), requests(session));
    ask(session, new BlockTxn(hash, List.of(transactions.get(2), transactions.get(5))));
    assertEquals(block, blocks.stored(hash));
  }

  @Test
  void copiesThatComeWhileOneIsLookedAtAreNot() {
    holds(1, 3, 4);
    FakeSession session = announced();
    requests(session);
    ask(
        session,
        ServedForms.compact(block, 9),
        ServedForms.compact(block, 9),
        ServedForms.compact(block, 10));
    assertEquals(List.of(new GetBlockTxn(hash, new int[] {2, 5})), requests(session));
    BlockTxn rest = new BlockTxn(hash, List.of(transactions.get(2), transactions.get(5)));
    ask(session, rest, ServedForms.compact(block, 9));
    assertEquals(List.of(), requests(session));
    assertEquals(block, blocks.stored(hash));
  }

  @Test
  void tooFewTransactionsAreAnOffenceAndTheWholeBlockIsAskedFor() {
    FakeSession session = announced();
    requests(session);
    ask(session, ServedForms.compact(block, 9));
    requests(session);
    ask(session, new BlockTxn(hash, transactions.subList(1, 3)));
    assertEquals(List.of(Fact.Offence.Kind.INVALID_COMPACT_BLOCK), offences(session));
    assertEquals(List.of(get(Inventory.WITNESS_BLOCK, hash)), requests(session));
    ask(session, new BlockTxn(hash, transactions.subList(1, 6)));
    assertEquals(2, offences(session).size());
    ask(session, new BlockMessage(block));
    assertEquals(4, blocks.tip().height());
  }

  @Test
  void whatIsPutTogetherWrongIsFetchedWholeAndNobodyIsBlamed() {
    holds(1, 2, 3, 4, 5);
    blocks.verdicts.put(hash, Kind.MUTATED);
    FakeSession session = announced();
    requests(session);
    ask(session, ServedForms.compact(block, 9));
    assertEquals(List.of(get(Inventory.WITNESS_BLOCK, hash)), requests(session));
    assertEquals(List.of(), offences(session));
    ask(session, new BlockMessage(block));
    assertEquals(4, blocks.tip().height());
  }

  @Test
  void aCollisionInTheBlockEndsInTheWholeBlock() {
    FakeSession session = announced();
    requests(session);
    CmpctBlock good = ServedForms.compact(block, 9);
    long[] twice = good.shortIds().clone();
    twice[1] = twice[0];
    ask(session, new CmpctBlock(good.header(), 9, twice, good.prefilled()));
    assertEquals(List.of(get(Inventory.WITNESS_BLOCK, hash)), requests(session));
    assertEquals(List.of(), offences(session));
  }

  @Test
  void whatCannotBeIsInvalid() {
    CmpctBlock empty = new CmpctBlock(block.header(), 9, new long[0], List.of());
    assertInstanceOf(Reconstruction.Invalid.class, Reconstruction.begin(empty, List.of()));
    CmpctBlock beyond =
        new CmpctBlock(
            block.header(),
            9,
            new long[] {1},
            List.of(new CmpctBlock.Prefilled(2, transactions.get(0))));
    assertInstanceOf(Reconstruction.Invalid.class, Reconstruction.begin(beyond, List.of()));
  }

  @Test
  void twoOfThePoolWithOneShortIdAreBothLeftOut() {
    holds(1, 2, 3, 4, 5);
    CmpctBlock good = ServedForms.compact(block, 9);
    List<Mempool.Entry> twice = new ArrayList<>(pool.snapshot());
    twice.add(twice.get(0));
    Reconstruction.Partial partial =
        assertInstanceOf(Reconstruction.Partial.class, Reconstruction.begin(good, twice));
    assertEquals(1, partial.missing().length);
  }

  @Test
  void wholeWhenThePeerDoesNotOfferItOrSeveralAreFetchedOrThePoolIsClosed() {
    FakeSession plain = new FakeSession(loop, FakePeer.outbound().established());
    protocol.bindPool(pool);
    protocol.attach(plain);
    plain.takeSent();
    ask(plain, new Headers(List.of(block.header())));
    assertEquals(List.of(get(Inventory.WITNESS_BLOCK, hash)), requests(plain));
    plain.end();
    FakeSession closed = attach();
    pool.closed();
    closed.takeSent();
    ask(closed, new Headers(List.of(block.header())));
    assertEquals(List.of(get(Inventory.WITNESS_BLOCK, hash)), requests(closed));
    closed.end();
    FakeSession several = attach();
    several.takeSent();
    ask(several, new Headers(FakeChain.on(block.header(), 1, now)));
    assertEquals(2, ((GetData) requests(several).get(0)).items().size());
  }

  @Test
  void aPeerThatGivesTheWholeBlockInsteadIsFine() {
    FakeSession session = announced();
    requests(session);
    ask(session, new BlockMessage(block));
    assertEquals(4, blocks.tip().height());
    ask(session, ServedForms.compact(block, 9));
    assertEquals(List.of(), offences(session));
    assertEquals(List.of(), requests(session));
  }
}
