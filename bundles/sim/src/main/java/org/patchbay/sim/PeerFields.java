package org.patchbay.sim;

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

/** The fields of a {@link FakePeer} and how they are read. Confined to the thread of the test. */
class PeerFields implements PeerView {
  long id = 1;
  NetworkAddress address = NetworkAddress.parse("198.51.100.7:8333");
  NetworkClass network = NetworkClass.IPV4;
  long keyedNetGroup = 0;
  String group = "";
  long autonomousSystem = 0;
  int peersAtHost = 1;
  ConnectionType type = ConnectionType.INBOUND;
  PeerState state = PeerState.AWAITING_VERSION;
  Set<Permission> permissions = Set.of();
  long connectedAt = 0;
  long services = 0;
  int protocolVersion = 0;
  int commonVersion = 209;
  String userAgent = "";
  OptionalLong clockOffset = OptionalLong.empty();
  int startHeight = -1;
  boolean relaysTransactions = false;
  boolean hasBloomFilter = false;
  boolean hasWantedServices = false;
  Set<String> features = Set.of();
  long lastPing = -1;
  long minPing = -1;
  long meanPing = -1;
  long pingJitter = -1;
  long pingPendingSince = -1;
  long lastReceived = -1;
  long lastSent = -1;
  long lastBlockAt = -1;
  long lastTransactionAt = -1;
  long lastAnnouncementAt = -1;
  boolean downloading = false;
  boolean chainSpared = false;
  long bytesIn = 0;
  long bytesOut = 0;
  long bytesBefore = 0;
  long queuedIn = 0;
  long queuedOut = 0;
  boolean paused = false;
  Map<String, MessageCount> received = Map.of();
  Map<String, MessageCount> sent = Map.of();
  long processingTime = 0;
  Ledger ledger = Ledger.EMPTY;
  int knownHeight = -1;
  double score = Double.NaN;
  double preference = 0;
  int misbehaviour = 0;
  boolean preferEvict = false;
  List<String> notes = List.of();
  String transport = "v1 standard";
  String session = "";
  Optional<CloseReason> closing = Optional.empty();

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
  public long keyedNetGroup() {
    return keyedNetGroup;
  }

  @Override
  public String group() {
    return group;
  }

  @Override
  public long autonomousSystem() {
    return autonomousSystem;
  }

  @Override
  public int peersAtHost() {
    return peersAtHost;
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
  public long connectedAt() {
    return connectedAt;
  }

  @Override
  public long services() {
    return services;
  }

  @Override
  public int protocolVersion() {
    return protocolVersion;
  }

  @Override
  public int commonVersion() {
    return commonVersion;
  }

  @Override
  public String userAgent() {
    return userAgent;
  }

  @Override
  public OptionalLong clockOffset() {
    return clockOffset;
  }

  @Override
  public int startHeight() {
    return startHeight;
  }

  @Override
  public boolean relaysTransactions() {
    return relaysTransactions;
  }

  @Override
  public boolean hasBloomFilter() {
    return hasBloomFilter;
  }

  @Override
  public boolean hasWantedServices() {
    return hasWantedServices;
  }

  @Override
  public Set<String> features() {
    return features;
  }

  @Override
  public long lastPing() {
    return lastPing;
  }

  @Override
  public long minPing() {
    return minPing;
  }

  @Override
  public long meanPing() {
    return meanPing;
  }

  @Override
  public long pingJitter() {
    return pingJitter;
  }

  @Override
  public long pingPendingSince() {
    return pingPendingSince;
  }

  @Override
  public long lastReceived() {
    return lastReceived;
  }

  @Override
  public long lastSent() {
    return lastSent;
  }

  @Override
  public long lastBlockAt() {
    return lastBlockAt;
  }

  @Override
  public long lastTransactionAt() {
    return lastTransactionAt;
  }

  @Override
  public long lastAnnouncementAt() {
    return lastAnnouncementAt;
  }

  @Override
  public boolean downloading() {
    return downloading;
  }

  @Override
  public boolean chainSpared() {
    return chainSpared;
  }

  @Override
  public long bytesIn() {
    return bytesIn;
  }

  @Override
  public long bytesOut() {
    return bytesOut;
  }

  @Override
  public long bytesInToday() {
    return bytesIn - bytesBefore;
  }

  @Override
  public long bytesOutToday() {
    return bytesOut - bytesBefore;
  }

  @Override
  public long queuedIn() {
    return queuedIn;
  }

  @Override
  public long queuedOut() {
    return queuedOut;
  }

  @Override
  public boolean paused() {
    return paused;
  }

  @Override
  public Map<String, MessageCount> received() {
    return received;
  }

  @Override
  public Map<String, MessageCount> sent() {
    return sent;
  }

  @Override
  public long processingTime() {
    return processingTime;
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public int knownHeight() {
    return knownHeight;
  }

  @Override
  public double score() {
    return score;
  }

  @Override
  public double preference() {
    return preference;
  }

  @Override
  public int misbehaviour() {
    return misbehaviour;
  }

  @Override
  public boolean preferEvict() {
    return preferEvict;
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
  public Optional<CloseReason> closing() {
    return closing;
  }
}
