package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.sim.FakeLocal;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.message.Alert;
import org.patchbay.wire.message.Feature;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.SendAddrV2;
import org.patchbay.wire.message.SendCmpct;
import org.patchbay.wire.message.SendHeaders;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;
import org.patchbay.wire.message.WtxidRelay;

class HandshakeTest {
  /** Of the payload whose signature was checked against the published alert key. */
  private static final byte[] FINAL_ALERT_ID = {(byte) 0xbf, 0x40, (byte) 0xaf, (byte) 0xbd};

  private static final NetworkAddress NOWHERE =
      NetworkAddress.of(NetworkAddress.IPV6, new byte[16], 0);

  private final VirtualLoop loop = new VirtualLoop(1);

  private FakeSession attached(FakePeer peer) {
    FakeSession session = new FakeSession(loop, peer);
    new HandshakeProtocol(null).attach(session);
    return session;
  }

  private static Version version(int protocolVersion) {
    return new Version(protocolVersion, 9, 1, 0, NOWHERE, 9, NOWHERE, 77, "/Other:1/", 5, true);
  }

  private static List<String> commands(List<Message> messages) {
    return messages.stream().map(Message::command).toList();
  }

  private static CloseReason.Code closed(FakeSession session) {
    return session.closed().map(CloseReason::code).orElse(null);
  }

  @Test
  void whoDialledSpeaksFirst() {
    FakeSession session = attached(FakePeer.outbound());
    assertEquals(List.of("version"), commands(session.takeSent()));
    session.deliver(version(70016));
    assertEquals(List.of("wtxidrelay", "sendaddrv2", "verack"), commands(session.takeSent()));
    assertEquals(List.of(), session.reports());
    session.deliver(Verack.INSTANCE);
    assertEquals(List.of(Fact.established(Set.of())), session.reports());
    assertEquals(List.of(), session.sent());
  }

  @Test
  void theHeightTheyAreToldIsThatOfTheLastConnectedBlock() {
    FakeChain chain = new FakeChain(loop).grow(9);
    HandshakeProtocol protocol = new HandshakeProtocol(chain);
    protocol.bindBlocks(new FakeBlocks(loop, chain).fill(7));
    FakeSession session = new FakeSession(loop, FakePeer.outbound());
    protocol.attach(session);
    assertEquals(7, session.sent(Version.class).get(0).startHeight());
  }

  @Test
  void whoListensWaitsAndThenSaysVersionBeforeAllElse() {
    FakeSession session = attached(FakePeer.inbound());
    assertEquals(List.of(), session.sent());
    session.deliver(version(70016));
    assertEquals(
        List.of("version", "wtxidrelay", "sendaddrv2", "verack"), commands(session.sent()));
  }

  @Test
  void versionSaysWhatIsTrue() {
    FakeSession session =
        new FakeSession(loop, FakePeer.outbound().address(NetworkAddress.parse("8.8.8.8:8333")))
            .local(new FakeLocal(0x400, "/Patchbay:0.1.0/", 42, false));
    FakeChain chain = new FakeChain(loop).grow(3);
    new HandshakeProtocol(chain).attach(session);
    assertEquals(
        List.of(
            new Version(
                70016,
                0x400,
                loop.wallTime().getEpochSecond(),
                0,
                NetworkAddress.parse("8.8.8.8:8333"),
                0x400,
                NOWHERE,
                42,
                "/Patchbay:0.1.0/",
                3,
                false)),
        session.sent());
  }

  @Test
  void anUnroutableAddressIsNotToldBack() {
    FakeSession session =
        attached(FakePeer.outbound().address(NetworkAddress.parse("127.0.0.1:18444")));
    assertEquals(NOWHERE, session.sent(Version.class).get(0).receiver());
  }

  @Test
  void whatIsNegotiatedBeforeVerackIsAFeature() {
    FakeSession session = attached(FakePeer.inbound());
    session.deliver(version(70016));
    session.deliver(
        WtxidRelay.INSTANCE,
        WtxidRelay.INSTANCE,
        SendAddrV2.INSTANCE,
        SendHeaders.INSTANCE,
        Verack.INSTANCE,
        Verack.INSTANCE);
    assertEquals(
        List.of(Fact.established(Set.of("wtxidrelay", "addrv2", "sendheaders"))),
        session.reports());
  }

  @Test
  void negotiationAfterVerackEndsTheConnection() {
    for (Message late :
        List.of(WtxidRelay.INSTANCE, SendAddrV2.INSTANCE, new Feature("BIP9", new byte[0]))) {
      FakeSession session = attached(FakePeer.inbound());
      session.deliver(version(70016), Verack.INSTANCE, late);
      assertEquals(CloseReason.Code.PROTOCOL_VIOLATION, closed(session), late.command());
    }
  }

  @Test
  void nothingCountsBeforeVersion() {
    FakeSession session = attached(FakePeer.inbound());
    session.deliver(
        Verack.INSTANCE,
        WtxidRelay.INSTANCE,
        SendAddrV2.INSTANCE,
        SendHeaders.INSTANCE,
        new SendCmpct(2, 2),
        new Feature("BIP9", new byte[0]));
    assertEquals(List.of(), session.sent());
    assertEquals(Optional.empty(), session.closed());
    session.deliver(version(70016), Verack.INSTANCE);
    assertEquals(List.of(Fact.established(Set.of())), session.reports());
  }

  @Test
  void aSecondVersionIsIgnored() {
    FakeSession session = attached(FakePeer.inbound());
    session.deliver(version(70016));
    session.takeSent();
    session.deliver(version(70015));
    assertEquals(List.of(), session.sent());
    assertEquals(70016, session.peer().commonVersion());
  }

  @Test
  void anOldPeerIsSpokenToAsItUnderstands() {
    FakeSession session = attached(FakePeer.inbound());
    session.deliver(version(70015), WtxidRelay.INSTANCE, SendAddrV2.INSTANCE, Verack.INSTANCE);
    assertEquals(List.of("version", "verack"), commands(session.sent()));
    assertEquals(List.of(Fact.established(Set.of("addrv2"))), session.reports());
  }

  @Test
  void theFinalAlertGoesTo70012AndOlder() {
    FakeSession older = attached(FakePeer.inbound());
    older.deliver(version(70012));
    assertEquals(List.of("version", "verack", "alert"), commands(older.sent()));
    Alert alert = older.sent(Alert.class).get(0);
    assertEquals(96, alert.payload().length);
    assertEquals(70, alert.signature().length);
    byte[] id = Arrays.copyOf(Sha256.doubleHash(alert.payload(), 0, 96), 4);
    assertArrayEquals(FINAL_ALERT_ID, id);

    FakeSession newer = attached(FakePeer.inbound());
    newer.deliver(version(70013));
    assertEquals(List.of("version", "verack"), commands(newer.sent()));
  }

  @Test
  void aFeelerHasSeenEnough() {
    FakeSession session = attached(FakePeer.outbound().type(ConnectionType.FEELER));
    session.deliver(version(70016));
    assertEquals(CloseReason.Code.PURPOSE_FULFILLED, closed(session));
  }

  @Test
  void anAnnounceByteAboveOneIsAnOffence() {
    FakeSession session = attached(FakePeer.inbound());
    session.deliver(version(70016), new SendCmpct(1, 2), Verack.INSTANCE, new SendCmpct(2, 2));
    List<Fact.Offence> offences = session.reports(Fact.Offence.class);
    assertEquals(1, offences.size());
    assertEquals(Fact.Offence.Kind.BAD_SENDCMPCT, offences.get(0).kind());
    assertTrue(offences.get(0).detail().contains("announce 2"));
  }

  @Test
  void aHandshakeIsNeverRepeated() {
    FakeSession done = attached(FakePeer.outbound().established());
    done.deliver(version(70016), Verack.INSTANCE);
    assertEquals(List.of(), done.sent());
    assertEquals(List.of(), done.reports());
    done.deliver(SendAddrV2.INSTANCE);
    assertEquals(CloseReason.Code.PROTOCOL_VIOLATION, closed(done));

    PeerView.MessageCount one = new PeerView.MessageCount(1, 126, 0);
    FakeSession begun = attached(FakePeer.outbound().sent(Map.of("version", one)));
    assertEquals(List.of(), begun.sent());
    begun.deliver(version(70016));
    assertEquals(List.of("wtxidrelay", "sendaddrv2", "verack"), commands(begun.sent()));
  }
}
