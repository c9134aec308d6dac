package org.patchbay.record;

import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.patchbay.api.peer.PeerView;

/**
 * What is known of a peer and is a number, in the order of the file format: what changes often
 * comes first, so that few bytes say what changed.
 */
enum Trait {
  LAST_RECEIVED(PeerView::lastReceived),
  LAST_SENT(PeerView::lastSent),
  BYTES_IN(PeerView::bytesIn),
  BYTES_OUT(PeerView::bytesOut),
  BYTES_IN_TODAY(PeerView::bytesInToday),
  BYTES_OUT_TODAY(PeerView::bytesOutToday),
  PROCESSING_TIME(PeerView::processingTime),
  IO_TIME(peer -> peer.ledger().ioTime()),
  LAST_PING(PeerView::lastPing),
  MEAN_PING(PeerView::meanPing),
  PING_JITTER(PeerView::pingJitter),
  PING_PENDING_SINCE(PeerView::pingPendingSince),
  QUEUED_IN(PeerView::queuedIn),
  QUEUED_OUT(PeerView::queuedOut),
  USEFUL_MESSAGES(peer -> peer.ledger().usefulMessages()),
  USELESS_MESSAGES(peer -> peer.ledger().uselessMessages()),
  TRANSACTIONS(peer -> peer.ledger().transactions()),
  FIRST_TRANSACTIONS(peer -> peer.ledger().firstTransactions()),
  LAST_TRANSACTION_AT(PeerView::lastTransactionAt),
  SCORE(peer -> Double.doubleToLongBits(peer.score())),
  MIN_PING(PeerView::minPing),
  MISBEHAVIOUR(PeerView::misbehaviour),
  PEERS_AT_HOST(PeerView::peersAtHost),
  BLOCKS(peer -> peer.ledger().blocks()),
  FIRST_BLOCKS(peer -> peer.ledger().firstBlocks()),
  PAUSES(peer -> peer.ledger().pauses()),
  PAUSED_TIME(peer -> peer.ledger().pausedTime()),
  LAST_BLOCK_AT(PeerView::lastBlockAt),
  LAST_ANNOUNCEMENT_AT(PeerView::lastAnnouncementAt),
  KNOWN_HEIGHT(PeerView::knownHeight),
  PREFERENCE(peer -> Double.doubleToLongBits(peer.preference())),
  PAUSED(flag(PeerView::paused)),
  DOWNLOADING(flag(PeerView::downloading)),
  CHAIN_SPARED(flag(PeerView::chainSpared)),
  PREFER_EVICT(flag(PeerView::preferEvict)),
  HAS_BLOOM_FILTER(flag(PeerView::hasBloomFilter)),
  SERVICES(PeerView::services),
  PROTOCOL_VERSION(PeerView::protocolVersion),
  COMMON_VERSION(PeerView::commonVersion),
  START_HEIGHT(PeerView::startHeight),
  RELAYS_TRANSACTIONS(flag(PeerView::relaysTransactions)),
  HAS_WANTED_SERVICES(flag(PeerView::hasWantedServices)),
  HAS_CLOCK_OFFSET(flag(peer -> peer.clockOffset().isPresent())),
  CLOCK_OFFSET(peer -> peer.clockOffset().orElse(0)),
  CONNECTED_AT(PeerView::connectedAt),
  KEYED_NET_GROUP(PeerView::keyedNetGroup),
  AUTONOMOUS_SYSTEM(PeerView::autonomousSystem);

  static final Trait[] ALL = values();

  final ToLongFunction<PeerView> of;

  Trait(ToLongFunction<PeerView> of) {
    this.of = of;
  }

  private static ToLongFunction<PeerView> flag(Predicate<PeerView> of) {
    return peer -> of.test(peer) ? 1 : 0;
  }
}
