package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.local.LocalAddresses.Origin;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;

class IntroductionsTest {
  private static final NetworkAddress GARLIC =
      NetworkAddress.of(NetworkAddress.I2P, new byte[32], 0);

  private final Asker asker = new Asker();

  /** Keeps the sessions, to ask them. */
  private static final class Asker implements Protocol {
    private final List<Session> sessions = new ArrayList<>();

    @Override
    public String name() {
      return "asker";
    }

    @Override
    public boolean appliesTo(PeerView peer) {
      return true;
    }

    @Override
    public void attach(Session session) {
      sessions.add(session);
    }

    Optional<AddressEntry> ask() {
      return sessions.get(sessions.size() - 1).selfAnnouncement();
    }
  }

  @Test
  void aPeerIsToldTheBestAddressWithOurServicesAndTheTimeAndThatIsCounted() {
    TestNode node = new TestNode("external", new String[] {"9.1.2.3:7"}).start(asker);
    node.guest();
    AddressEntry told = asker.ask().orElseThrow();
    Session session = asker.sessions.get(0);
    assertEquals(NetworkAddress.parse("9.1.2.3:7"), told.address());
    assertEquals(session.local().services(), told.services());
    assertEquals(session.wallTime().getEpochSecond(), told.time());
    asker.ask();
    assertEquals(2, node.own.list().get(0).told());
  }

  @Test
  void nobodyIsToldOfANodeThatDoesNotListen() {
    TestNode node = new TestNode("external", new String[] {"9.1.2.3:7"}).start(asker);
    node.guest();
    node.configure("listen", new String[0]);
    assertEquals(Optional.empty(), asker.ask());
    node.configure("listen", new String[] {"0.0.0.0:" + TestNode.PORT});
    assertEquals("9.1.2.3:7", asker.ask().orElseThrow().address().toString());
  }

  @Test
  void anAddressThatThePeerCannotReadIsNotTold() {
    TestNode node = new TestNode("listen", new String[] {"0.0.0.0:" + TestNode.PORT + "=onion"});
    NetworkAddress tor = NetworkAddress.of(NetworkAddress.TOR_V3, new byte[32], 8333);
    node.own.claim(tor, Origin.MANUAL);
    node.own.claim(GARLIC, Origin.MANUAL);
    node.start(asker).guest();
    assertEquals(Optional.empty(), asker.ask());
    assertEquals(0, node.own.list().get(0).told());
    node.greeter.features = Set.of("addrv2");
    node.guest();
    assertEquals(tor, asker.ask().orElseThrow().address());
  }

  @Test
  void whatAPeerSeesIsToldToItWhereNothingElseIsKnown() {
    TestNode node = new TestNode().start(asker);
    NetworkAddress seen = NetworkAddress.parse("9.1.2.3:99");
    node.silent().say(Greeter.versionTo(seen, 5), Greeter.verack());
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(seen, asker.ask().orElseThrow().address());
    node.configure("discover", "false");
    assertEquals(Optional.empty(), asker.ask());
    assertEquals(List.of(), node.own.list());
  }

  @Test
  void whereFriendsOrNobodyComesInIsNotToldBack() {
    NetworkAddress seen = NetworkAddress.parse("9.1.2.3:99");
    String any = "0.0.0.0:" + TestNode.PORT;
    for (String door : List.of("noban@" + any, any + "=onion")) {
      TestNode node = new TestNode("listen", new String[] {door}).start(asker);
      node.silent().say(Greeter.versionTo(seen, 5), Greeter.verack());
      node.loop.advance(Duration.ofSeconds(1));
      assertEquals(Optional.empty(), asker.ask(), door);
    }
    TestNode node = new TestNode("listen", new String[] {"noban@" + any, "0.0.0.0:1"}).start(asker);
    node.silent().say(Greeter.versionTo(seen, 5), Greeter.verack());
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(Optional.empty(), asker.ask());
  }
}
