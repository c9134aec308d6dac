package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.NetworkAddress;

/** A node among hundreds of hosts: whom it finds, whom it keeps, and how it begins again. */
class ConnectionPlanIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private EmbeddedNode start(Street street, String... more) {
    Set<String> settings = new HashSet<>(List.of(more));
    settings.add(EmbeddedNode.PLAIN);
    settings.add("patchbay.addrbook/loopback=true");
    settings.add("patchbay.engine/seednodes=" + street.addresses().get(0));
    return EmbeddedNode.start(folder, settings.toArray(String[]::new));
  }

  private static List<PeerView> standing(EmbeddedNode node, ConnectionType type) {
    return node.node().peers().stream()
        .filter(peer -> peer.type() == type && peer.state() == PeerState.ESTABLISHED)
        .toList();
  }

  private static Set<NetworkAddress> addresses(List<PeerView> peers) {
    return peers.stream().map(PeerView::address).collect(Collectors.toSet());
  }

  private static void awaitStanding(EmbeddedNode node, int fullRelay, int blockRelay) {
    EmbeddedNode.await(
        fullRelay + " full-relay and " + blockRelay + " block-relay peers",
        PATIENCE,
        () ->
            standing(node, ConnectionType.OUTBOUND_FULL_RELAY).size() == fullRelay
                && standing(node, ConnectionType.BLOCK_RELAY_ONLY).size() == blockRelay);
  }

  private static void set(EmbeddedNode node, int outbound) {
    node.settings().set("patchbay.engine", "outbound", Integer.toString(outbound));
  }

  @Test
  void allSlotsAreFilledFromManyGroupsAndFollowTheConfiguration() throws Exception {
    try (Street street = new Street(60, 5);
        EmbeddedNode node = start(street)) {
      awaitStanding(node, 8, 2);
      List<PeerView> peers = node.node().peers();
      Set<Integer> groups =
          peers.stream().map(peer -> peer.address().bytes()[1] & 0xFF).collect(Collectors.toSet());
      assertEquals(10, groups.size(), "one of each group");
      assertEquals(
          List.of("addr-fetch purpose-fulfilled"),
          node.node().ended().stream()
              .map(each -> each.peer().type().label() + " " + each.reason().code().label())
              .filter(each -> !each.startsWith("feeler"))
              .toList());

      Set<NetworkAddress> blocksAlone = addresses(standing(node, ConnectionType.BLOCK_RELAY_ONLY));
      street
          .standing()
          .forEach(
              (host, visits) ->
                  visits.forEach(
                      visit -> {
                        boolean relays = !blocksAlone.contains(host);
                        assertEquals(relays, visit.asksForTransactions(), "relay to " + host);
                        assertEquals(relays, visit.heard("getaddr"), "getaddr to " + host);
                      }));

      set(node, 3);
      awaitStanding(node, 3, 2);
      set(node, 6);
      awaitStanding(node, 6, 2);
    }
  }

  @Test
  void feelersProveAddressesBeyondThoseOfPeers() throws Exception {
    try (Street street = new Street(60, 5);
        EmbeddedNode node = start(street, "patchbay.engine/feeler.seconds=1")) {
      awaitStanding(node, 8, 2);
      AddressBook book = node.service(AddressBook.class);
      EmbeddedNode.await(
          "twenty addresses that worked, of which ten are peers",
          PATIENCE,
          () -> book.snapshot().stream().filter(each -> each.lastSuccess() > 0).count() >= 20);
      assertTrue(street.visited().size() >= 20, () -> street.visited().size() + " visited");
      assertTrue(
          node.node().ended().stream()
              .anyMatch(each -> each.peer().type() == ConnectionType.FEELER));
      assertEquals(8, standing(node, ConnectionType.OUTBOUND_FULL_RELAY).size());
    }
  }

  @Test
  void aRestartBeginsWithTheAnchors() throws Exception {
    try (Street street = new Street(60, 5)) {
      Set<NetworkAddress> anchors;
      Path file;
      try (EmbeddedNode node = start(street)) {
        awaitStanding(node, 8, 2);
        anchors = addresses(standing(node, ConnectionType.BLOCK_RELAY_ONLY));
        file = folder.resolve("regtest").resolve("anchors.txt");
        assertFalse(Files.exists(file));
      }
      assertEquals(2, Files.readAllLines(file).size());
      try (EmbeddedNode node = start(street, "patchbay.engine/outbound=0")) {
        awaitStanding(node, 0, 2);
        assertEquals(anchors, addresses(standing(node, ConnectionType.BLOCK_RELAY_ONLY)));
        assertFalse(Files.exists(file));
      }
    }
  }
}
