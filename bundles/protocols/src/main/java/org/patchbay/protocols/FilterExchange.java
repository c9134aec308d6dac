package org.patchbay.protocols;

import java.util.Optional;
import java.util.function.Supplier;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.session.Session;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Services;
import org.patchbay.wire.message.FilterAdd;
import org.patchbay.wire.message.FilterClear;
import org.patchbay.wire.message.FilterLoad;
import org.patchbay.wire.message.GetCFCheckpt;
import org.patchbay.wire.message.GetCFHeaders;
import org.patchbay.wire.message.GetCFilters;
import org.patchbay.wire.message.Message;

/**
 * What one peer says of filters: it loads one through which it wants to see transactions and blocks
 * (BIP37, BIP111, protocol-facts §5.5). Confined to the node loop.
 *
 * <p>Rule: where no filters of the kind are offered, whoever speaks of them is dropped, those of
 * BIP157 included (§5.6): it waits for answers that will not come.
 *
 * <p>Attack: a filter costs the peer nothing and us up to 50 hashes over each piece of data of each
 * transaction, and it tells others what its owner looks for. So it is offered by an operator's word
 * alone.
 */
final class FilterExchange {
  private final Session session;
  private final Supplier<Optional<Mempool>> pool;
  private Optional<BloomFilter> filter = Optional.empty();

  FilterExchange(Session session, Supplier<Optional<Mempool>> pool) {
    this.session = session;
    this.pool = pool;
  }

  void begin() {
    session.on(FilterLoad.class, this::onLoad);
    session.on(FilterAdd.class, this::onAdd);
    session.on(FilterClear.class, this::onClear);
    session.on(GetCFilters.class, this::refuse);
    session.on(GetCFHeaders.class, this::refuse);
    session.on(GetCFCheckpt.class, this::refuse);
  }

  /** Through which the peer wants to see blocks. */
  Optional<BloomFilter> filter() {
    return filter;
  }

  /** Whether Bloom filters are offered to a peer. */
  static boolean offered(Session session) {
    return (session.local().services() & Services.BLOOM) != 0;
  }

  private void onLoad(FilterLoad message) {
    if (!offered(session)) {
      refuse(message);
    } else if (hears()) {
      filter = Optional.of(BloomFilter.of(message));
      session.announcements().filter(this::passes);
    }
  }

  private void onAdd(FilterAdd message) {
    if (!offered(session)) {
      refuse(message);
    } else if (filter.isPresent()) {
      filter.get().add(message.element());
    } else if (hears()) {
      session.report(
          Fact.offence(Fact.Offence.Kind.BAD_FILTER, "\"filteradd\" where none is loaded"));
    }
  }

  private void onClear(FilterClear message) {
    if (!offered(session)) {
      refuse(message);
    } else if (hears()) {
      filter = Optional.empty();
      session.announcements().filter(any -> true);
    }
  }

  /** Peers for blocks alone are never told of transactions (§5.8). */
  private boolean hears() {
    return session.peer().type() != ConnectionType.BLOCK_RELAY_ONLY;
  }

  private boolean passes(Hash256 wtxid) {
    return filter.isEmpty()
        || pool.get()
            .flatMap(there -> there.byWtxid(wtxid))
            .filter(entry -> filter.get().matches(entry.transaction()))
            .isPresent();
  }

  private void refuse(Message asked) {
    session.close(
        CloseReason.of(
            CloseReason.Code.PROTOCOL_VIOLATION,
            "\"" + asked.command() + "\", and no such filters are offered"));
  }
}
