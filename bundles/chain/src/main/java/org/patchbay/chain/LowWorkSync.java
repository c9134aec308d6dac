package org.patchbay.chain;

import java.util.List;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.SipHash;
import org.patchbay.wire.UInt256;

/**
 * Follows a chain of yet too little work without storing it (protocol-facts §14.5). Confined to the
 * chain lane.
 *
 * <p>Headers of little work are cheap to make, and a node that stored them could be filled up. So
 * the chain is fetched twice. The first time (PRESYNC) only its work is summed, and one secret bit
 * is kept of every so many headers, at secret places. When the work suffices it is fetched again
 * (REDOWNLOAD) and compared with those bits; a header is let go for storing only when so many more
 * matched behind it that another chain than the first would have been found out. That defeats an
 * attacker who shows real work first and then feeds worthless headers. Failing here is never held
 * against a peer: it may have reorganised.
 */
final class LowWorkSync {
  /** Greatest number of headers that a second can bring, by the median time rule. */
  private static final int HEADERS_PER_SECOND = 6;

  private final ChainParams params;
  private final HeaderRules rules;
  private final Secret secret;
  private final Start start;
  private final UInt256 threshold;
  private final long mostCommitments;
  private final Commitments commitments = new Commitments();
  private final RedownloadBuffer held = new RedownloadBuffer();
  private final Position seen;
  private final Position fetched;
  private boolean redownloading;
  private boolean enough;
  private Hash256 released;

  /**
   * Where it starts: a stored header.
   *
   * @param medianTime of it, in unix seconds
   */
  record Start(int entry, Hash256 hash, int height, int bits, UInt256 chainWork, long medianTime) {
    static Start at(Entries entries, int entry) {
      return new Start(
          entry,
          entries.hash(entry),
          entries.height(entry),
          entries.bits(entry),
          entries.work(entry),
          entries.medianTime(entry));
    }
  }

  /** What the peer must not know: where commitments are, and which bit each one takes. */
  record Secret(int offset, long key0, long key1) {
    /** One bit of a hash, which nobody without the keys can tell. */
    boolean bit(Hash256 hash) {
      return (SipHash.hash(key0, key1, hash) & 1) != 0;
    }
  }

  /** What became of one message. */
  enum Step {
    /** The peer is to be asked for more. */
    MORE,
    /** It is over, and what was released is all there is. */
    OVER,
    /** The chain was not what it has to be; the headers are as if no sync had been. */
    FAILED
  }

  /** The last header of a pass. */
  private static final class Position {
    Hash256 hash;
    int height;
    int bits;
    UInt256 chainWork;
  }

  /**
   * @param now our clock in unix seconds
   * @param threshold work at which the chain becomes worth storing
   */
  LowWorkSync(
      ChainParams params,
      HeaderRules rules,
      Start start,
      Secret secret,
      UInt256 threshold,
      long now) {
    this.params = params;
    this.rules = rules;
    this.secret = secret;
    this.start = start;
    this.threshold = threshold;
    long seconds = Math.max(0, now - start.medianTime() + HeaderRules.MAX_AHEAD);
    this.mostCommitments = HEADERS_PER_SECOND * seconds / params.commitmentPeriod();
    this.seen = position();
    this.fetched = position();
    this.released = start.hash();
  }

  private Position position() {
    Position position = new Position();
    position.hash = start.hash();
    position.height = start.height();
    position.bits = start.bits();
    position.chainWork = start.chainWork();
    return position;
  }

  /** The stored header before its first one. */
  int startEntry() {
    return start.entry();
  }

  /** Height that the first pass has reached. */
  int height() {
    return seen.height;
  }

  /** Whether the chain is fetched for the second time. */
  boolean redownloading() {
    return redownloading;
  }

  /** The hash from which to go on asking. */
  Hash256 lastHash() {
    return (redownloading ? fetched : seen).hash;
  }

  /**
   * Takes the headers of one message, which have their work and are continuous.
   *
   * @param full whether the message had as many as fit, so that there may be more
   * @param ready where headers to be stored are added
   */
  Step next(List<BlockHeader> headers, boolean full, List<BlockHeader> ready) {
    if (redownloading) {
      return redownload(headers, full, ready);
    }
    if (!presync(headers)) {
      return Step.FAILED;
    }
    return full || redownloading ? Step.MORE : Step.OVER;
  }

  private boolean presync(List<BlockHeader> headers) {
    if (!headers.get(0).previous().equals(seen.hash)) {
      return false;
    }
    for (BlockHeader header : headers) {
      if (!permitted(seen, header)) {
        return false;
      }
      if (committed(seen.height + 1)) {
        commitments.add(secret.bit(header.hash()));
        if (commitments.size() > mostCommitments) {
          return false;
        }
      }
      pass(seen, header);
    }
    redownloading = seen.chainWork.compareTo(threshold) >= 0;
    return true;
  }

  private Step redownload(List<BlockHeader> headers, boolean full, List<BlockHeader> ready) {
    for (BlockHeader header : headers) {
      if (!holds(header)) {
        return Step.FAILED;
      }
    }
    while (held.size() > params.redownloadBuffer() || enough && held.size() > 0) {
      BlockHeader header = held.take(released);
      ready.add(header);
      released = header.hash();
    }
    return full && held.size() > 0 ? Step.MORE : Step.OVER;
  }

  private boolean holds(BlockHeader header) {
    if (!header.previous().equals(fetched.hash) || !permitted(fetched, header)) {
      return false;
    }
    boolean committed = committed(fetched.height + 1);
    pass(fetched, header);
    enough |= fetched.chainWork.compareTo(threshold) >= 0;
    // Beyond the work that counts the peer's chain may have grown since: no bits are kept of that.
    if (committed && !enough) {
      if (commitments.size() == 0 || commitments.take() != secret.bit(header.hash())) {
        return false;
      }
    }
    held.add(header);
    return true;
  }

  private boolean permitted(Position position, BlockHeader header) {
    return rules.difficulty().permitted(position.height + 1, position.bits, (int) header.bits());
  }

  private boolean committed(int height) {
    return height % params.commitmentPeriod() == secret.offset();
  }

  private void pass(Position position, BlockHeader header) {
    position.hash = header.hash();
    position.height++;
    position.bits = (int) header.bits();
    position.chainWork = position.chainWork.plus(rules.target(position.bits).work());
  }
}
