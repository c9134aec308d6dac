package org.patchbay.engine;

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

/** A peer at one moment. Immutable. */
record PeerSnapshot(
    long id,
    NetworkAddress address,
    NetworkClass network,
    long keyedNetGroup,
    String group,
    long autonomousSystem,
    int peersAtHost,
    ConnectionType type,
    PeerState state,
    Set<Permission> permissions,
    long connectedAt,
    long services,
    int protocolVersion,
    int commonVersion,
    String userAgent,
    OptionalLong clockOffset,
    int startHeight,
    boolean relaysTransactions,
    boolean hasBloomFilter,
    boolean hasWantedServices,
    Set<String> features,
    long lastPing,
    long minPing,
    long meanPing,
    long pingJitter,
    long pingPendingSince,
    long lastReceived,
    long lastSent,
    long lastBlockAt,
    long lastTransactionAt,
    long lastAnnouncementAt,
    boolean downloading,
    boolean chainSpared,
    long bytesIn,
    long bytesOut,
    long bytesInToday,
    long bytesOutToday,
    long queuedIn,
    long queuedOut,
    boolean paused,
    Map<String, MessageCount> received,
    Map<String, MessageCount> sent,
    long processingTime,
    Ledger ledger,
    int knownHeight,
    double score,
    double preference,
    int misbehaviour,
    boolean preferEvict,
    List<String> notes,
    String transport,
    String session,
    Optional<CloseReason> closing)
    implements PeerView {

  static PeerSnapshot of(PeerView peer) {
    return new PeerSnapshot(
        peer.id(),
        peer.address(),
        peer.network(),
        peer.keyedNetGroup(),
        peer.group(),
        peer.autonomousSystem(),
        peer.peersAtHost(),
        peer.type(),
        peer.state(),
        peer.permissions(),
        peer.connectedAt(),
        peer.services(),
        peer.protocolVersion(),
        peer.commonVersion(),
        peer.userAgent(),
        peer.clockOffset(),
        peer.startHeight(),
        peer.relaysTransactions(),
        peer.hasBloomFilter(),
        peer.hasWantedServices(),
        peer.features(),
        peer.lastPing(),
        peer.minPing(),
        peer.meanPing(),
        peer.pingJitter(),
        peer.pingPendingSince(),
        peer.lastReceived(),
        peer.lastSent(),
        peer.lastBlockAt(),
        peer.lastTransactionAt(),
        peer.lastAnnouncementAt(),
        peer.downloading(),
        peer.chainSpared(),
        peer.bytesIn(),
        peer.bytesOut(),
        peer.bytesInToday(),
        peer.bytesOutToday(),
        peer.queuedIn(),
        peer.queuedOut(),
        peer.paused(),
        peer.received(),
        peer.sent(),
        peer.processingTime(),
        LedgerSnapshot.of(peer.ledger()),
        peer.knownHeight(),
        peer.score(),
        peer.preference(),
        peer.misbehaviour(),
        peer.preferEvict(),
        peer.notes(),
        peer.transport(),
        peer.session(),
        peer.closing());
  }
}
