package org.patchbay.addrbook;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.AddressPlace;
import org.patchbay.api.addrbook.AddressRecord;
import org.patchbay.api.addrbook.AddressTables;
import org.patchbay.api.addrbook.AddressTransfer;
import org.patchbay.api.addrbook.Outlook;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.node.Environment;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * The node's address book: two tables of fixed size, kept in a file, filled by DNS seeds when it
 * has to be. Confined to the node loop, except {@link #snapshot}, {@link #places}, {@link #as} and
 * its life cycle.
 */
@Component(
    name = "patchbay.addrbook",
    service = {AddressBook.class, AddressTransfer.class})
@Designate(ocd = KeptAddressBook.Config.class)
public final class KeptAddressBook implements AddressBook, AddressTransfer {
  /** What an operator can set. */
  @ObjectClassDefinition(name = "Address book")
  public @interface Config {
    /** Seconds between writes. */
    @AttributeDefinition(
        description = "Seconds after which a changed book is written to its file.",
        min = "1",
        max = "86400")
    int save_seconds() default 50;

    /** Whether DNS seeds are asked. */
    @AttributeDefinition(
        description = "Whether the network's DNS seeds are asked when addresses are missing.")
    boolean dns_seeds() default true;

    /** Whether they are asked in any case. */
    @AttributeDefinition(
        description =
            "Whether DNS seeds are asked at each start, however many addresses are known.")
    boolean dns_forced() default false;

    /** File that maps addresses to autonomous systems. */
    @AttributeDefinition(
        description =
            "An ASMap in Bitcoin Core's form, a path that may begin at the network's data folder:"
                + " addresses are grouped by autonomous system; empty: by their first 16 bits.")
    String asmap() default "";

    /** File of addresses to begin with. */
    @AttributeDefinition(
        description =
            "Addresses to begin with, one a line, a path that may begin at the network's data"
                + " folder: used for networks of which none is known a minute after the start.")
    String seeds() default "";

    /** Loopback. */
    @AttributeDefinition(
        description =
            "On regtest alone: whether 127.0.0.0/8 is part of the network, in groups of /16, so that"
                + " nodes of one machine are stored and dialled; taken at the start.")
    boolean loopback() default false;
  }

  private static final Duration SETTLE_EVERY = Duration.ofMinutes(1);

  private final Loop loop;
  private final Workers workers;
  private final BucketAddressBook book;
  private final Keeper keeper;
  private final DnsSeeds seeds;
  private final FixedSeeds fixedSeeds;
  private final boolean hasDnsSeeds;
  private final Path folder;
  private final int networkMagic;
  private volatile Keeping keeping;
  private volatile boolean stopped;
  private Optional<Outlook> outlook = Optional.empty();
  private boolean loaded;
  private boolean bootstrapped;

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
    this.networkMagic = environment.network().magic();
    boolean loopback = keeping.loopback() && environment.network() == Network.REGTEST;
    this.book = new BucketAddressBook(loop, loopback ? Groups.WITH_LOOPBACK : Groups.BY_PREFIX);
    this.folder = environment.dataFolder();
    this.fixedSeeds = new FixedSeeds(loop, workers, book, networkMagic);
    this.hasDnsSeeds = !environment.network().dnsSeeds().isEmpty();
    this.keeper =
        new Keeper(
            loop,
            workers,
            book,
            new AddressFile(folder.resolve("addresses.dat"), networkMagic),
            folder,
            () -> this.keeping.saveEvery());
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
    loop.execute(() -> keeper.load(keeping.asmap(), this::begin));
  }

  @Modified
  void modified(Config newer) {
    keeping = Keeping.of(newer);
    loop.execute(() -> keeper.regroup(keeping.asmap()));
  }

  /** Writes what is not yet written, on the caller's thread, which is not the loop's. */
  @Deactivate
  public void stop() {
    stopped = true;
    loop.execute(seeds::stop);
    loop.execute(fixedSeeds::stop);
    keeper.writeLast();
  }

  private void begin() {
    loaded = true;
    bootstrap();
    settle();
  }

  /** Once the file is read and the plan told what it reaches, which decides whom it may ask. */
  private void bootstrap() {
    if (!loaded || outlook.isEmpty() || stopped || bootstrapped) {
      return;
    }
    bootstrapped = true;
    if (keeping.dnsSeeds()) {
      seeds.start(outlook.get(), keeping.dnsForced());
    }
    if (!keeping.seeds().isEmpty()) {
      boolean alone = (!keeping.dnsSeeds() || !hasDnsSeeds) && !outlook.get().seedNodes();
      fixedSeeds.start(folder.resolve(keeping.seeds()), alone, this::reachable);
    }
  }

  @Override
  public void outlook(Outlook now) {
    outlook = Optional.of(now);
    seeds.outlook(now);
    bootstrap();
  }

  @Override
  public Set<NetworkClass> reachable() {
    return outlook.map(Outlook::reachable).orElseGet(AddressBook.super::reachable);
  }

  @Override
  public Optional<String> hostToAsk() {
    return seeds.takeSilent();
  }

  /** Without feelers, too, no address waits for another's place for ever (§12.5). */
  private void settle() {
    if (!stopped) {
      book.resolveCollisions();
      loop.after(SETTLE_EVERY, this::settle);
    }
  }

  @Override
  public CompletionStage<Imported> importFrom(Path path) {
    CompletableFuture<Imported> answer = new CompletableFuture<>();
    workers.run(
        "addrbook-import",
        () -> Import.read(path, networkMagic, loop.wallTime().getEpochSecond()),
        new Workers.Answer<Import>() {
          @Override
          public void done(Import read) {
            int found = read.entries().size();
            keeper.restore(
                read.entries(),
                stored -> answer.complete(new Imported(read.format(), found, stored)));
          }

          @Override
          public void failed(Exception cause) {
            answer.completeExceptionally(cause);
          }
        });
    return answer;
  }

  @Override
  public CompletionStage<Integer> exportTo(Path path) {
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    workers.run(
        "addrbook-import",
        () -> {
          List<Kept> all = book.kept();
          try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
            JsonPeers.write(out, all);
          } catch (FileAlreadyExistsException cause) {
            throw new IOException(path + " is there already and is left as it is", cause);
          } catch (IOException cause) {
            throw new IOException("addresses cannot be written: " + cause, cause);
          }
          return all.size();
        },
        new Workers.Answer<Integer>() {
          @Override
          public void done(Integer written) {
            answer.complete(written);
          }

          @Override
          public void failed(Exception cause) {
            answer.completeExceptionally(cause);
          }
        });
    return answer;
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
  public Optional<AddressEntry> selectNew(Set<NetworkClass> networks) {
    return book.selectNew(networks);
  }

  @Override
  public Optional<AddressEntry> selectTriedCollision() {
    return book.selectTriedCollision();
  }

  @Override
  public void resolveCollisions() {
    book.resolveCollisions();
  }

  @Override
  public void attempted(NetworkAddress address) {
    book.attempted(address);
  }

  @Override
  public void attempted(NetworkAddress address, boolean count) {
    book.attempted(address, count);
  }

  @Override
  public long lastTry(NetworkAddress address) {
    return book.lastTry(address);
  }

  @Override
  public void services(NetworkAddress address, long services) {
    book.services(address, services);
  }

  @Override
  public void good(NetworkAddress address, long services) {
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

  @Override
  public List<AddressPlace> places() {
    return book.places();
  }

  @Override
  public OptionalLong as(NetworkAddress address) {
    return book.as(address);
  }

  @Override
  public byte[] group(NetworkAddress address) {
    return book.group(address);
  }

  @Override
  public boolean routable(NetworkAddress address) {
    return book.routable(address);
  }

  @Override
  public Optional<AddressTables> tables() {
    return book.tables()
        .map(t -> new AddressTables(t.fresh(), t.tried(), t.collisions(), keeper.mapName()));
  }
}
