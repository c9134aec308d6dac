package org.patchbay.api.eviction;

import org.patchbay.api.peer.PeerView;

/** A peer that may be evicted, each of its values read once. Used for one decision. */
final class Candidate {
  final PeerView peer;
  private final long id;
  private final long connectedAt;
  private final long netGroup;
  private final long ping;
  private final long transactionAt;
  private final long blockAt;
  private final boolean relays;
  private final boolean bloom;
  private final boolean services;

  /** What keeps it; null while nothing does. */
  Protection kept;

  Candidate(PeerView peer) {
    this.peer = peer;
    this.id = peer.id();
    this.connectedAt = peer.connectedAt();
    this.netGroup = peer.keyedNetGroup();
    this.ping = peer.minPing();
    this.transactionAt = peer.lastTransactionAt();
    this.blockAt = peer.lastBlockAt();
    this.relays = peer.relaysTransactions();
    this.bloom = peer.hasBloomFilter();
    this.services = peer.hasWantedServices();
  }

  long netGroup() {
    return netGroup;
  }

  /** Whether it gives us blocks and nothing else, which few do and which costs us little. */
  boolean usefulForBlocksAlone() {
    return !relays && services;
  }

  /** Newer peers first: the last tie-break of every order, so that the older one is protected. */
  static int newerFirst(Candidate one, Candidate other) {
    int order = Long.compare(other.connectedAt, one.connectedAt);
    return order != 0 ? order : Long.compare(other.id, one.id);
  }

  static int olderFirst(Candidate one, Candidate other) {
    return newerFirst(other, one);
  }

  static int byNetGroup(Candidate one, Candidate other) {
    int order = Long.compareUnsigned(one.netGroup, other.netGroup);
    return order != 0 ? order : newerFirst(one, other);
  }

  /** Not measured is -1, which is the largest number without a sign. */
  static int byPing(Candidate one, Candidate other) {
    int order = Long.compareUnsigned(other.ping, one.ping);
    return order != 0 ? order : newerFirst(one, other);
  }

  static int byTransaction(Candidate one, Candidate other) {
    if (one.transactionAt != other.transactionAt) {
      return one.transactionAt < other.transactionAt ? -1 : 1;
    }
    if (one.relays != other.relays) {
      return other.relays ? -1 : 1;
    }
    return one.bloom != other.bloom ? one.bloom ? -1 : 1 : newerFirst(one, other);
  }

  static int byBlock(Candidate one, Candidate other) {
    if (one.blockAt != other.blockAt) {
      return one.blockAt < other.blockAt ? -1 : 1;
    }
    return one.services != other.services ? other.services ? -1 : 1 : newerFirst(one, other);
  }

  static int byBlockRelay(Candidate one, Candidate other) {
    return one.relays != other.relays ? one.relays ? -1 : 1 : byBlock(one, other);
  }
}
