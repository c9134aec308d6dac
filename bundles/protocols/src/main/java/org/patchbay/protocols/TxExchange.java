package org.patchbay.protocols;

import java.time.Duration;
import java.util.List;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.log.PeerTag;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.relay.Announcements;
import org.patchbay.api.session.Session;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Services;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.NotFound;
import org.patchbay.wire.message.Tx;

/**
 * Fetches transactions from one peer (protocol-facts §5.3, §5.4, §13.3). Confined to the node loop.
 */
final class TxExchange implements TxAnnouncer.Owner {
  /** Items of one getdata of ours. */
  static final int MAX_GETDATA = 1_000;

  /** A longer notfound is not looked at: all that is tracked of a peer, and 16 blocks. */
  static final int MAX_NOTFOUND = TxRequests.MAX_TRACKED + 16;

  private final Session session;
  private final TxDownload download;
  private final Announcements announcements;
  private final boolean byWtxid;
  private final PeerTag tag;
  private final TxAnnouncer announcer;
  private long pausedBefore;
  private long pauseSeen;
  private boolean working;

  TxExchange(Session session, TxDownload download) {
    this.session = session;
    this.download = download;
    this.announcements = session.announcements();
    this.tag = PeerTag.of(session.peer());
    this.byWtxid = session.peer().features().contains("wtxidrelay");
    this.announcer = download.requests().join(traits(session.peer(), byWtxid), this);
    this.pausedBefore = session.pausedTime();
    this.pauseSeen = session.now() - TxRequests.EXPIRY;
  }

  void begin() {
    session.onBatch(Inv.class, this::onInvs);
    session.onBatch(Tx.class, this::onTxs);
    session.on(NotFound.class, this::onNotFound);
    session.onEnd(() -> download.leave(announcer));
  }

  /** Preferred for downloads: §8.7. */
  private static TxAnnouncer.Traits traits(PeerView peer, boolean byWtxid) {
    boolean trusted = peer.type().outbound() || peer.permissions().contains(Permission.NOBAN);
    boolean serves = (peer.services() & (Services.NETWORK | Services.NETWORK_LIMITED)) != 0;
    return new TxAnnouncer.Traits(
        peer.id(),
        trusted && serves && peer.type() != ConnectionType.ADDR_FETCH,
        byWtxid,
        peer.permissions().contains(Permission.RELAY)
            || peer.permissions().contains(Permission.FORCERELAY),
        (peer.services() & Services.WITNESS) != 0);
  }

  private void onInvs(List<Inv> batch) {
    boolean idle = download.idle();
    long now = session.now();
    int beyond = 0;
    for (Inv inv : batch) {
      for (Inventory item : inv.items()) {
        if (announces(item)) {
          announcements.knows(item.hash());
          if (!idle && !download.announced(announcer, item.hash(), byWtxid, now)) {
            beyond++;
          }
        }
      }
    }
    if (beyond > 0) {
      session.report(
          Fact.nuisance(
              Fact.Nuisance.Kind.TOO_MANY_ANNOUNCEMENTS,
              beyond + " beyond " + announcer.tracked() + " that are tracked"));
    }
    download.pump();
  }

  private boolean announces(Inventory item) {
    return byWtxid
        ? item.type() == Inventory.WTX
        : item.type() == Inventory.TX || item.type() == Inventory.WITNESS_TX;
  }

  @Override
  public void turn() {
    watchPauses();
    int expired = announcer.takeExpired();
    if (expired > 0 && session.now() - pauseSeen > TxRequests.EXPIRY) {
      session.report(
          Fact.nuisance(
              Fact.Nuisance.Kind.UNANSWERED,
              expired + " transactions asked for 60 s ago and not delivered"));
    }
    List<Inventory> asked = download.take(announcer, session.now());
    for (int from = 0; from < asked.size(); from += MAX_GETDATA) {
      session.send(new GetData(asked.subList(from, Math.min(asked.size(), from + MAX_GETDATA))));
    }
  }

  /** An answer may lie in a socket that we did not read: then its lateness is our doing. */
  private void watchPauses() {
    long paused = session.pausedTime();
    if (paused != pausedBefore) {
      pausedBefore = paused;
      pauseSeen = session.now();
    }
  }

  @Override
  public void has(Transaction tx) {
    announcements.knows(id(tx));
  }

  @Override
  public void wasFirst() {
    session.report(Fact.first(Fact.Useful.Kind.TRANSACTION, 1));
  }

  private Hash256 id(Transaction tx) {
    return byWtxid ? tx.wtxid() : tx.txid();
  }

  private void onTxs(List<Tx> batch) {
    if (download.idle()) {
      return;
    }
    int accepted = 0;
    for (Tx message : batch) {
      Transaction tx = message.transaction();
      announcements.knows(id(tx));
      accepted += count(tx, download.receive(tx, announcer));
    }
    useful(accepted);
    download.pump();
  }

  /** Answers 1 for what was accepted, and says what was refused. */
  private int count(Transaction tx, TxDownload.Received received) {
    Lines.transaction(tag, tx, received, download.pool());
    if (received.outcome() == TxDownload.Outcome.REFUSED) {
      session.report(
          Fact.nuisance(
              Fact.Nuisance.Kind.REFUSED_TRANSACTION, tx.wtxid() + ": " + received.reason()));
    }
    return received.outcome() == TxDownload.Outcome.ACCEPTED ? 1 : 0;
  }

  private void useful(int accepted) {
    if (accepted > 0) {
      session.report(Fact.useful(Fact.Useful.Kind.TRANSACTION, accepted));
    }
  }

  /** One orphan for each turn of the loop, so that a long chain of them holds nobody up. */
  @Override
  public void work() {
    if (!working) {
      working = true;
      session.after(Duration.ZERO, this::lookAgain);
    }
  }

  private void lookAgain() {
    working = false;
    download.lookAgain(announcer).ifPresent(this::looked);
    if (download.hasWork(announcer)) {
      work();
    }
    download.pump();
  }

  private void looked(TxDownload.Looked looked) {
    useful(count(looked.tx(), looked.received()));
  }

  private void onNotFound(NotFound message) {
    if (message.items().size() > MAX_NOTFOUND) {
      return;
    }
    for (Inventory item : message.items()) {
      if (item.isTransaction()) {
        download.requests().responded(announcer, item.hash());
      }
    }
    download.pump();
  }
}
