package org.patchbay.addrbook;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.Outlook;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.Services;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a network's DNS seeds for addresses (protocol-facts §9.5). Confined to the node loop.
 *
 * <p>Rule: an empty book asks all seeds at once; a filled one asks three at a time, each time after
 * 11 seconds (5 minutes from 1000 addresses on), and stops when two full-relay peers stand. Where
 * an operator named nodes to ask, those have 30 seconds first. Nothing is asked while the plan
 * reaches neither IPv4 nor IPv6: whoever wants privacy networks alone must not be seen asking.
 * Where an operator forces it, all are asked once whatever is known and stands. A seed without an
 * answer is handed out as a host to be asked itself, as is every seed where names are for a proxy.
 * Why: a seed sees who asks and could answer with its own nodes; whoever can start without it
 * should.
 *
 * <p>When everything failed and the book is still empty, all is asked again after 5 minutes.
 */
final class DnsSeeds {
  static final int GROUP = 3;
  static final int MAX_RESULTS = 32;
  static final int ENOUGH_PEERS = 2;
  static final int MANY_ADDRESSES = 1_000;
  static final Duration FEW_WAIT = Duration.ofSeconds(11);
  static final Duration MANY_WAIT = Duration.ofMinutes(5);
  static final Duration SEED_NODES_FIRST = Duration.ofSeconds(30);
  private static final long DAY = 86_400;
  private static final Logger LOG = LoggerFactory.getLogger(DnsSeeds.class);

  private final Loop loop;
  private final Workers workers;
  private final NameLookup names;
  private final AddressBook book;
  private final List<String> seeds;
  private final int port;
  private final Deque<String> waiting = new ArrayDeque<>();
  private Cancellable timer = () -> {};
  private final Set<String> silent = new LinkedHashSet<>();
  private Outlook outlook;
  private boolean forced;
  private boolean stopped;

  DnsSeeds(
      Loop loop,
      Workers workers,
      NameLookup names,
      AddressBook book,
      List<String> seeds,
      int port) {
    this.loop = loop;
    this.workers = workers;
    this.names = names;
    this.book = book;
    this.seeds = seeds;
    this.port = port;
  }

  /**
   * Begins; asks later, or never, as the outlook says.
   *
   * @param force whether all are asked once, however many addresses and peers there are
   */
  void start(Outlook first, boolean force) {
    outlook = first;
    forced = force;
    if (first.seedNodes()) {
      timer = loop.after(SEED_NODES_FIRST, this::start);
    } else {
      start();
    }
  }

  private void start() {
    if (seeds.isEmpty() || stopped) {
      return;
    }
    List<String> shuffled = new ArrayList<>(seeds);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, loop.random().nextInt(i + 1));
    }
    waiting.addAll(shuffled);
    if (forced ? clearnet() : book.size() == 0 && wanted()) {
      ask(waiting.size());
    } else {
      waitForPeers();
    }
  }

  /** The plan has another outlook. */
  void outlook(Outlook now) {
    outlook = now;
  }

  private boolean clearnet() {
    return outlook.reachable().contains(NetworkClass.IPV4)
        || outlook.reachable().contains(NetworkClass.IPV6);
  }

  private boolean wanted() {
    return clearnet() && outlook.fullRelay() < ENOUGH_PEERS;
  }

  /** A seed that did not answer; each once. */
  Optional<String> takeSilent() {
    Optional<String> one = silent.stream().findFirst();
    one.ifPresent(silent::remove);
    return one;
  }

  void stop() {
    stopped = true;
    timer.cancel();
  }

  private void waitForPeers() {
    Duration wait = book.size() < MANY_ADDRESSES ? FEW_WAIT : MANY_WAIT;
    timer = loop.after(wait, this::askGroup);
  }

  private void askGroup() {
    if (outlook.fullRelay() >= ENOUGH_PEERS || stopped || waiting.isEmpty()) {
      return;
    }
    if (wanted()) {
      ask(book.size() == 0 ? waiting.size() : GROUP);
    }
    waitForPeers();
  }

  private void ask(int count) {
    for (int i = 0; i < count && !waiting.isEmpty(); i++) {
      String seed = waiting.remove();
      if (outlook.looksUp()) {
        workers.run("dns", () -> names.lookup("x9." + seed + "."), new SeedAnswer(seed));
      } else {
        silent.add(seed);
      }
    }
    if (waiting.isEmpty() && book.size() == 0) {
      timer = loop.after(MANY_WAIT, this::startIfEmpty);
    }
  }

  private void startIfEmpty() {
    if (book.size() == 0 && waiting.isEmpty()) {
      start();
    }
  }

  private final class SeedAnswer implements Workers.Answer<List<InetAddress>> {
    private final String seed;

    SeedAnswer(String seed) {
      this.seed = seed;
    }

    @Override
    public void done(List<InetAddress> found) {
      if (stopped) {
        return;
      }
      if (found.isEmpty()) {
        silent.add(seed);
      }
      List<AddressEntry> entries = new ArrayList<>();
      for (InetAddress ip : found.subList(0, Math.min(MAX_RESULTS, found.size()))) {
        NetworkAddress address = NetworkAddress.of(new InetSocketAddress(ip, port));
        if (address.isRoutable()) {
          entries.add(new AddressEntry(heardAt(), Services.NETWORK | Services.WITNESS, address));
        }
      }
      int added = book.add(entries, NetworkAddress.ofName(seed, 0), 0);
      LOG.info("DNS seed {} told {} addresses, {} of them new", seed, found.size(), added);
    }

    @Override
    public void failed(Exception cause) {
      silent.add(seed);
      LOG.info("DNS seed {} did not answer: {}", seed, cause.toString());
    }
  }

  /** 3 to 7 days ago, so that gossip of peers counts for more. */
  private long heardAt() {
    return loop.wallTime().getEpochSecond() - loop.random().nextLong(3 * DAY, 7 * DAY);
  }
}
