package org.patchbay.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.AddressRecord;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.engine.plan.Outbounds.Outbound;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

class CandidateDrawTest {
  private static final long NOW = 1_000_000;
  private static final Set<NetworkClass> IPV4 = Set.of(NetworkClass.IPV4);
  private static final Opening FULL_RELAY = new Opening(Purpose.FULL_RELAY, IPV4);
  private static final Opening FEELER = new Opening(Purpose.FEELER, IPV4);
  private static final AddressEntry FIRST = entry("11.1.0.1:8333", 9);
  private static final AddressEntry SECOND = entry("11.2.0.1:8333", 9);

  private final Script book = new Script();
  private final Here here = new Here();
  private final CandidateDraw draw = new CandidateDraw(book, here);
  private Outbounds outbounds = new Outbounds(List.of(), NetGroup::of);

  private static AddressEntry entry(String address, long services) {
    return new AddressEntry(0, services, NetworkAddress.parse(address));
  }

  private Optional<AddressEntry> draw(Opening opening) {
    book.draws = 0;
    return draw.draw(opening, outbounds, NOW);
  }

  /** A book that answers the first so often, then the second. */
  private void answers(int times, AddressEntry first, AddressEntry second) {
    book.chosen = number -> Optional.of(number <= times ? first : second);
  }

  @Test
  void theFirstThatWillDoIsTakenAndAfterAHundredNone() {
    here.named.add(FIRST.address());
    answers(99, FIRST, SECOND);
    assertEquals(Optional.of(SECOND), draw(FULL_RELAY));
    answers(100, FIRST, SECOND);
    assertEquals(Optional.empty(), draw(FULL_RELAY));
    assertEquals(100, book.draws);
    assertEquals(2, book.resolved);
  }

  @Test
  void whatWasTriedWithinTenMinutesIsTakenFromTheThirtiethDrawOn() {
    answers(100, FIRST, FIRST);
    book.lastTry.put(FIRST.address(), NOW - 599);
    assertEquals(Optional.of(FIRST), draw(FULL_RELAY));
    assertEquals(30, book.draws);
    book.lastTry.put(FIRST.address(), NOW - 600);
    assertEquals(Optional.of(FIRST), draw(FULL_RELAY));
    assertEquals(1, book.draws);
  }

  @Test
  void portsOfOtherServicesAreTakenFromTheFiftiethDrawOnExceptOfPrivacyNetworks() {
    AddressEntry bad = entry("11.1.0.1:22", 9);
    answers(100, bad, bad);
    assertEquals(Optional.of(bad), draw(FULL_RELAY));
    assertEquals(50, book.draws);
    AddressEntry onion =
        entry("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:22", 9);
    answers(100, onion, onion);
    assertEquals(
        Optional.of(onion), draw(new Opening(Purpose.FULL_RELAY, Set.of(NetworkClass.ONION))));
    assertEquals(1, book.draws);
  }

  @Test
  void aGroupWithALastingPeerIsPassedOverButNotByFeelers() {
    NetworkAddress neighbour = NetworkAddress.parse("11.1.200.9:8333");
    answers(1, FIRST, SECOND);
    for (ConnectionType type :
        List.of(
            ConnectionType.OUTBOUND_FULL_RELAY,
            ConnectionType.BLOCK_RELAY_ONLY,
            ConnectionType.MANUAL)) {
      outbounds = new Outbounds(List.of(new Outbound(type, neighbour)), NetGroup::of);
      assertEquals(Optional.of(SECOND), draw(FULL_RELAY), type.label());
      assertEquals(Optional.of(FIRST), draw(FEELER), type.label());
    }
    for (ConnectionType type : List.of(ConnectionType.FEELER, ConnectionType.ADDR_FETCH)) {
      outbounds = new Outbounds(List.of(new Outbound(type, neighbour)), NetGroup::of);
      assertEquals(Optional.of(FIRST), draw(FULL_RELAY), type.label());
    }
  }

  @Test
  void fullBlocksWithWitnessesAreNeededAndTheLastOnesNearTheTip() {
    for (long services : new long[] {0, 1, 8, 0x400}) {
      answers(1, entry("11.1.0.1:8333", services), SECOND);
      assertEquals(Optional.of(SECOND), draw(FULL_RELAY), "services " + services);
    }
    AddressEntry limited = entry("11.1.0.1:8333", 0x408);
    answers(1, limited, SECOND);
    assertEquals(Optional.of(limited), draw(FULL_RELAY));
    here.nearTip = false;
    assertEquals(Optional.of(SECOND), draw(FULL_RELAY));
    assertEquals(Optional.of(limited), draw(FEELER));
  }

  @Test
  void whatCannotBeDialledEndsTheDraw() {
    here.nowhere.add(FIRST.address());
    answers(1, FIRST, SECOND);
    assertEquals(Optional.empty(), draw(FULL_RELAY));
    here.nowhere.clear();
    here.closed.add(FIRST.address());
    assertEquals(Optional.of(SECOND), draw(FULL_RELAY));
    book.chosen = number -> Optional.empty();
    assertEquals(Optional.empty(), draw(FULL_RELAY));
  }

  @Test
  void aFeelerTestsWhoStandsInTheWayUnlessWeAreConnectedToHim() {
    answers(100, FIRST, FIRST);
    book.collision = Optional.of(SECOND);
    assertEquals(Optional.of(SECOND), draw(FEELER));
    here.connected.add(SECOND.address());
    assertEquals(Optional.of(FIRST), draw(FEELER));
    assertEquals(List.of(SECOND.address()), book.good);
  }

  @Test
  void aFeelerDoesNotRepeatATestThatHasJustFailed() {
    answers(100, FIRST, FIRST);
    book.collision = Optional.of(SECOND);
    book.lastTry.put(SECOND.address(), NOW - CandidateDraw.VERDICT_SECONDS);
    assertEquals(Optional.of(FIRST), draw(FEELER));
  }

  @Test
  void anchorsAreTakenFromTheEndAndThoseThatWillNotDoAreLost() {
    Deque<AddressEntry> anchors = new ArrayDeque<>(List.of(FIRST, SECOND));
    outbounds =
        new Outbounds(List.of(new Outbound(ConnectionType.MANUAL, SECOND.address())), NetGroup::of);
    assertEquals(Optional.of(FIRST), draw.drawAnchor(anchors, IPV4, outbounds));
    assertEquals(Optional.empty(), draw.drawAnchor(anchors, IPV4, outbounds));
    anchors.add(FIRST);
    assertEquals(Optional.empty(), draw.drawAnchor(anchors, Set.of(NetworkClass.ONION), outbounds));
    assertEquals(0, anchors.size());
  }

  private static final class Here implements CandidateDraw.Standpoint {
    final Set<NetworkAddress> nowhere = new HashSet<>();
    final Set<NetworkAddress> closed = new HashSet<>();
    final Set<NetworkAddress> connected = new HashSet<>();
    final Set<NetworkAddress> named = new HashSet<>();
    boolean nearTip = true;

    @Override
    public boolean dialable(NetworkAddress address) {
      return !nowhere.contains(address);
    }

    @Override
    public boolean openable(NetworkAddress address) {
      return !closed.contains(address);
    }

    @Override
    public boolean connected(NetworkAddress address) {
      return connected.contains(address);
    }

    @Override
    public boolean named(NetworkAddress address) {
      return named.contains(address);
    }

    @Override
    public boolean nearTip() {
      return nearTip;
    }
  }

  private interface Chosen {
    Optional<AddressEntry> draw(int number);
  }

  private static final class Script implements AddressBook {
    final Map<NetworkAddress, Long> lastTry = new HashMap<>();
    final List<NetworkAddress> good = new ArrayList<>();
    Chosen chosen = number -> Optional.empty();
    Optional<AddressEntry> collision = Optional.empty();
    int draws;
    int resolved;

    @Override
    public Optional<AddressEntry> select(Set<NetworkClass> reachable) {
      return chosen.draw(++draws);
    }

    @Override
    public Optional<AddressEntry> selectTriedCollision() {
      return collision;
    }

    @Override
    public void resolveCollisions() {
      resolved++;
    }

    @Override
    public long lastTry(NetworkAddress address) {
      return lastTry.getOrDefault(address, 0L);
    }

    @Override
    public void good(NetworkAddress address, long services) {
      good.add(address);
    }

    @Override
    public int add(Collection<AddressEntry> entries, NetworkAddress source, long penalty) {
      return 0;
    }

    @Override
    public void attempted(NetworkAddress address) {}

    @Override
    public void connected(NetworkAddress address) {}

    @Override
    public List<AddressEntry> sample(int max, int percent) {
      return List.of();
    }

    @Override
    public int size() {
      return 0;
    }

    @Override
    public List<AddressRecord> snapshot() {
      return List.of();
    }
  }
}
