package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.patchbay.api.local.LocalAddresses.Origin;
import org.patchbay.wire.NetworkAddress;

class WhereaboutsTest {
  private final List<InetAddress> machine = new ArrayList<>();

  private TestNode node(Object... settings) {
    TestNode node = new TestNode(settings);
    machine.forEach(node.interfaces::add);
    return node.start();
  }

  private WhereaboutsTest has(String... addresses) throws UnknownHostException {
    for (String each : addresses) {
      machine.add(InetAddress.getByName(each));
    }
    return this;
  }

  private static List<String> told(TestNode node) {
    return node.own.list().stream().map(each -> each.address() + " " + each.origin()).toList();
  }

  @Test
  void onAnyAddressThoseOfTheInterfacesAreTold() throws Exception {
    TestNode node = has("9.1.2.3", "127.0.0.1", "192.168.1.2", "2a00::1").node();
    assertEquals(List.of("9.1.2.3:18444 INTERFACE"), told(node));
    assertEquals(OptionalInt.of(18444), node.own.port());
    assertFalse(node.own.proxied());

    node.configure("listen", new String[] {"[::]:18445"});
    assertEquals(List.of("9.1.2.3:18445 INTERFACE", "[2a00::1]:18445 INTERFACE"), told(node));
  }

  @Test
  void anInterfacesNewAddressIsFoundWithinFiveMinutes() throws Exception {
    TestNode node = node();
    assertEquals(List.of(), told(node));
    node.interfaces.add(InetAddress.getByName("9.1.2.3"));
    node.loop.advance(Duration.ofMinutes(5));
    assertEquals(List.of("9.1.2.3:18444 INTERFACE"), told(node));
    node.interfaces.clear();
    node.loop.advance(Duration.ofMinutes(5));
    assertEquals(List.of(), told(node));
  }

  @Test
  void aBoundAddressIsToldUnlessFriendsOrTorComeInThere() {
    TestNode node =
        node(
            "listen",
            new String[] {
              "9.1.2.3:1", "noban@9.1.2.4:1", "relay@9.1.2.5:1", "9.1.2.6:1=onion", "10.0.0.1:1"
            });
    assertEquals(List.of("9.1.2.3:1 BOUND", "9.1.2.5:1 BOUND"), told(node));
    node.configure("listen", new String[] {"9.1.2.5:1"});
    assertEquals(List.of("9.1.2.5:1 BOUND"), told(node));
    node.configure("discover", "false");
    assertEquals(List.of(), told(node));
  }

  @Test
  void whatTheOperatorNamesComesAloneUnlessHeWantsMore() throws Exception {
    String tor = NetworkAddress.of(NetworkAddress.TOR_V3, new byte[32], 80).toString();
    TestNode node = has("9.1.2.3").node("external", new String[] {"9.9.9.9", tor});
    assertEquals(List.of("9.9.9.9:18444 MANUAL", tor + " MANUAL"), told(node));
    node.configure("discover", "true");
    assertEquals(3, told(node).size());
    node.configure("external", new String[] {"[2a00::1]:9", "8.8.8.8.8", "10.0.0.1", "a name"});
    assertEquals(List.of("[2a00::1]:9 MANUAL", "9.1.2.3:18444 INTERFACE"), told(node));
    node.engine.stop();
    assertEquals(List.of(), told(node));
  }

  @Test
  void withAProxyNothingListensAndNothingIsFound() throws Exception {
    TestNode node = has("9.1.2.3").node("listen", new String[] {"auto"}, "proxy", "127.0.0.1:9050");
    assertEquals(List.of(), node.engine.listening());
    assertEquals(OptionalInt.empty(), node.own.port());
    assertTrue(node.own.proxied());
    node.configure("listen", new String[] {"0.0.0.0"});
    assertEquals(1, node.engine.listening().size());
    assertEquals(List.of(), told(node));
    node.configure("listen", new String[] {"auto"});
    assertEquals(List.of(), node.engine.listening());
    node.configure("proxy", "");
    assertEquals(List.of("9.1.2.3:18444 INTERFACE"), told(node));
  }

  @Test
  void aNodeOfNamedPeersAloneIsNotToBeFound() throws Exception {
    TestNode node =
        has("9.1.2.3").node("connect", new String[] {"20.0.0.1"}, "outbound", 0, "block.relay", 0);
    assertEquals(List.of(), told(node));
    node.configure("outbound", 1);
    assertEquals(List.of("9.1.2.3:18444 INTERFACE"), told(node));
  }

  @Test
  void loopbackIsNoPortForAGateway() {
    TestNode node = node("listen", new String[] {"127.0.0.1:1", "noban@10.0.0.1:2", "10.0.0.1:3"});
    assertEquals(OptionalInt.of(3), node.own.port());
    node.configure("listen", new String[] {"127.0.0.1:1"});
    assertEquals(OptionalInt.empty(), node.own.port());
  }

  @Test
  void aHostThatAnInboundPeerReachedIsBelievedMore() {
    TestNode node = node("external", new String[] {"9.9.9.9"});
    NetworkAddress here = NetworkAddress.parse("9.9.9.9:18444");
    node.silent().say(Greeter.versionTo(here, 7), Greeter.verack());
    node.silent().say(Greeter.versionTo(NetworkAddress.parse("9.9.9.8:1"), 8), Greeter.verack());
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(2, node.established().size());
    assertEquals(5, node.own.list().get(0).score());
    assertEquals(Origin.MANUAL, node.own.list().get(0).origin());
  }
}
