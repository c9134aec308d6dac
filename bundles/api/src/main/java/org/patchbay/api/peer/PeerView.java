package org.patchbay.api.peer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * What the node knows of one peer.
 *
 * <p>Handed to policies on the node loop it is a view of the moment of the call: read it and do not
 * keep it. Handed out by {@code Node} it is an immutable snapshot. Times in nanoseconds are of the
 * loop's monotonic clock; {@code -1} stands for "never" or "not measured".
 */
@ProviderType
public interface PeerView {
  /** Never reused while the node runs; higher is younger. */
  long id();

  /** The other end's address as connected. */
  NetworkAddress address();

  /** Network class of the connection; an inbound through an onion bind is {@code ONION}. */
  NetworkClass network();

  /**
   * SipHash of the peer's netgroup under a secret of this run (§9.7): equal for peers of one
   * autonomous system where a map knows it, else of one /16 or what stands for it.
   */
  long keyedNetGroup();

  /**
   * That netgroup for people: an autonomous system as {@code AS64496}, a range as {@code
   * 203.0.0.0/16}, the network and its leading bits as {@code onion-7}; empty for an address that
   * no one else can reach.
   */
  default String group() {
    return "";
  }

  /** The autonomous system that announces its address; 0 where no map knows one (§9.7). */
  default long autonomousSystem() {
    return 0;
  }

  /**
   * Live peers at its address, itself included, whatever their ports; of IPv6 those of one /64. A
   * local address counts for itself alone, since others may connect through it.
   */
  default int peersAtHost() {
    return 1;
  }

  /** How the connection came to be. */
  ConnectionType type();

  /** Where the connection stands. */
  PeerState state();

  /** What the operator allows it. */
  Set<Permission> permissions();

  /** When the socket was opened. */
  long connectedAt();

  /** Service bits of its version message; 0 before that. */
  long services();

  /** Version of its version message; 0 before that. */
  int protocolVersion();

  /** The smaller of both sides' versions; 209 before its version message (§4.3). */
  int commonVersion();

  /** Its user agent, with other characters than §5.1 allows removed; empty before that. */
  String userAgent();

  /**
   * Seconds by which its clock was ahead of ours when its version message came (§8.6), negative
   * when behind; empty before that. It says what it likes.
   */
  default OptionalLong clockOffset() {
    return OptionalLong.empty();
  }

  /** Height in its version message; -1 before that. */
  int startHeight();

  /** Whether its version message asked for transactions. */
  boolean relaysTransactions();

  /** Whether it loaded a bloom filter (§7.9, a tie-break of §10.6); false while none is served. */
  default boolean hasBloomFilter() {
    return false;
  }

  /** Whether all services we look for in an outbound peer are offered (§4.2). */
  boolean hasWantedServices();

  /** Names negotiated in the handshake, for example {@code wtxidrelay}, {@code addrv2}. */
  Set<String> features();

  /** Last ping round trip in nanoseconds. */
  long lastPing();

  /** Smallest ping round trip in nanoseconds. */
  long minPing();

  /** Exponentially weighted mean of ping round trips in nanoseconds. */
  long meanPing();

  /** Mean difference between one ping round trip and the next in nanoseconds. */
  default long pingJitter() {
    return -1;
  }

  /** When the oldest ping without an answer was sent. */
  long pingPendingSince();

  /** When the last raw byte was read. */
  long lastReceived();

  /** When the last raw byte was written. */
  long lastSent();

  /** When it last gave us a block we did not have. */
  long lastBlockAt();

  /** When it last gave us a transaction that was accepted. */
  long lastTransactionAt();

  /** When it last told us of a header with more work than our tip (§10.5). */
  default long lastAnnouncementAt() {
    return -1;
  }

  /** Whether blocks that we asked it for are on their way. */
  default boolean downloading() {
    return false;
  }

  /** Whether it proved to follow our chain and is not dropped for want of news (§10.4). */
  default boolean chainSpared() {
    return false;
  }

  /** Raw bytes read. */
  long bytesIn();

  /** Raw bytes written. */
  long bytesOut();

  /** Raw bytes read since midnight, UTC, to about a second. */
  default long bytesInToday() {
    return bytesIn();
  }

  /** Raw bytes written since midnight, UTC, to about a second. */
  default long bytesOutToday() {
    return bytesOut();
  }

  /** Bytes that wait in its inbox. */
  long queuedIn();

  /** Bytes that wait in its outbox. */
  long queuedOut();

  /** True while its socket is not read. */
  boolean paused();

  /** Messages per command, received. Unknown commands are counted as {@code *other*}. */
  Map<String, MessageCount> received();

  /** Messages per command, sent. */
  Map<String, MessageCount> sent();

  /** Nanoseconds the loop spent on its messages. */
  long processingTime();

  /** What it cost us and what it gave us. */
  default Ledger ledger() {
    return Ledger.EMPTY;
  }

  /** Nanoseconds of a processor spent on it, by the loop and by the transport. */
  default long cpuTime() {
    return processingTime() + ledger().ioTime();
  }

  /** Best height it is known to have; -1 when unknown. */
  int knownHeight();

  /** Score of the policy in force, 0 to 1 where higher is better; NaN when it has no opinion. */
  double score();

  /** How gladly it is asked for blocks, by the policy in force: higher comes first. */
  default double preference() {
    return 0;
  }

  /** Misbehaviour added step by step while its score is low: 0 to 100. */
  int misbehaviour();

  /** True when it is to be evicted before others (§9.10). */
  boolean preferEvict();

  /** Offences and flaws seen, most recent last; bounded. */
  List<String> notes();

  /** Transport protocol and codec, for example {@code v1 standard}. */
  String transport();

  /**
   * What names the encrypted session at both its ends, in hex (§3.3): who reads the same at the
   * other end knows that nobody stands in between. Empty when there is none.
   */
  default String session() {
    return "";
  }

  /** Why it is being closed, once it is. */
  Optional<CloseReason> closing();

  /** Count, bytes and processing time of one message type. Immutable. */
  record MessageCount(long messages, long bytes, long nanos) {}
}
