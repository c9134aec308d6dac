package org.patchbay.sim;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.Ledger;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.Permission;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.ProtocolVersion;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Version;

/**
 * A peer view made of plain fields: each has a setter of its name that returns the peer itself.
 * Confined to the thread of the test.
 */
public final class FakePeer extends PeerFields {
  /** The version we advertise, as far as {@link #commonVersion} goes. */
  public static final int OUR_VERSION = ProtocolVersion.WTXID_RELAY;

  /** A peer that dialled us and has said nothing yet. */
  public static FakePeer inbound() {
    return new FakePeer();
  }

  /** A peer that the connection plan dialled and that has said nothing yet. */
  public static FakePeer outbound() {
    return new FakePeer().type(ConnectionType.OUTBOUND_FULL_RELAY);
  }

  /** As after a handshake with a present-day full node. */
  public FakePeer established() {
    return state(PeerState.ESTABLISHED)
        .services(0xc09)
        .protocolVersion(70016)
        .commonVersion(70016)
        .userAgent("/Satoshi:28.0.0/")
        .startHeight(0)
        .relaysTransactions(true)
        .hasWantedServices(true)
        .features(Set.of("wtxidrelay", "addrv2"));
  }

  /** Takes over what the engine would from a version message. */
  void learn(Message message) {
    if (message instanceof Version version && state == PeerState.AWAITING_VERSION) {
      state(PeerState.AWAITING_VERACK)
          .services(version.services())
          .protocolVersion(version.protocolVersion())
          .commonVersion(Math.min(OUR_VERSION, version.protocolVersion()))
          .userAgent(version.userAgent())
          .startHeight(version.startHeight())
          .relaysTransactions(version.relay());
    }
  }

  /** Takes over what the engine would from a fact. */
  void learn(Fact fact) {
    if (fact instanceof Fact.Established established) {
      features(new HashSet<>(established.features())).state(PeerState.ESTABLISHED);
    } else if (fact instanceof Fact.KnownHeight known) {
      knownHeight(Math.max(knownHeight, known.height()));
    } else if (fact instanceof Fact.Downloading blocks) {
      downloading(blocks.begun());
    } else if (fact instanceof Fact.Spared) {
      chainSpared(true);
    } else if (fact instanceof Fact.PingPending pending) {
      pingPendingSince(pending.sentAt());
    } else if (fact instanceof Fact.Latency latency) {
      lastPing(latency.roundTrip());
      minPing(minPing < 0 ? latency.roundTrip() : Math.min(minPing, latency.roundTrip()));
    }
  }

  /** Sets id. */
  public FakePeer id(long id) {
    this.id = id;
    return this;
  }

  /** Sets address. */
  public FakePeer address(NetworkAddress address) {
    this.address = address;
    return this;
  }

  /** Sets network. */
  public FakePeer network(NetworkClass network) {
    this.network = network;
    return this;
  }

  /** Sets group. */
  public FakePeer group(String group) {
    this.group = group;
    return this;
  }

  /** Sets keyedNetGroup. */
  public FakePeer keyedNetGroup(long keyedNetGroup) {
    this.keyedNetGroup = keyedNetGroup;
    return this;
  }

  /** Sets autonomousSystem. */
  public FakePeer autonomousSystem(long autonomousSystem) {
    this.autonomousSystem = autonomousSystem;
    return this;
  }

  /** Sets peersAtHost. */
  public FakePeer peersAtHost(int peersAtHost) {
    this.peersAtHost = peersAtHost;
    return this;
  }

  /** Sets type. */
  public FakePeer type(ConnectionType type) {
    this.type = type;
    return this;
  }

  /** Sets state. */
  public FakePeer state(PeerState state) {
    this.state = state;
    return this;
  }

  /** Sets permissions. */
  public FakePeer permissions(Set<Permission> permissions) {
    this.permissions = permissions;
    return this;
  }

  /** Sets connectedAt. */
  public FakePeer connectedAt(long connectedAt) {
    this.connectedAt = connectedAt;
    return this;
  }

  /** Sets services. */
  public FakePeer services(long services) {
    this.services = services;
    return this;
  }

  /** Sets protocolVersion. */
  public FakePeer protocolVersion(int protocolVersion) {
    this.protocolVersion = protocolVersion;
    return this;
  }

  /** Sets commonVersion. */
  public FakePeer commonVersion(int commonVersion) {
    this.commonVersion = commonVersion;
    return this;
  }

  /** Sets userAgent. */
  public FakePeer userAgent(String userAgent) {
    this.userAgent = userAgent;
    return this;
  }

  /** Sets clockOffset. */
  public FakePeer clockOffset(long seconds) {
    this.clockOffset = OptionalLong.of(seconds);
    return this;
  }

  /** Sets startHeight. */
  public FakePeer startHeight(int startHeight) {
    this.startHeight = startHeight;
    return this;
  }

  /** Sets relaysTransactions. */
  public FakePeer relaysTransactions(boolean relaysTransactions) {
    this.relaysTransactions = relaysTransactions;
    return this;
  }

  /** Sets hasBloomFilter. */
  public FakePeer hasBloomFilter(boolean hasBloomFilter) {
    this.hasBloomFilter = hasBloomFilter;
    return this;
  }

  /** Sets hasWantedServices. */
  public FakePeer hasWantedServices(boolean hasWantedServices) {
    this.hasWantedServices = hasWantedServices;
    return this;
  }

  /** Sets features. */
  public FakePeer features(Set<String> features) {
    this.features = features;
    return this;
  }

  /** Sets lastPing. */
  public FakePeer lastPing(long lastPing) {
    this.lastPing = lastPing;
    return this;
  }

  /** Sets minPing. */
  public FakePeer minPing(long minPing) {
    this.minPing = minPing;
    return this;
  }

  /** Sets meanPing. */
  public FakePeer meanPing(long meanPing) {
    this.meanPing = meanPing;
    return this;
  }

  /** Sets pingJitter. */
  public FakePeer pingJitter(long pingJitter) {
    this.pingJitter = pingJitter;
    return this;
  }

  /** Sets pingPendingSince. */
  public FakePeer pingPendingSince(long pingPendingSince) {
    this.pingPendingSince = pingPendingSince;
    return this;
  }

  /** Sets lastReceived. */
  public FakePeer lastReceived(long lastReceived) {
    this.lastReceived = lastReceived;
    return this;
  }

  /** Sets lastSent. */
  public FakePeer lastSent(long lastSent) {
    this.lastSent = lastSent;
    return this;
  }

  /** Sets lastBlockAt. */
  public FakePeer lastBlockAt(long lastBlockAt) {
    this.lastBlockAt = lastBlockAt;
    return this;
  }

  /** Sets lastTransactionAt. */
  public FakePeer lastTransactionAt(long lastTransactionAt) {
    this.lastTransactionAt = lastTransactionAt;
    return this;
  }

  /** Sets lastAnnouncementAt. */
  public FakePeer lastAnnouncementAt(long lastAnnouncementAt) {
    this.lastAnnouncementAt = lastAnnouncementAt;
    return this;
  }

  /** Sets downloading. */
  public FakePeer downloading(boolean downloading) {
    this.downloading = downloading;
    return this;
  }

  /** Sets chainSpared. */
  public FakePeer chainSpared(boolean chainSpared) {
    this.chainSpared = chainSpared;
    return this;
  }

  /** Sets bytesIn. */
  public FakePeer bytesIn(long bytesIn) {
    this.bytesIn = bytesIn;
    return this;
  }

  /** Sets bytesOut. */
  public FakePeer bytesOut(long bytesOut) {
    this.bytesOut = bytesOut;
    return this;
  }

  /** Sets how many of the bytes each way are of days before. */
  public FakePeer bytesBefore(long bytesBefore) {
    this.bytesBefore = bytesBefore;
    return this;
  }

  /** Sets queuedIn. */
  public FakePeer queuedIn(long queuedIn) {
    this.queuedIn = queuedIn;
    return this;
  }

  /** Sets queuedOut. */
  public FakePeer queuedOut(long queuedOut) {
    this.queuedOut = queuedOut;
    return this;
  }

  /** Sets paused. */
  public FakePeer paused(boolean paused) {
    this.paused = paused;
    return this;
  }

  /** Sets received. */
  public FakePeer received(Map<String, MessageCount> received) {
    this.received = received;
    return this;
  }

  /** Sets sent. */
  public FakePeer sent(Map<String, MessageCount> sent) {
    this.sent = sent;
    return this;
  }

  /** Sets processingTime. */
  public FakePeer processingTime(long processingTime) {
    this.processingTime = processingTime;
    return this;
  }

  /** Sets ledger. */
  public FakePeer ledger(Ledger ledger) {
    this.ledger = ledger;
    return this;
  }

  /** Sets knownHeight. */
  public FakePeer knownHeight(int knownHeight) {
    this.knownHeight = knownHeight;
    return this;
  }

  /** Sets score. */
  public FakePeer score(double score) {
    this.score = score;
    return this;
  }

  /** Sets preference. */
  public FakePeer preference(double preference) {
    this.preference = preference;
    return this;
  }

  /** Sets misbehaviour. */
  public FakePeer misbehaviour(int misbehaviour) {
    this.misbehaviour = misbehaviour;
    return this;
  }

  /** Sets preferEvict. */
  public FakePeer preferEvict(boolean preferEvict) {
    this.preferEvict = preferEvict;
    return this;
  }

  /** Sets notes. */
  public FakePeer notes(List<String> notes) {
    this.notes = notes;
    return this;
  }

  /** Sets session. */
  public FakePeer session(String session) {
    this.session = session;
    return this;
  }

  /** Sets transport. */
  public FakePeer transport(String transport) {
    this.transport = transport;
    return this;
  }

  /** Sets closing. */
  public FakePeer closing(Optional<CloseReason> closing) {
    this.closing = closing;
    return this;
  }
}
