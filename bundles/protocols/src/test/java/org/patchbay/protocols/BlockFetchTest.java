package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.chain.Blocks.Outcome.Kind;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.Permission;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Services;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.CmpctBlock;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.NotFound;

class BlockFetchTest {
  private static final Duration NANO = Duration.ofNanos(1);

  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakeChain chain = new FakeChain(loop);
  private final FakeBlocks blocks = new FakeBlocks(loop, chain);
  private final BlockProtocol protocol = blocks.protocol();
  private final long now = loop.wallTime().getEpochSecond();
  private long nextId = 1;

  private FakeSession attach(FakePeer peer) {
    FakeSession session = new FakeSession(loop, peer.id(nextId++));
    protocol.attach(session);
    return session;
  }

  private static FakePeer outbound() {
    return FakePeer.outbound().established();
  }

  private static FakePeer inbound() {
    return FakePeer.inbound().established();
  }

  private List<BlockHeader> headers(int count) {
    return FakeChain.on(chain.tip().header(), count, now);
  }

  private void tell(FakeSession session, List<BlockHeader> headers) {
    session.deliver(new Headers(headers));
    loop.runDue();
  }

  private static List<Hash256> asked(FakeSession session) {
    List<Hash256> hashes = new ArrayList<>();
    for (GetData message : session.sent(GetData.class)) {
      message.items().forEach(item -> hashes.add(item.hash()));
    }
    return hashes;
  }

  private List<Hash256> hashes(int from, int to) {
    return chain.headers(from, to).stream().map(BlockHeader::hash).toList();
  }

  private void give(FakeSession session, Hash256... hashes) {
    for (Hash256 hash : hashes) {
      session.deliver(
          new BlockMessage(FakeBlocks.empty(chain.header(hash).orElseThrow().header())));
      loop.runDue();
    }
  }

  private void giveHeights(FakeSession session, int from, int to) {
    give(session, hashes(from, to).toArray(Hash256[]::new));
  }

  private static CloseReason.Code closed(FakeSession session) {
    return session.closed().map(CloseReason::code).orElse(null);
  }

  private static List<Fact.Offence.Kind> offences(FakeSession session) {
    return session.reports(Fact.Offence.class).stream().map(Fact.Offence::kind).toList();
  }

  private static List<Fact.Nuisance.Kind> nuisances(FakeSession session) {
    return session.reports(Fact.Nuisance.class).stream().map(Fact.Nuisance::kind).toList();
  }

  @Test
  void sixteenBlocksWithWitnessInOneMessageTheLowestFirst() {
    FakeSession session = attach(outbound());
    tell(session, headers(40));
    GetData first = session.sent(GetData.class).get(0);
    assertEquals(
        hashes(1, 16).stream().map(h -> new Inventory(Inventory.WITNESS_BLOCK, h)).toList(),
        first.items());
    assertEquals(1, session.sent(GetData.class).size());
  }

  @Test
  void asksAgainWhenHalfOfTheRoomIsFree() {
    FakeSession session = attach(outbound());
    tell(session, headers(40));
    session.takeSent();
    giveHeights(session, 1, 7);
    assertEquals(List.of(), asked(session));
    giveHeights(session, 8, 8);
    assertEquals(hashes(17, 24), asked(session));
    assertEquals(1, session.sent(GetData.class).size());
    giveHeights(session, 9, 40);
    assertEquals(40, blocks.tip().height());
    assertEquals(hashes(17, 40), asked(session));
    assertEquals(40, session.reports(Fact.Useful.class).stream().filter(this::block).count());
  }

  private boolean block(Fact.Useful useful) {
    return useful.kind() == Fact.Useful.Kind.BLOCK;
  }

  @Test
  void severalPeersShareTheWindowAndNoBlockIsAskedTwice() {
    FakeSession first = attach(outbound());
    FakeSession second = attach(outbound());
    List<BlockHeader> headers = headers(40);
    tell(first, headers);
    tell(second, headers);
    FakeSession third = attach(outbound());
    tell(third, headers);
    assertEquals(hashes(1, 16), asked(first));
    assertEquals(hashes(17, 32), asked(second));
    assertEquals(hashes(33, 40), asked(third));
  }

  @Test
  void whatIsFreeAgainIsAskedOfWhoIsAskedMostGladly() {
    List<BlockHeader> headers = headers(16);
    FakeSession goes = attach(outbound());
    tell(goes, headers);
    FakeSession last = attach(outbound().preference(-1));
    FakeSession first = attach(outbound().preference(2));
    FakeSession next = attach(outbound().preference(1));
    for (FakeSession each : List.of(last, first, next)) {
      tell(each, headers);
      assertEquals(List.of(), asked(each));
    }
    goes.end();
    assertEquals(hashes(1, 16), asked(first));
    first.end();
    assertEquals(hashes(1, 16), asked(next));
    assertEquals(List.of(), asked(last));
  }

  @Test
  void whatAPeerOwedIsAskedOfOthersWhenItGoes() {
    FakeSession first = attach(outbound());
    FakeSession second = attach(outbound());
    List<BlockHeader> headers = headers(20);
    tell(first, headers);
    tell(second, headers);
    giveHeights(second, 17, 20);
    second.takeSent();
    first.end();
    assertEquals(hashes(1, 16), asked(second));
  }

  @Test
  void lessOfOneThatMisbehaves() {
    FakeSession session = attach(outbound().misbehaviour(80));
    tell(session, headers(40));
    assertEquals(hashes(1, 3), asked(session));
    FakeSession worst = attach(outbound().misbehaviour(100));
    tell(worst, chain.headers(1, 40));
    assertEquals(hashes(4, 4), asked(worst));
  }

  @Test
  void aPeerWithoutBlocksOrWitnessesIsNotAsked() {
    for (long services : new long[] {0, Services.WITNESS, Services.NETWORK}) {
      FakeSession session = attach(outbound().services(services));
      tell(session, services == 0 ? headers(5) : chain.headers(1, 5));
      assertEquals(List.of(), asked(session));
    }
  }

  @Test
  void aLimitedPeerIsAskedForItsLast286AndOnlyAfterTheInitialDownload() {
    long limited = Services.NETWORK_LIMITED | Services.WITNESS;
    blocks.initialDownload = true;
    FakeSession session = attach(outbound().services(limited));
    tell(session, FakeChain.on(chain.tip().header(), 300, now - 20_000));
    assertEquals(List.of(), asked(session));
    blocks.initialDownload = false;
    tell(session, headers(1));
    assertEquals(hashes(301 - 285, 301 - 285 + 15), asked(session));
  }

  @Test
  void whoKeepsTheLastBlocksAloneAsksLimitedPeersAtOnce() {
    blocks.keep = 288;
    blocks.initialDownload = true;
    FakeSession session = attach(outbound().services(Services.NETWORK_LIMITED | Services.WITNESS));
    tell(session, FakeChain.on(chain.tip().header(), 1_000, now - 20_000));
    assertEquals(hashes(1_000 - 285, 1_000 - 270), asked(session));
    FakeSession full = attach(outbound());
    tell(full, chain.headers(1, 1_000));
    assertEquals(713, chain.header(asked(full).get(0)).orElseThrow().height());
  }

  @Test
  void nothingBelowTheMinimumWorkOrOfAChainWithLessThanOurs() {
    chain.minimumWork = 10;
    FakeSession session = attach(outbound().type(ConnectionType.MANUAL));
    tell(session, headers(5));
    assertEquals(List.of(), asked(session));
    tell(session, headers(5));
    assertEquals(hashes(1, 10), asked(session));
    giveHeights(session, 1, 10);
    List<BlockHeader> beside = FakeChain.on(chain.header(5).orElseThrow().header(), 4, now + 1);
    session.takeSent();
    tell(session, beside);
    assertEquals(List.of(), asked(session));
  }

  @Test
  void duringTheInitialDownloadDialledPeersAreAskedWhenNoneWasChosen() {
    blocks.initialDownload = true;
    List<BlockHeader> old = FakeChain.on(chain.tip().header(), 40, now - 90_000);
    FakeSession chosen = attach(outbound());
    tell(chosen, old);
    assertEquals(hashes(1, 16), asked(chosen));
    FakeSession dialled = attach(inbound());
    tell(dialled, old);
    assertEquals(List.of(), asked(dialled));
    chosen.end();
    assertEquals(hashes(1, 16), asked(dialled));
  }

  @Test
  void theWindowEndsAt1024AndWhoHoldsItUpGoesAfterTwoSeconds() {
    FakeSession slow = attach(outbound());
    List<BlockHeader> headers = headers(1_500);
    tell(slow, headers);
    FakeSession fast = attach(outbound());
    tell(fast, headers);
    giveHeights(fast, 17, 1024);
    assertEquals(hashes(17, 1024), asked(fast));
    loop.advance(Duration.ofSeconds(2));
    assertEquals(Optional.empty(), slow.closed());
    loop.advance(NANO);
    assertEquals(CloseReason.Code.TOO_SLOW, closed(slow));
    assertEquals(hashes(1, 16), asked(fast).subList(1008, 1024));
  }

  @Test
  void stallTimeDoublesAndShrinksWithConnectedBlocks() {
    StallTime time = new StallTime();
    for (int i = 0; i < 10; i++) {
      time.gaveUp();
    }
    assertEquals(Duration.ofSeconds(64), time.time());
    time.connected(1);
    assertEquals(Duration.ofMillis(54_400), time.time());
    time.connected(1_000_000);
    assertEquals(Duration.ofSeconds(2), time.time());
  }

  @Test
  void aBlockThatArrivesEndsTheStallAndPausedTimeDoesNotCount() {
    FakeSession slow = attach(outbound());
    List<BlockHeader> headers = headers(1_500);
    tell(slow, headers);
    FakeSession fast = attach(outbound());
    tell(fast, headers);
    giveHeights(fast, 17, 1024);
    slow.pausedTime(Duration.ofSeconds(5).toNanos());
    loop.advance(Duration.ofSeconds(7));
    assertEquals(Optional.empty(), slow.closed());
    giveHeights(slow, 1, 1);
    loop.advance(Duration.ofSeconds(60));
    assertEquals(hashes(1025, 1025), asked(fast).subList(1008, 1009));
    assertEquals(Optional.empty(), fast.closed());
  }

  @Test
  void tenMinutesForABlockAndFiveMoreForEachOtherThatDelivers() {
    FakeSession silent = attach(outbound().type(ConnectionType.MANUAL));
    tell(silent, headers(40));
    FakeSession other = attach(outbound().type(ConnectionType.MANUAL));
    tell(other, chain.headers(1, 40));
    loop.advance(Duration.ofMinutes(10));
    give(other, asked(other).get(0));
    loop.advance(Duration.ofMinutes(5));
    assertEquals(Optional.empty(), silent.closed());
    loop.advance(Duration.ofNanos(10));
    assertEquals(CloseReason.Code.TOO_SLOW, closed(silent));
    assertEquals(Optional.empty(), other.closed());
  }

  @Test
  void nothingIsAskedWhileBlocksWaitToBeChecked() {
    blocks.holdChecks = true;
    blocks.maxChecking = 8;
    FakeSession session = attach(outbound());
    tell(session, headers(40));
    session.takeSent();
    giveHeights(session, 1, 8);
    assertEquals(List.of(), asked(session));
    blocks.holdChecks = false;
    blocks.releaseChecks();
    assertEquals(hashes(17, 24), asked(session));
  }

  @Test
  void ofLargeBlocksOnlySoManyAreOnTheirWay() {
    List<FakeSession> sessions = new ArrayList<>();
    List<BlockHeader> headers = headers(400);
    for (int i = 0; i < 10; i++) {
      sessions.add(attach(outbound()));
    }
    tell(sessions.get(0), headers);
    for (int i = 1; i <= 16; i++) {
      sessions.get(0).deliver(new BlockMessage(large(chain.header(i).orElseThrow().header())));
      loop.runDue();
    }
    sessions.forEach(session -> tell(session, headers));
    long owed = sessions.stream().mapToLong(session -> asked(session).size()).sum() - 16;
    assertTrue(owed * 2_000_000 <= 1.2 * BlockDownload.MAX_BYTES, owed + " on their way");
    assertTrue(owed >= 16, owed + " on their way");
    for (int i = 0; i < 400 && blocks.tip().height() < 400; i++) {
      for (FakeSession session : sessions) {
        asked(session).stream()
            .filter(hash -> blocks.stored(hash) == null)
            .limit(4)
            .forEach(hash -> give(session, hash));
      }
    }
    assertEquals(400, blocks.tip().height());
  }

  private static Block large(BlockHeader header) {
    Transaction filler =
        Transaction.of(
            1,
            List.of(new TxIn(new OutPoint(Hash256.ZERO, 0), new byte[2_000_000], 0)),
            List.of(new TxOut(1, new byte[0])),
            List.of(),
            0);
    return Block.of(header, List.of(filler));
  }

  @Test
  void aBlockThatWasLostIsAskedForWithinAMinute() {
    FakeSession session = attach(outbound());
    tell(session, headers(20));
    giveHeights(session, 1, 14);
    giveHeights(session, 16, 20);
    session.takeSent();
    blocks.drop(hashes(16, 16).get(0));
    blocks.drop(hashes(17, 17).get(0));
    giveHeights(session, 15, 15);
    assertEquals(15, blocks.tip().height());
    loop.advance(Duration.ofMinutes(1));
    assertEquals(hashes(16, 17), asked(session));
  }

  @Test
  void aMutatedBlockIsAnOffenceAndIsAskedOfAnotherPeer() {
    FakeSession bad = attach(outbound().permissions(Set.of(Permission.NOBAN)));
    tell(bad, headers(1));
    FakeSession good = attach(outbound());
    tell(good, chain.headers(1, 1));
    Hash256 hash = hashes(1, 1).get(0);
    blocks.verdicts.put(hash, Kind.MUTATED);
    give(bad, hash);
    assertEquals(List.of(Fact.Offence.Kind.INVALID_BLOCK), offences(bad));
    assertEquals(List.of(hash), asked(good));
    assertEquals(List.of(hash), asked(bad));
    give(good, hash);
    assertEquals(1, blocks.tip().height());
    assertEquals(List.of(), offences(good));
  }

  @Test
  void anInvalidBlockAndAnOrphanAreOffencesAnUnwantedOneANuisance() {
    FakeSession session = attach(outbound());
    for (Kind kind : List.of(Kind.INVALID, Kind.UNWANTED, Kind.KNOWN)) {
      Block block = FakeBlocks.empty(headers(1).get(0));
      blocks.verdicts.put(block.header().hash(), kind);
      session.deliver(new BlockMessage(block));
      loop.runDue();
    }
    BlockHeader unknown = FakeChain.on(headers(1).get(0), 1, now).get(0);
    session.deliver(new BlockMessage(FakeBlocks.empty(unknown)));
    loop.runDue();
    assertEquals(
        List.of(Fact.Offence.Kind.INVALID_BLOCK, Fact.Offence.Kind.INVALID_BLOCK),
        offences(session));
    assertEquals(List.of(Fact.Nuisance.Kind.UNREQUESTED), nuisances(session));
    assertEquals(4, blocks.unrequested.size());
  }

  @Test
  void unrequestedBlocksAreTakenTwoAtATime() {
    blocks.holdChecks = true;
    FakeSession session = attach(outbound());
    List<BlockHeader> headers = headers(50);
    for (BlockHeader header : headers) {
      session.deliver(new BlockMessage(FakeBlocks.empty(header)));
    }
    assertEquals(2, blocks.offered.size());
    assertEquals(48, nuisances(session).size());
    blocks.releaseChecks();
    session.deliver(new BlockMessage(FakeBlocks.empty(headers.get(2))));
    assertEquals(3, blocks.offered.size());
  }

  @Test
  void whatWasAskedOfOneMayComeFromAnother() {
    FakeSession first = attach(outbound());
    tell(first, headers(1));
    FakeSession second = attach(outbound());
    giveHeights(second, 1, 1);
    assertEquals(List.of(), blocks.unrequested);
    assertEquals(1, blocks.tip().height());
    giveHeights(first, 1, 1);
    assertEquals(List.of(), nuisances(first));
  }

  @Test
  void copiesOfWhatAnotherWasAskedForAreTakenTwoAtATimeToo() {
    FakeSession first = attach(outbound());
    tell(first, headers(1));
    FakeSession second = attach(outbound());
    blocks.holdChecks = true;
    for (int i = 0; i < 10; i++) {
      giveHeights(second, 1, 1);
    }
    assertEquals(2, blocks.offered.size());
    assertEquals(8, nuisances(second).size());
    giveHeights(first, 1, 1);
    assertEquals(3, blocks.offered.size());
    blocks.releaseChecks();
    assertEquals(1, blocks.tip().height());
    assertEquals(List.of(), nuisances(first));
  }

  @Test
  void anUnwantedBlockThatWasPassedOverIsAskedForAllTheSame() {
    FakeSession pushing = attach(inbound());
    tell(pushing, headers(1));
    FakeSession session = attach(outbound());
    List<BlockHeader> more = headers(3);
    blocks.holdChecks = true;
    Hash256 pushed = more.get(1).hash();
    chain.take(more);
    pushing.deliver(new BlockMessage(FakeBlocks.empty(more.get(1))));
    blocks.verdicts.put(pushed, Kind.UNWANTED);
    tell(session, more);
    assertFalse(asked(session).contains(pushed));
    blocks.releaseChecks();
    assertTrue(asked(session).contains(pushed) || asked(pushing).contains(pushed));
  }

  @Test
  void whoDeliversWhatIsNoLongerKeptDidNothingWrong() {
    FakeSession session = attach(outbound());
    tell(session, headers(1));
    blocks.verdicts.put(hashes(1, 1).get(0), Kind.UNWANTED);
    giveHeights(session, 1, 1);
    assertEquals(List.of(), nuisances(session));
  }

  @Test
  void whatAPeerSaysItLacksIsAskedOfOthers() {
    FakeSession first = attach(outbound());
    tell(first, headers(3));
    FakeSession second = attach(outbound());
    tell(second, chain.headers(1, 3));
    Hash256 second2 = hashes(2, 2).get(0);
    first.deliver(new NotFound(List.of(new Inventory(Inventory.WITNESS_BLOCK, second2))));
    assertEquals(List.of(second2), asked(second));
    assertEquals(hashes(1, 3), asked(first));
  }

  @Test
  void aBlockThatCouldNotBeWrittenIsAskedForAgainAfterAMinute() {
    FakeSession session = attach(outbound());
    tell(session, headers(1));
    Hash256 hash = hashes(1, 1).get(0);
    blocks.verdicts.put(hash, Kind.NOT_STORED);
    session.takeSent();
    give(session, hash);
    loop.advance(Duration.ofSeconds(59));
    assertEquals(List.of(), asked(session));
    loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of(hash), asked(session));
  }

  @Test
  void whoeverKeepsABlockBackDoesNotKeepUsFromAnotherOfTheSameWork() {
    FakeSession source = attach(outbound());
    tell(source, headers(5));
    giveHeights(source, 1, 5);
    FakeSession hostile = attach(inbound());
    BlockHeader parent = chain.tip().header();
    tell(hostile, FakeChain.on(parent, 1, now));
    source.takeSent();

    List<BlockHeader> honest = FakeChain.on(parent, 1, now + 1);
    tell(source, honest);

    assertEquals(honest.stream().map(BlockHeader::hash).toList(), asked(source));
    assertEquals(6, chain.tip().height());
  }

  @Test
  void afterAReorganisationTheBlocksOfTheBetterBranchAreFetched() {
    FakeSession session = attach(outbound());
    tell(session, headers(10));
    giveHeights(session, 1, 10);
    session.takeSent();
    tell(session, FakeChain.on(chain.header(5).orElseThrow().header(), 7, now + 1));
    assertEquals(hashes(6, 12), asked(session));
    giveHeights(session, 6, 12);
    assertEquals(chain.tip(), blocks.tip());
  }

  @Test
  void aBetterBranchLongerThanTheWindowGetsHere() {
    FakeSession session = attach(outbound());
    tell(session, headers(1_600));
    giveHeights(session, 1, 1_600);
    assertEquals(1_600, blocks.tip().height());
    session.takeSent();
    tell(session, FakeChain.on(chain.header(100).orElseThrow().header(), 1_700, now + 1));
    assertEquals(1_800, chain.tip().height());
    giveHeights(session, 101, 1_800);
    assertEquals(hashes(101, 1_800), asked(session));
    assertEquals(chain.tip(), blocks.tip());
  }

  @Test
  void anAnnouncedCompactBlockIsTakenAsItsHeader() {
    FakeSession session = attach(outbound());
    BlockHeader header = headers(1).get(0);
    session.deliver(new CmpctBlock(header, 1, new long[] {7}, List.of()));
    loop.runDue();
    assertEquals(1, chain.tip().height());
    assertEquals(List.of(header.hash()), asked(session));
  }

  @Test
  void serviceBitsFollowWhatIsKept() {
    long limited = Services.NETWORK_LIMITED | Services.WITNESS;
    assertEquals(limited | Services.NETWORK, protocol.services());
    blocks.keep = 288;
    assertEquals(limited, protocol.services());
    blocks.keep = 0;
    assertEquals(0, protocol.services());
    FakeSession session = attach(outbound());
    tell(session, headers(5));
    assertEquals(List.of(), asked(session));
    assertFalse(protocol.appliesTo(FakePeer.outbound().type(ConnectionType.FEELER)));
    assertTrue(protocol.appliesTo(FakePeer.inbound()));
  }

  @Test
  void itIsKnownWhileBlocksAreOnTheirWay() {
    FakeSession session = attach(outbound());
    tell(session, headers(3));
    assertTrue(session.peer().downloading());
    giveHeights(session, 1, 2);
    assertTrue(session.peer().downloading());
    giveHeights(session, 3, 3);
    assertFalse(session.peer().downloading());
    assertEquals(
        List.of(Fact.downloading(true), Fact.downloading(false)),
        session.reports(Fact.Downloading.class));
    tell(session, headers(1));
    session.deliver(
        new NotFound(List.of(new Inventory(Inventory.WITNESS_BLOCK, hashes(4, 4).get(0)))));
    assertFalse(session.peer().downloading());
  }

  @Test
  void theOperatorsChoiceIsAskedInsteadOfAnybodyElse() {
    FakeSession first = attach(outbound());
    tell(first, headers(1));
    FakeSession second = attach(outbound());
    HeaderView wanted = chain.header(1).orElseThrow();
    assertEquals(List.of(wanted.hash()), asked(first));
    assertEquals(List.of(), asked(second));
    assertEquals(Optional.of("Already requested from this peer"), protocol.request(wanted, 1));
    assertEquals(Optional.empty(), protocol.request(wanted, 2));
    assertEquals(List.of(wanted.hash()), asked(second));
    assertEquals(Optional.of("Peer does not exist"), protocol.request(wanted, 77));
    assertEquals(
        Optional.of("Pre-SegWit peer"),
        protocol.request(wanted, attach(outbound().services(Services.NETWORK)).peer().id()));
    give(second, wanted.hash());
    assertEquals(List.of(), nuisances(second));
    loop.advance(BlockFetch.BLOCK_TIME.multipliedBy(2));
    assertTrue(first.closed().isEmpty());
  }
}
