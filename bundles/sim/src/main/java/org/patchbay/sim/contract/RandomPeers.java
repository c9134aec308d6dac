package org.patchbay.sim.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView.MessageCount;
import org.patchbay.api.peer.Permission;
import org.patchbay.sim.FakeLedger;
import org.patchbay.sim.FakePeer;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/** Peers by chance. Confined to the thread of the test. */
public final class RandomPeers {
  private static final long SECOND = 1_000_000_000L;
  private static final NetworkAddress LOOPBACK = NetworkAddress.parse("127.0.0.1:50000");
  private static final NetworkAddress ELSEWHERE = NetworkAddress.parse("8.8.4.4:8333");

  private final Random random;

  /** The same seed gives the same peers. */
  public RandomPeers(long seed) {
    random = new Random(seed);
  }

  /**
   * Inbound peers that may be evicted, in no order, all connected before {@code now}. Their values
   * are few, so that every tie occurs.
   */
  public List<FakePeer> population(int size, long now) {
    List<FakePeer> peers = new ArrayList<>();
    int spread = 1 + random.nextInt(2 * size + 1);
    for (int id = 1; id <= size; id++) {
      peers.add(inbound(id, now, spread));
    }
    Collections.shuffle(peers, random);
    return peers;
  }

  private FakePeer inbound(int id, long now, int spread) {
    boolean loopback = random.nextInt(8) == 0;
    return FakePeer.inbound()
        .established()
        .id(id)
        .address(loopback ? LOOPBACK : ELSEWHERE)
        .network(network(loopback))
        .keyedNetGroup(random.nextLong(spread) * 0x9e3779b97f4a7c15L)
        .autonomousSystem(random.nextInt(3) == 0 ? 0 : 1 + random.nextLong(spread))
        .peersAtHost(1 + random.nextInt(3))
        .connectedAt(now - random.nextLong(spread) * SECOND)
        .minPing(sometimes(spread))
        .lastTransactionAt(sometimes(spread))
        .lastBlockAt(sometimes(spread))
        .relaysTransactions(random.nextBoolean())
        .hasBloomFilter(random.nextInt(4) == 0)
        .hasWantedServices(random.nextBoolean())
        .preferEvict(random.nextInt(20) == 0)
        .misbehaviour(random.nextInt(4) == 0 ? random.nextInt(100) : 0)
        .bytesIn(random.nextLong(spread) * 1_000)
        .bytesOut(random.nextLong(spread) * 1_000)
        .processingTime(random.nextLong(spread) * 1_000)
        .ledger(ledger(spread))
        .score(random.nextInt(4) == 0 ? Double.NaN : random.nextInt(10) / 10.0);
  }

  private FakeLedger ledger(int spread) {
    return new FakeLedger()
        .ioTime(random.nextLong(spread) * 1_000)
        .usefulMessages(random.nextInt(3) == 0 ? 0 : random.nextLong(spread))
        .uselessMessages(random.nextInt(3) == 0 ? random.nextLong(spread) : 0)
        .blocks(random.nextLong(spread))
        .transactions(random.nextLong(spread))
        .firstBlocks(random.nextLong(spread))
        .firstTransactions(random.nextLong(spread));
  }

  private FakeLedger extremeLedger() {
    return new FakeLedger()
        .ioTime(edge())
        .usefulMessages(edge())
        .uselessMessages(edge())
        .blocks(edge())
        .transactions(edge())
        .firstBlocks(edge())
        .firstTransactions(edge())
        .pauses(edge())
        .pausedTime(edge());
  }

  private NetworkClass network(boolean loopback) {
    if (loopback) {
      return random.nextBoolean() ? NetworkClass.ONION : NetworkClass.IPV4;
    }
    return switch (random.nextInt(8)) {
      case 0 -> NetworkClass.ONION;
      case 1 -> NetworkClass.I2P;
      case 2 -> NetworkClass.CJDNS;
      case 3 -> NetworkClass.IPV6;
      default -> NetworkClass.IPV4;
    };
  }

  private long sometimes(int spread) {
    return random.nextInt(3) == 0 ? -1 : random.nextLong(spread);
  }

  /** A peer whose every number is at an edge of its type, or -1, 0, 1 or no number. */
  public FakePeer extreme() {
    return FakePeer.inbound()
        .id(edge())
        .keyedNetGroup(edge())
        .autonomousSystem(edge())
        .peersAtHost((int) edge())
        .type(any(ConnectionType.values()))
        .state(any(PeerState.values()))
        .network(any(NetworkClass.values()))
        .permissions(random.nextInt(4) == 0 ? Set.of(Permission.values()) : Set.of())
        .connectedAt(edge())
        .services(edge())
        .protocolVersion((int) edge())
        .commonVersion((int) edge())
        .userAgent("*".repeat(random.nextInt(3) * 128))
        .clockOffset(edge())
        .startHeight((int) edge())
        .lastPing(edge())
        .minPing(edge())
        .meanPing(edge())
        .pingJitter(edge())
        .pingPendingSince(edge())
        .lastReceived(edge())
        .lastSent(edge())
        .lastBlockAt(edge())
        .lastTransactionAt(edge())
        .bytesIn(edge())
        .bytesOut(edge())
        .received(Map.of("tx", new MessageCount(edge(), edge(), edge()), "*other*", count()))
        .sent(Map.of("inv", count()))
        .processingTime(edge())
        .ledger(extremeLedger())
        .knownHeight((int) edge())
        .relaysTransactions(random.nextBoolean())
        .hasWantedServices(random.nextBoolean())
        .preferEvict(random.nextBoolean())
        .misbehaviour((int) edge())
        .score(
            List.of(Double.NaN, -0.0, Double.MAX_VALUE, Double.NEGATIVE_INFINITY)
                .get(random.nextInt(4)));
  }

  /** Several of them. */
  public List<FakePeer> extremes(int size) {
    List<FakePeer> peers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      peers.add(extreme());
    }
    return peers;
  }

  private MessageCount count() {
    return new MessageCount(edge(), edge(), edge());
  }

  /** A number at an edge of its type, or -1, 0 or 1. */
  public long edge() {
    return switch (random.nextInt(7)) {
      case 0 -> Long.MIN_VALUE;
      case 1 -> Long.MAX_VALUE;
      case 2 -> Integer.MIN_VALUE;
      case 3 -> Integer.MAX_VALUE;
      default -> random.nextInt(3) - 1;
    };
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
