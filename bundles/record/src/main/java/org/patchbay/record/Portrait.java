package org.patchbay.record;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.Ledger;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * What was last written or read of one peer. As a view it is of the moment, as those are that a
 * policy gets on the node loop. Not thread-safe.
 */
final class Portrait implements PeerView, Ledger {
  private static final NetworkAddress NOWHERE =
      NetworkAddress.of(NetworkAddress.IPV4, new byte[4], 0);

  final long[] numbers = new long[Trait.ALL.length];
  final Map<String, MessageCount> received = new HashMap<>();
  final Map<String, MessageCount> sent = new HashMap<>();
  NetworkAddress address;
  NetworkClass network;
  String group;
  ConnectionType type;
  PeerState state;
  Set<Permission> permissions;
  String userAgent;
  Set<String> features;
  List<String> notes;
  String transport;
  String session;
  Optional<CloseReason> closing;
  private final long id;

  /** A peer of whom nothing is known. */
  Portrait(long id) {
    this.id = id;
    blank();
  }

  /** Nothing is known of it any more. */
  void blank() {
    Arrays.fill(numbers, 0);
    received.clear();
    sent.clear();
    address = NOWHERE;
    network = NetworkClass.IPV4;
    group = "";
    type = ConnectionType.INBOUND;
    state = PeerState.AWAITING_VERSION;
    permissions = Set.of();
    userAgent = "";
    features = Set.of();
    notes = List.of();
    transport = "";
    session = "";
    closing = Optional.empty();
  }

  private long number(Trait trait) {
    return numbers[trait.ordinal()];
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public NetworkAddress address() {
    return address;
  }

  @Override
  public NetworkClass network() {
    return network;
  }

  @Override
  public String group() {
    return group;
  }

  @Override
  public ConnectionType type() {
    return type;
  }

  @Override
  public PeerState state() {
    return state;
  }

  @Override
  public Set<Permission> permissions() {
    return permissions;
  }

  @Override
  public String userAgent() {
    return userAgent;
  }

  @Override
  public Set<String> features() {
    return features;
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public String transport() {
    return transport;
  }

  @Override
  public String session() {
    return session;
  }

  @Override
  public OptionalLong clockOffset() {
    return number(Trait.HAS_CLOCK_OFFSET) == 0
        ? OptionalLong.empty()
        : OptionalLong.of(number(Trait.CLOCK_OFFSET));
  }

  @Override
  public long bytesInToday() {
    return number(Trait.BYTES_IN_TODAY);
  }

  @Override
  public long bytesOutToday() {
    return number(Trait.BYTES_OUT_TODAY);
  }

  @Override
  public Optional<CloseReason> closing() {
    return closing;
  }

  @Override
  public Map<String, MessageCount> received() {
    return Collections.unmodifiableMap(received);
  }

  @Override
  public Map<String, MessageCount> sent() {
    return Collections.unmodifiableMap(sent);
  }

  @Override
  public Ledger ledger() {
    return this;
  }

  @Override
  public long lastReceived() {
    return number(Trait.LAST_RECEIVED);
  }

  @Override
  public long lastSent() {
    return number(Trait.LAST_SENT);
  }

  @Override
  public long bytesIn() {
    return number(Trait.BYTES_IN);
  }

  @Override
  public long bytesOut() {
    return number(Trait.BYTES_OUT);
  }

  @Override
  public long processingTime() {
    return number(Trait.PROCESSING_TIME);
  }

  @Override
  public long lastPing() {
    return number(Trait.LAST_PING);
  }

  @Override
  public long meanPing() {
    return number(Trait.MEAN_PING);
  }

  @Override
  public long pingJitter() {
    return number(Trait.PING_JITTER);
  }

  @Override
  public long pingPendingSince() {
    return number(Trait.PING_PENDING_SINCE);
  }

  @Override
  public long queuedIn() {
    return number(Trait.QUEUED_IN);
  }

  @Override
  public long queuedOut() {
    return number(Trait.QUEUED_OUT);
  }

  @Override
  public long lastTransactionAt() {
    return number(Trait.LAST_TRANSACTION_AT);
  }

  @Override
  public double score() {
    return Double.longBitsToDouble(number(Trait.SCORE));
  }

  @Override
  public long minPing() {
    return number(Trait.MIN_PING);
  }

  @Override
  public int misbehaviour() {
    return (int) number(Trait.MISBEHAVIOUR);
  }

  @Override
  public int peersAtHost() {
    return (int) number(Trait.PEERS_AT_HOST);
  }

  @Override
  public long lastBlockAt() {
    return number(Trait.LAST_BLOCK_AT);
  }

  @Override
  public long lastAnnouncementAt() {
    return number(Trait.LAST_ANNOUNCEMENT_AT);
  }

  @Override
  public int knownHeight() {
    return (int) number(Trait.KNOWN_HEIGHT);
  }

  @Override
  public double preference() {
    return Double.longBitsToDouble(number(Trait.PREFERENCE));
  }

  @Override
  public boolean paused() {
    return number(Trait.PAUSED) != 0;
  }

  @Override
  public boolean downloading() {
    return number(Trait.DOWNLOADING) != 0;
  }

  @Override
  public boolean chainSpared() {
    return number(Trait.CHAIN_SPARED) != 0;
  }

  @Override
  public boolean preferEvict() {
    return number(Trait.PREFER_EVICT) != 0;
  }

  @Override
  public boolean hasBloomFilter() {
    return number(Trait.HAS_BLOOM_FILTER) != 0;
  }

  @Override
  public long services() {
    return number(Trait.SERVICES);
  }

  @Override
  public int protocolVersion() {
    return (int) number(Trait.PROTOCOL_VERSION);
  }

  @Override
  public int commonVersion() {
    return (int) number(Trait.COMMON_VERSION);
  }

  @Override
  public int startHeight() {
    return (int) number(Trait.START_HEIGHT);
  }

  @Override
  public boolean relaysTransactions() {
    return number(Trait.RELAYS_TRANSACTIONS) != 0;
  }

  @Override
  public boolean hasWantedServices() {
    return number(Trait.HAS_WANTED_SERVICES) != 0;
  }

  @Override
  public long connectedAt() {
    return number(Trait.CONNECTED_AT);
  }

  @Override
  public long keyedNetGroup() {
    return number(Trait.KEYED_NET_GROUP);
  }

  @Override
  public long autonomousSystem() {
    return number(Trait.AUTONOMOUS_SYSTEM);
  }

  @Override
  public long ioTime() {
    return number(Trait.IO_TIME);
  }

  @Override
  public long usefulMessages() {
    return number(Trait.USEFUL_MESSAGES);
  }

  @Override
  public long uselessMessages() {
    return number(Trait.USELESS_MESSAGES);
  }

  @Override
  public long blocks() {
    return number(Trait.BLOCKS);
  }

  @Override
  public long transactions() {
    return number(Trait.TRANSACTIONS);
  }

  @Override
  public long firstBlocks() {
    return number(Trait.FIRST_BLOCKS);
  }

  @Override
  public long firstTransactions() {
    return number(Trait.FIRST_TRANSACTIONS);
  }

  @Override
  public long pauses() {
    return number(Trait.PAUSES);
  }

  @Override
  public long pausedTime() {
    return number(Trait.PAUSED_TIME);
  }
}
