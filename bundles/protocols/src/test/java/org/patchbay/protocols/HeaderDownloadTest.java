package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.chain.HeaderIntake.Outcome.Kind;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.message.GetHeaders;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.SendHeaders;

class HeaderDownloadTest {
  private static final Duration NANO = Duration.ofNanos(1);

  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakeChain chain = new FakeChain(loop);
  private final BlockProtocol protocol = FakeBlocks.none(chain);
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

  private static List<GetHeaders> asked(FakeSession session) {
    return session.sent(GetHeaders.class);
  }

  private static CloseReason.Code closed(FakeSession session) {
    return session.closed().map(CloseReason::code).orElse(null);
  }

  private void deliver(FakeSession session, List<BlockHeader> headers) {
    session.deliver(new Headers(headers));
    loop.runDue();
  }

  private static Inv block(Hash256 hash) {
    return new Inv(List.of(new Inventory(Inventory.BLOCK, hash)));
  }

  @Test
  void asksFromTheParentOfTheTip() {
    chain.grow(5);
    FakeSession session = attach(outbound());
    GetHeaders asked = asked(session).get(0);
    assertEquals(chain.header(4).orElseThrow().hash(), asked.locator().get(0));
    assertEquals(Hash256.ZERO, asked.stop());
  }

  @Test
  void aFullMessageIsFollowedAtOnce() {
    FakeSession session = attach(outbound());
    List<BlockHeader> first = FakeChain.on(chain.tip().header(), 2000, 0);
    deliver(session, first);
    assertEquals(2, asked(session).size());
    assertEquals(first.get(1999).hash(), asked(session).get(1).locator().get(0));
    assertEquals(List.of(Fact.useful(Fact.Useful.Kind.HEADERS, 2000)), useful(session));
    assertEquals(2000, session.peer().knownHeight());

    deliver(session, FakeChain.on(first.get(1999), 10, 0));
    assertEquals(2, asked(session).size());
    assertEquals(2010, session.peer().knownHeight());
    assertEquals(2010, chain.tip().height());
  }

  private static List<Fact.Useful> useful(FakeSession session) {
    return session.reports(Fact.Useful.class);
  }

  @Test
  void onlyOnePeerIsAskedUntilTheTipIsRecentAndThenAll() {
    FakeSession first = attach(outbound());
    FakeSession second = attach(outbound());
    FakeSession third = attach(inbound());
    assertEquals(List.of(1, 0, 0), counts(first, second, third));
    deliver(first, FakeChain.on(chain.tip().header(), 10, now - 86_400));
    assertEquals(List.of(1, 0, 0), counts(first, second, third));
    deliver(first, FakeChain.on(chain.tip().header(), 1, now - 86_399));
    assertEquals(List.of(1, 1, 1), counts(first, second, third));
  }

  private static List<Integer> counts(FakeSession... sessions) {
    return List.of(sessions).stream().map(session -> asked(session).size()).toList();
  }

  @Test
  void whenTheOneThatIsAskedGoesTheNextHasItsTurn() {
    FakeSession first = attach(outbound());
    FakeSession dialled = attach(inbound());
    FakeSession chosen = attach(outbound());
    first.end();
    assertEquals(List.of(1, 0, 1), counts(first, dialled, chosen));
    chosen.end();
    assertEquals(List.of(1, 1, 1), counts(first, dialled, chosen));
  }

  @Test
  void aPeerWithoutBlocksIsAskedWhenChosenOrAhead() {
    chain.grow(5);
    assertEquals(1, asked(attach(outbound().services(0))).size());
    assertEquals(0, asked(attach(inbound().services(0).startHeight(5))).size());
    assertEquals(1, asked(attach(inbound().services(0).startHeight(6))).size());
  }

  @Test
  void theInitialTimeIsFifteenMinutesAndAMillisecondPerTenMinutesOfChain() {
    long age = 1_000_000L * 600;
    chain.grow(1, now - age);
    FakeSession slow = attach(outbound().type(ConnectionType.MANUAL));
    FakeSession other = attach(outbound().type(ConnectionType.MANUAL));
    loop.advance(Duration.ofMinutes(15).plusMillis(1_000_000));
    assertEquals(Optional.empty(), slow.closed());
    loop.advance(NANO);
    assertEquals(CloseReason.Code.TOO_SLOW, closed(slow));
    assertEquals(1, asked(other).size());
    assertEquals(Optional.empty(), other.closed());
  }

  @Test
  void aSlowPeerStaysWhileNobodyElseIsThere() {
    FakeSession slow = attach(outbound().type(ConnectionType.MANUAL));
    loop.advance(Duration.ofHours(10));
    assertEquals(Optional.empty(), slow.closed());
    attach(inbound());
    loop.advance(Duration.ofMinutes(1));
    assertEquals(Optional.empty(), slow.closed());
    attach(outbound());
    loop.advance(Duration.ofMinutes(1));
    assertEquals(CloseReason.Code.TOO_SLOW, closed(slow));
  }

  @Test
  void aNobanPeerPassesOnItsTurnInsteadOfBeingClosed() {
    FakeSession slow = attach(inbound().permissions(Set.of(Permission.NOBAN)));
    FakeSession other = attach(outbound());
    loop.advance(Duration.ofHours(1));
    assertEquals(Optional.empty(), slow.closed());
    assertTrue(asked(other).size() >= 1);
  }

  @Test
  void onceRecentNobodyIsTooSlowForTheInitialSync() {
    chain.grow(1, now);
    FakeSession session = attach(outbound().type(ConnectionType.MANUAL));
    attach(outbound().type(ConnectionType.MANUAL));
    loop.advance(Duration.ofHours(23));
    assertEquals(Optional.empty(), session.closed());
  }

  @Test
  void unconnectingHeadersAreAskedAboutOnceInTwoMinutes() {
    chain.grow(1, now);
    FakeSession session = attach(outbound().type(ConnectionType.MANUAL));
    deliver(session, List.of(chain.tip().header()));
    List<BlockHeader> far = FakeChain.on(FakeChain.on(chain.tip().header(), 3, now).get(2), 1, now);
    deliver(session, far);
    assertEquals(2, asked(session).size());
    assertEquals(chain.tip().hash(), asked(session).get(1).locator().get(0));
    deliver(session, far);
    loop.advance(Duration.ofMinutes(2));
    deliver(session, far);
    assertEquals(2, asked(session).size());
    loop.advance(NANO);
    deliver(session, far);
    assertEquals(3, asked(session).size());
    assertEquals(Fact.Nuisance.Kind.UNANSWERED, session.reports(Fact.Nuisance.class).get(0).kind());
    assertEquals(Optional.empty(), session.closed());
  }

  @Test
  void anUnknownHashCountsOnceItIsKnown() {
    chain.grow(1, now);
    FakeSession session = attach(outbound());
    List<BlockHeader> three = FakeChain.on(chain.tip().header(), 3, now);
    session.deliver(block(three.get(2).hash()));
    assertEquals(-1, session.peer().knownHeight());
    chain.take(three);
    session.deliver(block(three.get(0).hash()));
    assertEquals(4, session.peer().knownHeight());
  }

  @Test
  void aBlockInvIsFollowedByGetheadersWhenUnknownAlone() {
    chain.grow(1, now);
    FakeSession session = attach(outbound());
    deliver(session, List.of());
    session.takeSent();
    session.deliver(block(chain.tip().hash()));
    assertEquals(List.of(), asked(session));
    assertEquals(1, session.peer().knownHeight());
    session.deliver(block(Hash256.ZERO));
    assertEquals(chain.locator(), asked(session).get(0).locator());
  }

  @Test
  void beforeTheInitialSyncANewBlockMakesOneMorePeerASource() {
    FakeSession first = attach(outbound());
    FakeSession second = attach(outbound());
    FakeSession third = attach(outbound());
    Hash256 block = new Hash256(1, 2, 3, 4);
    second.deliver(block(block));
    third.deliver(block(block));
    second.deliver(block(new Hash256(5, 6, 7, 8)));
    assertEquals(List.of(1, 1, 0), counts(first, second, third));
  }

  @Test
  void transactionsInAnInvAreNotItsConcern() {
    FakeSession session = attach(outbound());
    session.takeSent();
    session.deliver(new Inv(List.of(new Inventory(Inventory.WTX, Hash256.ZERO))));
    assertEquals(List.of(), session.sent());
  }

  @Test
  void sendheadersIsSaidOnceWhenThePeerHasMoreThanTheMinimumWork() {
    chain.minimumWork = 3;
    chain.grow(4, now);
    FakeSession session = attach(outbound());
    deliver(session, chain.headers(1, 2));
    assertEquals(0, session.sent(SendHeaders.class).size());
    deliver(session, chain.headers(3, 3));
    deliver(session, chain.headers(4, 4));
    assertEquals(1, session.sent(SendHeaders.class).size());
  }

  @Test
  void sendheadersIsNotSaidToOldPeersNorTwice() {
    chain.grow(4, now);
    FakeSession old = attach(outbound().commonVersion(70011));
    deliver(old, chain.headers(1, 4));
    assertEquals(0, old.sent(SendHeaders.class).size());
    PeerView.MessageCount one = new PeerView.MessageCount(1, 24, 0);
    FakeSession again = attach(outbound().sent(Map.of("sendheaders", one)));
    deliver(again, chain.headers(1, 4));
    assertEquals(0, again.sent(SendHeaders.class).size());
  }

  @Test
  void aLowWorkSyncIsFollowedAndItsFactsAreStated() {
    FakeSession session = attach(outbound());
    Fact offence = Fact.offence(Fact.Offence.Kind.INVALID_HEADER, "bits");
    chain.answer(Kind.PRESYNC, List.of(Hash256.ZERO), null);
    chain.answer(Kind.LOW_WORK, null, Fact.nuisance(Fact.Nuisance.Kind.LOW_WORK, "work 3"));
    chain.answer(Kind.INVALID, null, offence);
    List<BlockHeader> headers = FakeChain.on(chain.tip().header(), 1, 0);
    deliver(session, headers);
    assertEquals(List.of(Hash256.ZERO), asked(session).get(1).locator());
    deliver(session, headers);
    deliver(session, headers);
    assertEquals(2, asked(session).size());
    assertEquals(2, session.reports().size());
    assertEquals(offence, session.reports().get(1));
  }

  @Test
  void whatCouldNotBeWrittenIsAskedForAgainLater() {
    FakeSession session = attach(outbound());
    chain.answer(Kind.NOT_STORED, null, null);
    deliver(session, FakeChain.on(chain.tip().header(), 1, 0));
    assertEquals(1, asked(session).size());
    loop.advance(Duration.ofMinutes(1));
    assertEquals(2, asked(session).size());
  }

  @Test
  void anEmptyMessageIsAnAnswer() {
    FakeSession session = attach(outbound());
    deliver(session, FakeChain.on(chain.tip().header(), 1, 0));
    deliver(session, List.of());
    assertEquals(1, chain.closedIntakes);
    session.deliver(block(Hash256.ZERO));
    assertEquals(2, asked(session).size());
  }

  @Test
  void whoTalksFasterThanWeReadIsNotKeptInMemory() {
    chain.holdAnswers = true;
    FakeSession session = attach(inbound());
    Headers message = new Headers(FakeChain.on(chain.tip().header(), 1, 0));
    for (int i = 0; i < 20; i++) {
      session.deliver(message);
    }
    assertEquals(HeaderDownload.MAX_PENDING, chain.offered.size());
    assertEquals(12, session.reports(Fact.Nuisance.class).size());
  }

  @Test
  void whatWasMissedWhileTooManyWaitedIsAskedFor() {
    chain.holdAnswers = true;
    FakeSession session = attach(outbound());
    session.deliver(new Headers(List.of()));
    int asked = asked(session).size();
    List<BlockHeader> branch = FakeChain.on(chain.tip().header(), 12, 0);
    branch.forEach(header -> session.deliver(new Headers(List.of(header))));
    assertEquals(asked, asked(session).size());

    chain.held.forEach(Runnable::run);

    assertEquals(HeaderDownload.MAX_PENDING, chain.tip().height());
    List<GetHeaders> after = asked(session);
    assertEquals(asked + 1, after.size());
    assertEquals(chain.tip().hash(), after.get(asked).locator().get(0));
  }

  @Test
  void nobanPeersAreTrusted() {
    deliver(
        attach(inbound().permissions(Set.of(Permission.NOBAN))),
        FakeChain.on(chain.tip().header(), 1, 0));
    deliver(attach(inbound()), FakeChain.on(chain.tip().header(), 1, 0));
    assertEquals(List.of(true, false), chain.trust);
  }

  @Test
  void theEndLeavesNothingBehind() {
    FakeSession session = attach(outbound());
    chain.holdAnswers = true;
    session.deliver(new Headers(FakeChain.on(chain.tip().header(), 2000, 0)));
    session.end();
    session.takeSent();
    chain.held.forEach(Runnable::run);
    loop.advance(Duration.ofHours(1));
    assertEquals(List.of(), session.sent());
    assertEquals(0, chain.listeners.size());
    assertEquals(1, chain.closedIntakes);
  }

  @Test
  void newsIsAHeaderBeyondOurTipAndNotOneBesideIt() {
    FakeSession first = attach(outbound());
    FakeSession second = attach(outbound());
    List<BlockHeader> news = FakeChain.on(chain.tip().header(), 2, now);
    deliver(first, news);
    deliver(second, news);
    deliver(second, FakeChain.on(chain.header(0).orElseThrow().header(), 1, now + 1));
    assertEquals(1, first.reports(Fact.Announced.class).size());
    assertEquals(0, second.reports(Fact.Announced.class).size());
    assertEquals(List.of(Fact.first(Fact.Useful.Kind.BLOCK, 2)), first.reports(Fact.First.class));
    assertEquals(List.of(), second.reports(Fact.First.class));
  }

  @Test
  void catchingUpIsNoAnnouncement() {
    FakeSession session = attach(outbound());
    deliver(session, FakeChain.on(chain.tip().header(), 9, now));
    assertEquals(1, session.reports(Fact.Announced.class).size());
    assertEquals(List.of(), session.reports(Fact.First.class));
  }
}
