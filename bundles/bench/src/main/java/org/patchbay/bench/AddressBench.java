package org.patchbay.bench;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.patchbay.addrbook.BucketAddressBook;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/** An address book whose tables are full, with the node's own source of chance. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AddressBench {
  private static final Set<NetworkClass> ALL =
      Set.of(NetworkClass.IPV4, NetworkClass.IPV6, NetworkClass.ONION);
  private static final Set<NetworkClass> RARE = Set.of(NetworkClass.ONION);
  private static final int RARE_COUNT = 20;
  private static final int SENT = 400_000;
  private static final int WORKED = 100_000;

  private final Secret loop = new Secret(new VirtualLoop(1, Instant.ofEpochSecond(1_780_000_000)));
  private final SplittableRandom random = new SplittableRandom(2);
  private final BucketAddressBook book = new BucketAddressBook(loop);
  private final NetworkAddress[] strangers = new NetworkAddress[1 << 12];
  private int next;

  /** Virtual time and real chance. */
  private record Secret(VirtualLoop time, RandomGenerator random) implements Loop {
    Secret(VirtualLoop time) {
      this(time, new SecureRandom());
    }

    @Override
    public void execute(Runnable task) {
      time.execute(task);
    }

    @Override
    public boolean inLoop() {
      return true;
    }

    @Override
    public long now() {
      return time.now();
    }

    @Override
    public Instant wallTime() {
      return time.wallTime();
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
      return time.after(delay, task);
    }
  }

  private NetworkAddress address(int network, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return NetworkAddress.of(network, bytes, 8333);
  }

  private AddressEntry entry(NetworkAddress address) {
    return new AddressEntry(loop.wallTime().getEpochSecond() - 1_000, 9, address);
  }

  /** Few onion addresses, and as many others as find a place; every third was tried in vain. */
  @Setup
  public void fill() {
    for (int i = 0; i < RARE_COUNT; i++) {
      NetworkAddress onion = address(NetworkAddress.TOR_V3, 32);
      book.add(List.of(entry(onion)), onion, 0);
    }
    for (int i = 0; i < SENT; i++) {
      NetworkAddress stranger = address(NetworkAddress.IPV4, 4);
      book.add(List.of(entry(stranger)), address(NetworkAddress.IPV4, 4), 0);
      if (i < WORKED) {
        book.good(stranger, 9);
      }
      if (i % 3 == 0) {
        book.attempted(stranger);
      }
    }
    loop.time.advance(Duration.ofHours(1));
    for (int i = 0; i < strangers.length; i++) {
      strangers[i] = address(NetworkAddress.IPV4, 4);
    }
  }

  /** An address to connect to. */
  @Benchmark
  public Optional<AddressEntry> select() {
    return book.select(ALL);
  }

  /** An address of a network that has twenty among eighty thousand. */
  @Benchmark
  public Optional<AddressEntry> selectOfRareNetwork() {
    return book.select(RARE);
  }

  /** An address for a feeler. */
  @Benchmark
  public Optional<AddressEntry> selectNew() {
    return book.selectNew(ALL);
  }

  /** One address of a message. */
  @Benchmark
  public int add() {
    NetworkAddress stranger = strangers[next++ & strangers.length - 1];
    NetworkAddress source = strangers[next * 31 & strangers.length - 1];
    return book.add(List.of(entry(stranger)), source, 7_200);
  }

  /** An answer to getaddr. */
  @Benchmark
  public List<AddressEntry> sample() {
    return book.sample(1_000, 23);
  }
}
