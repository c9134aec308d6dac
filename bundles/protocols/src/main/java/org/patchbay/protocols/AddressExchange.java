package org.patchbay.protocols;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.Figure;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.session.Describer;
import org.patchbay.api.session.Session;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Services;
import org.patchbay.wire.message.Addr;
import org.patchbay.wire.message.AddrV2;
import org.patchbay.wire.message.GetAddr;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;

/** One exchange of addresses (protocol-facts §5.2, §12.8). Confined to the node loop. */
final class AddressExchange implements AddressRelay.Neighbour {
  static final Duration ADDR_FETCH_TIMEOUT = Duration.ofMinutes(5);
  static final int GETADDR_TOKENS = 1_000;
  static final int FULL_MESSAGE = 1_000;
  static final int MAX_GOSSIP = 10;
  static final long FRESH_SECONDS = 600;
  static final long IMPLAUSIBLY_OLD = 100_000_000;
  static final long DEFAULT_AGE = 5 * 86_400;
  static final long PENALTY_SECONDS = 2 * 3_600;
  private static final long USEFUL = Services.NETWORK | Services.NETWORK_LIMITED;

  private final Session session;
  private final AddressBook book;
  private final AddressRelay relay;
  private final AddressAnswers answers;
  private final AddressTokens tokens;
  private final AddressQueue queue;
  private final SelfAnnouncement ourselves;
  private boolean joined;
  private boolean awaited;
  private boolean answered;
  private long processed;
  private long limited;

  AddressExchange(
      Session session,
      AddressBook book,
      AddressRelay relay,
      AddressAnswers answers,
      BooleanSupplier catchingUp) {
    this.session = session;
    this.book = book;
    this.relay = relay;
    this.answers = answers;
    this.tokens = new AddressTokens(session.now());
    this.queue = new AddressQueue(session, relay);
    this.ourselves = new SelfAnnouncement(session, queue, catchingUp);
  }

  void begin() {
    PeerView peer = session.peer();
    relay.seed(session.random());
    answered = peer.received().containsKey("getaddr");
    session.describe(this::describe);
    session.onEnd(() -> relay.leave(this));
    session.on(Addr.class, message -> onAddresses(message.entries()));
    session.on(AddrV2.class, message -> onAddresses(message.entries()));
    if (peer.type().outbound()) {
      beginOutbound(peer);
    } else {
      session.on(GetAddr.class, message -> onGetAddr());
    }
  }

  /**
   * Getaddr leaves in the turn after the version message, whichever protocol heard of it first: the
   * handshake has said verack by then (§8.1).
   */
  private void beginOutbound(PeerView peer) {
    if (peer.type() == ConnectionType.ADDR_FETCH) {
      session.after(ADDR_FETCH_TIMEOUT, () -> fulfilled("no addresses in 5 minutes"));
    }
    if (peer.state() == PeerState.ESTABLISHED) {
      join();
    }
    if (peer.state() == PeerState.AWAITING_VERSION) {
      session.on(Version.class, version -> session.after(Duration.ZERO, this::ask));
    }
    if (peer.state() != PeerState.ESTABLISHED) {
      session.on(Verack.class, verack -> session.after(Duration.ZERO, this::join));
    }
  }

  private void describe(Describer.Description description) {
    description.figure(Figure.ADDRESS_RELAY, joined ? 1 : 0);
    description.figure(Figure.ADDRESSES_PROCESSED, processed);
    description.figure(Figure.ADDRESSES_RATE_LIMITED, limited);
  }

  private void ask() {
    if (!awaited && !session.peer().sent().containsKey("getaddr")) {
      awaited = true;
      tokens.add(GETADDR_TOKENS);
      session.send(GetAddr.INSTANCE);
      join();
    }
  }

  private void join() {
    if (!joined) {
      joined = true;
      relay.join(this);
    }
    if (established()) {
      ourselves.begin();
    }
  }

  private boolean established() {
    return session.peer().state() == PeerState.ESTABLISHED;
  }

  /**
   * Once per connection (§5.2): a second answer would only serve to read the book. To whom nothing
   * was told before, at once, as Bitcoin Core does: who connects to ask does not stay for long.
   */
  private void onGetAddr() {
    if (!established()) {
      return;
    }
    boolean atOnce = !joined;
    join();
    if (!answered) {
      answered = true;
      queue.replace(
          answers.forPeer(session).stream()
              .filter(entry -> !session.shunned(entry.address()))
              .toList(),
          atOnce);
    }
  }

  private void onAddresses(List<AddressEntry> entries) {
    if (!established()) {
      return;
    }
    join();
    long now = session.wallTime().getEpochSecond();
    boolean gossip = !awaited && entries.size() <= MAX_GOSSIP;
    List<AddressEntry> useful = new ArrayList<>();
    List<AddressEntry> taken = allowed(entries);
    processed += taken.size();
    limited += entries.size() - taken.size();
    for (AddressEntry entry : taken) {
      if ((entry.services() & USEFUL) == 0 || session.shunned(entry.address())) {
        continue;
      }
      AddressEntry plausible = plausible(entry, now);
      queue.known(plausible);
      if (gossip && plausible.time() > now - FRESH_SECONDS && book.routable(plausible.address())) {
        relay.relay(plausible, this, now);
      }
      if (relay.reaches(plausible.address())) {
        useful.add(plausible);
      }
    }
    if (entries.size() < FULL_MESSAGE) {
      awaited = false;
    }
    Lines.addresses(session, entries.size(), taken.size(), store(useful));
    if (session.peer().type() == ConnectionType.ADDR_FETCH && entries.size() > 1) {
      fulfilled(entries.size() + " addresses");
    }
  }

  /** In random order, so that a peer does not choose which of its addresses are taken. */
  private List<AddressEntry> allowed(List<AddressEntry> entries) {
    if (session.peer().permissions().contains(Permission.ADDR)) {
      return entries;
    }
    tokens.refill(session.now());
    List<AddressEntry> shuffled = new ArrayList<>(entries);
    int taken = 0;
    while (taken < shuffled.size() && tokens.take()) {
      Collections.swap(shuffled, taken, session.random().nextInt(taken, shuffled.size()));
      taken++;
    }
    return shuffled.subList(0, taken);
  }

  private static AddressEntry plausible(AddressEntry entry, long now) {
    boolean wrong = entry.time() <= IMPLAUSIBLY_OLD || entry.time() > now + FRESH_SECONDS;
    return wrong ? new AddressEntry(now - DEFAULT_AGE, entry.services(), entry.address()) : entry;
  }

  private int store(List<AddressEntry> entries) {
    int stored = book.add(entries, session.peer().address(), PENALTY_SECONDS);
    if (stored > 0) {
      session.report(Fact.useful(Fact.Useful.Kind.ADDRESSES, stored));
    }
    return stored;
  }

  private void fulfilled(String detail) {
    session.close(CloseReason.of(CloseReason.Code.PURPOSE_FULFILLED, detail));
  }

  @Override
  public long id() {
    return session.peer().id();
  }

  @Override
  public boolean takes(NetworkAddress address) {
    return established() && (queue.takesV2() || address.isLegacy());
  }

  @Override
  public void queue(AddressEntry entry) {
    queue.add(entry);
  }
}
