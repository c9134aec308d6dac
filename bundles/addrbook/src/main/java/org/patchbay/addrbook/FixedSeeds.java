package org.patchbay.addrbook;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Addresses of a file that an operator names, for networks that are reached and of which the book
 * knows none (protocol-facts §9.5). Confined to the node loop.
 *
 * <p>Rule: once, 60 seconds after the start, at once when neither a DNS seed nor a seed node is
 * asked; told as one to two weeks old. Why: whoever can start without them should, and gossip
 * counts for more.
 */
final class FixedSeeds {
  static final Duration WAIT = Duration.ofSeconds(60);
  private static final long WEEK = 7 * 86_400;
  private static final Logger LOG = LoggerFactory.getLogger(FixedSeeds.class);

  private final Loop loop;
  private final Workers workers;
  private final BucketAddressBook book;
  private final int networkMagic;
  private Supplier<Set<NetworkClass>> reachable = Set::of;
  private Cancellable timer = () -> {};
  private boolean stopped;

  FixedSeeds(Loop loop, Workers workers, BucketAddressBook book, int networkMagic) {
    this.loop = loop;
    this.workers = workers;
    this.book = book;
    this.networkMagic = networkMagic;
  }

  /**
   * Begins.
   *
   * @param networks those that can be reached when it is time
   */
  void start(Path file, boolean atOnce, Supplier<Set<NetworkClass>> networks) {
    reachable = networks;
    timer = loop.after(atOnce ? Duration.ZERO : WAIT, () -> read(file));
  }

  void stop() {
    stopped = true;
    timer.cancel();
  }

  private void read(Path file) {
    workers.run(
        "addrbook-import",
        () -> Import.read(file, networkMagic, 0),
        new Workers.Answer<Import>() {
          @Override
          public void done(Import read) {
            if (!stopped) {
              add(read.entries(), file);
            }
          }

          @Override
          public void failed(Exception cause) {
            LOG.warn("{}", cause instanceof IOException ? cause.getMessage() : cause.toString());
          }
        });
  }

  private void add(List<Kept> seeds, Path file) {
    Set<NetworkClass> known = new HashSet<>();
    book.copy().forEach(each -> known.add(each.network()));
    long now = loop.wallTime().getEpochSecond();
    List<AddressEntry> wanted = new ArrayList<>();
    for (Kept seed : seeds) {
      AddressEntry entry = seed.entry().entry();
      NetworkClass network = entry.address().network();
      if (!known.contains(network) && reachable.get().contains(network)) {
        long time = now - loop.random().nextLong(WEEK, 2 * WEEK);
        wanted.add(new AddressEntry(time, entry.services(), entry.address()));
      }
    }
    NetworkAddress source = NetworkAddress.ofName("fixedseeds", 0);
    int added = book.add(wanted, source, 0);
    LOG.info("{} holds {} seeds, {} of them wanted and stored", file, seeds.size(), added);
  }
}
