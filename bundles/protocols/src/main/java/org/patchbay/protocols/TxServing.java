package org.patchbay.protocols;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.relay.Announcements;
import org.patchbay.api.session.Session;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.NotFound;
import org.patchbay.wire.message.Tx;

/**
 * Answers one peer's getdata for transactions, and its mempool message (protocol-facts §5.3,
 * §13.2). Confined to the node loop.
 *
 * <p>Rule: what was offered before the peer's group was last told of anything is given, all else is
 * not found. Why: otherwise somebody who asks can learn what we accepted a moment ago, and from
 * whom.
 *
 * <p>In one pass a bounded number of items is looked at, and none while much waits to be written:
 * the rest waits in order, as far as {@link TxBacklog} allows.
 */
final class TxServing {
  /** Items of one pass. */
  static final int PASS = 1_000;

  /**
   * Bytes that wait to be written above which nothing more is served: those above which the engine
   * handles no message of the peer, so that no more requests come while these wait.
   */
  static final long FULL = 1_000_000;

  /** Requests that wait; only a peer that is never read can have so many. */
  static final int MAX_WAITING = 16;

  static final Duration FIRST_WAIT = Duration.ofMillis(1);
  static final Duration LONGEST_WAIT = Duration.ofMillis(64);

  private final Session session;
  private final Mempool mempool;
  private final Announcements announcements;
  private final TxBacklog backlog;
  private final Deque<List<Inventory>> waiting = new ArrayDeque<>();
  private int at;
  private int items;
  private boolean over;
  private boolean scheduled;
  private Duration wait = FIRST_WAIT;

  TxServing(Session session, Mempool mempool, TxBacklog backlog) {
    this.session = session;
    this.mempool = mempool;
    this.backlog = backlog;
    this.announcements = session.announcements();
  }

  /** The mempool message is answered, and nothing else before {@link #serve}. */
  void begin() {
    session.on(org.patchbay.wire.message.Mempool.class, message -> onMempool());
  }

  /** It asked for transactions; one that did not is not answered at all (§13.2). */
  void serve() {
    session.on(GetData.class, this::onGetData);
    session.onEnd(this::end);
  }

  private void end() {
    count(-items);
    over = true;
  }

  private void count(int change) {
    if (!over) {
      items += change;
      backlog.count(change);
    }
  }

  private void onGetData(GetData message) {
    int more = message.items().size();
    if (!hasTransaction(message.items())) {
      return;
    }
    if (waiting.size() == MAX_WAITING || !backlog.hasRoom(items, more)) {
      session.report(
          Fact.nuisance(
              Fact.Nuisance.Kind.UNREQUESTED,
              "getdata of %d while %d of %d messages wait".formatted(more, items, waiting.size())));
      return;
    }
    waiting.add(message.items());
    count(more);
    if (!scheduled) {
      pass();
    }
  }

  private static boolean hasTransaction(List<Inventory> items) {
    for (Inventory item : items) {
      if (item.isTransaction()) {
        return true;
      }
    }
    return false;
  }

  private void pass() {
    scheduled = false;
    List<Inventory> missing = new ArrayList<>();
    int left = PASS;
    while (!waiting.isEmpty() && left > 0 && hasRoom()) {
      List<Inventory> first = waiting.peek();
      while (at < first.size() && left > 0 && hasRoom()) {
        Inventory item = first.get(at++);
        count(-1);
        left--;
        if (item.isTransaction() && !serve(item)) {
          missing.add(item);
        }
      }
      if (at == first.size()) {
        waiting.remove();
        at = 0;
      }
    }
    if (!missing.isEmpty()) {
      session.send(new NotFound(missing));
    }
    if (!waiting.isEmpty()) {
      scheduled = true;
      wait = left < PASS ? FIRST_WAIT : longer(wait);
      session.after(left == 0 ? Duration.ZERO : wait, this::pass);
    }
  }

  private static Duration longer(Duration wait) {
    Duration doubled = wait.multipliedBy(2);
    return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
  }

  private boolean hasRoom() {
    return session.peer().queuedOut() < FULL;
  }

  private boolean serve(Inventory item) {
    if (!announcements.servable(item.hash())) {
      return false;
    }
    Optional<Mempool.Entry> entry =
        item.type() == Inventory.WTX ? mempool.byWtxid(item.hash()) : mempool.byTxid(item.hash());
    if (entry.isEmpty()) {
      return false;
    }
    Transaction tx = entry.get().transaction();
    session.send(new Tx(item.type() == Inventory.TX ? tx.withoutWitness() : tx));
    announcements.requested(tx.wtxid());
    return true;
  }

  /** BIP35 is for those whom the operator allows it, or the filters that it came with. */
  private void onMempool() {
    if (session.peer().permissions().contains(Permission.MEMPOOL)
        || FilterExchange.offered(session)) {
      announcements.everything();
    } else if (!session.peer().permissions().contains(Permission.NOBAN)) {
      session.close(
          CloseReason.of(
              CloseReason.Code.PROTOCOL_VIOLATION, "\"mempool\" without permission (BIP35)"));
    }
  }
}
