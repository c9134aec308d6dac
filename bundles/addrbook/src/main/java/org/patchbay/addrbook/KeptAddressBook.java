package org.patchbay.addrbook;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.AddressRecord;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.node.Environment;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's address book: bounded in memory, kept in a file, filled by DNS seeds when it has to
 * be. Confined to the node loop, except {@link #snapshot} and its life cycle.
 */
@Component(name = "patchbay.addrbook", service = AddressBook.class)
@Designate(ocd = KeptAddressBook.Config.class)
public final class KeptAddressBook implements AddressBook {
  private static final Logger LOG = LoggerFactory.getLogger(KeptAddressBook.class);

  /** What an operator can set. */
  @ObjectClassDefinition(name = "Address book")
  public @interface Config {
    /** Most entries. */
    @AttributeDefinition(
        description = "How many addresses are kept at most.",
        min = "100",
        max = "1000000")
    int capacity() default 20_000;

    /** Seconds between writes. */
    @AttributeDefinition(
        description = "Seconds after which a changed book is written to its file.",
        min = "1",
        max = "86400")
    int save_seconds() default 300;

    /** Whether DNS seeds are asked. */
    @AttributeDefinition(
        description = "Whether the network's DNS seeds are asked when addresses are missing.")
    boolean dns_seeds() default true;
  }

  /**
   * The same without OSGi.
   *
   * @param capacity most entries
   * @param saveEvery time after which a changed book is written
   * @param dnsSeeds whether DNS seeds are asked
   */
  public record Keeping(int capacity, Duration saveEvery, boolean dnsSeeds) {
    static Keeping of(Config config) {
      return new Keeping(
          config.capacity(), Duration.ofSeconds(config.save_seconds()), config.dns_seeds());
    }
  }

  private final Loop loop;
  private final Workers workers;
  private final BoundedAddressBook book;
  private final AddressFile file;
  private final DnsSeeds seeds;
  private volatile Keeping keeping;
  private volatile boolean loaded;
  private volatile boolean stopped;
  private long written;

  /** The book of the network of an environment, its names found by the system's resolver. */
  @Activate
  public KeptAddressBook(
      @Reference Environment environment,
      @Reference Loop loop,
      @Reference Workers workers,
      Config config) {
    this(
        environment,
        loop,
        workers,
        Keeping.of(config),
        name -> List.of(InetAddress.getAllByName(name)));
  }

  /** As the other, with names found by {@code names}. */
  public KeptAddressBook(
      Environment environment, Loop loop, Workers workers, Keeping keeping, NameLookup names) {
    this.loop = loop;
    this.workers = workers;
    this.keeping = keeping;
    this.book = new BoundedAddressBook(loop, keeping.capacity());
    this.file =
        new AddressFile(
            environment.dataFolder().resolve("addresses.dat"), environment.network().magic());
    this.seeds =
        new DnsSeeds(
            loop,
            workers,
            names,
            book,
            environment.network().dnsSeeds(),
            environment.network().port());
  }

  /** Reads the file and looks for addresses, both in the background. */
  @Activate
  public void start() {
    loop.execute(this::load);
  }

  @Modified
  void modified(Config newer) {
    keeping = Keeping.of(newer);
    loop.execute(() -> book.capacity(newer.capacity()));
  }

  /** Writes what is not yet written, on the caller's thread, which is not the loop's. */
  @Deactivate
  public void stop() {
    stopped = true;
    loop.execute(seeds::stop);
    if (loaded) {
      try {
        file.writeLast(book.entries());
      } catch (IOException cause) {
        LOG.warn("{}", cause.getMessage());
      }
    }
  }

  private void load() {
    workers.run(
        "addrbook",
        file::read,
        new Workers.Answer<List<Entry>>() {
          @Override
          public void done(List<Entry> entries) {
            loaded(entries);
          }

          @Override
          public void failed(Exception cause) {
            LOG.warn("addresses cannot be read, and are not written either: {}", cause.toString());
            begin();
          }
        });
  }

  private void loaded(List<Entry> entries) {
    book.restore(entries);
    written = book.changes();
    loaded = true;
    begin();
  }

  private void begin() {
    if (keeping.dnsSeeds() && !stopped) {
      seeds.start();
    }
    saveLater();
  }

  private void saveLater() {
    loop.after(keeping.saveEvery(), this::save);
  }

  private void save() {
    if (stopped) {
      return;
    }
    long changes = book.changes();
    if (!loaded || changes == written) {
      saveLater();
      return;
    }
    List<Entry> entries = book.entries();
    workers.run(
        "addrbook",
        () -> {
          file.write(entries);
          return changes;
        },
        new Workers.Answer<Long>() {
          @Override
          public void done(Long saved) {
            written = saved;
            saveLater();
          }

          @Override
          public void failed(Exception cause) {
            LOG.warn("{}", cause.getMessage());
            saveLater();
          }
        });
  }

  @Override
  public int add(Collection<AddressEntry> entries, NetworkAddress source, long penalty) {
    return book.add(entries, source, penalty);
  }

  @Override
  public Optional<AddressEntry> select(Set<NetworkClass> reachable) {
    return book.select(reachable);
  }

  @Override
  public void attempted(NetworkAddress address) {
    book.attempted(address);
  }

  @Override
  public void good(NetworkAddress address, long services) {
    seeds.reached();
    book.good(address, services);
  }

  @Override
  public void connected(NetworkAddress address) {
    book.connected(address);
  }

  @Override
  public List<AddressEntry> sample(int max, int percent) {
    return book.sample(max, percent);
  }

  @Override
  public int size() {
    return book.size();
  }

  @Override
  public List<AddressRecord> snapshot() {
    return book.snapshot();
  }
}
