package org.patchbay.protocols;

import java.time.Duration;
import java.util.List;
import org.patchbay.api.log.PeerTag;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.session.Session;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log says in detail of what is asked of peers and what becomes of it, with Bitcoin Core's
 * facts and in its categories, after which loggers are named. Confined to the node loop.
 */
final class Lines {
  private static final Logger NET = LoggerFactory.getLogger(Lines.class);
  private static final Logger ACCEPTED = LoggerFactory.getLogger("org.patchbay.mempool.Relayed");
  private static final Logger REFUSED = LoggerFactory.getLogger("org.patchbay.mempoolrej.Relayed");
  private static final Logger ORPHANS = LoggerFactory.getLogger("org.patchbay.txpackages.Orphans");
  private static final Logger COMPACT = LoggerFactory.getLogger("org.patchbay.cmpctblock.Compact");

  private Lines() {}

  /** Headers are asked for. */
  static void headersAsked(Session session, String why, int height) {
    PeerTag peer = PeerTag.of(session.peer());
    NET.debug(
        peer,
        "{} getheaders ({}) (start height {}), {}",
        why,
        height,
        session.peer().startHeight(),
        peer);
  }

  /** Blocks are asked for. */
  static void blocksAsked(Session session, List<Hash256> blocks) {
    PeerTag peer = PeerTag.of(session.peer());
    if (NET.isDebugEnabled(peer)) {
      blocks.forEach(each -> NET.debug(peer, "requesting block {}, {}", each, peer));
    }
  }

  /** The peer holds up all others. */
  static void stalls(Session session, Duration time) {
    PeerTag peer = PeerTag.of(session.peer());
    NET.debug(peer, "stall started, for at most {} s, {}", time.toSeconds(), peer);
  }

  /** A block came. */
  static void blockReceived(Session session, Hash256 block, boolean requested) {
    PeerTag peer = PeerTag.of(session.peer());
    NET.debug(peer, "received block {}{}, {}", block, requested ? "" : ", not requested", peer);
  }

  /** Addresses came. */
  static void addresses(Session session, int received, int processed, int stored) {
    PeerTag peer = PeerTag.of(session.peer());
    if (NET.isDebugEnabled(peer)) {
      NET.debug(
          peer,
          "received addr: {} addresses ({} processed, {} rate-limited, {} new), {}",
          received,
          processed,
          received - processed,
          stored,
          peer);
    }
  }

  /** A fee rate below which the peer wants to hear of nothing. */
  static void feeFilter(Session session, long perKilobyte) {
    PeerTag peer = PeerTag.of(session.peer());
    NET.debug(peer, "received: feefilter of {} sat/kvB, {}", perKilobyte, peer);
  }

  /** What became of a transaction that a peer sent. */
  static void transaction(
      PeerTag peer, Transaction tx, TxDownload.Received received, Mempool pool) {
    switch (received.outcome()) {
      case ACCEPTED -> {
        if (ACCEPTED.isDebugEnabled(peer)) {
          ACCEPTED.debug(
              peer,
              "accepted {} (wtxid={}) (pool: {} transactions, {} kB), {}",
              tx.txid(),
              tx.wtxid(),
              pool.size(),
              pool.memory() / 1_000,
              peer);
        }
      }
      case REFUSED -> {
        if (REFUSED.isDebugEnabled(peer)) {
          REFUSED.debug(
              peer,
              "{} (wtxid={}) was not accepted: {}, {}",
              tx.txid(),
              tx.wtxid(),
              received.reason(),
              peer);
        }
      }
      case SETTLED -> {}
    }
  }

  /** A transaction waits for its parents. */
  static void orphan(long peer, Transaction tx, int parents, int orphans) {
    PeerTag tag = PeerTag.of(peer);
    if (ORPHANS.isDebugEnabled(tag)) {
      ORPHANS.debug(
          tag,
          "stored orphan {} (wtxid={}), {} parents missing, {} orphans, {}",
          tx.txid(),
          tx.wtxid(),
          parents,
          orphans,
          tag);
    }
  }

  /** A compact block, as far as it could be put together. */
  static void compact(Session session, Hash256 block, Reconstruction.Result result) {
    PeerTag peer = PeerTag.of(session.peer());
    if (!COMPACT.isDebugEnabled(peer)) {
      return;
    }
    if (result instanceof Reconstruction.Whole whole) {
      COMPACT.debug(
          peer,
          "reconstructed block {} with {} transactions, {}",
          block,
          whole.block().transactions().size(),
          peer);
    } else if (result instanceof Reconstruction.Partial partial) {
      COMPACT.debug(
          peer,
          "block {} lacks {} of {} transactions, which are asked for, {}",
          block,
          partial.missing().length,
          partial.slots().length,
          peer);
    } else if (result instanceof Reconstruction.Failed failed) {
      COMPACT.debug(peer, "block {} is asked for as a whole: {}, {}", block, failed.why(), peer);
    } else if (result instanceof Reconstruction.Invalid invalid) {
      COMPACT.debug(peer, "block {} cannot be: {}, {}", block, invalid.why(), peer);
    }
  }
}
