package org.patchbay.addrbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.node.Environment;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;

class KeptAddressBookTest {
  private static final NetworkAddress SOURCE = NetworkAddress.parse("8.8.8.8:8333");

  @TempDir Path folder;
  private final VirtualLoop loop = new VirtualLoop(1);
  private final List<String> asked = new ArrayList<>();
  private NameLookup names =
      name -> {
        asked.add(name);
        return List.of(ip(5, asked.size()), ip(127, 1));
      };

  private record Here(Network network, Path dataFolder) implements Environment {
    @Override
    public String version() {
      return "0.1.0";
    }
  }

  private static InetAddress ip(int first, int last) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {(byte) first, 0, 0, (byte) last});
  }

  private KeptAddressBook open(Network network, boolean dnsSeeds) {
    KeptAddressBook book =
        new KeptAddressBook(
            new Here(network, folder),
            loop,
            new VirtualWorkers(loop),
            new KeptAddressBook.Keeping(20_000, Duration.ofMinutes(5), dnsSeeds),
            name -> names.lookup(name));
    book.start();
    loop.runDue();
    return book;
  }

  private AddressEntry entry(int i) {
    byte[] ip = {50, 1, (byte) (i >> 8), (byte) i};
    return new AddressEntry(
        loop.wallTime().getEpochSecond(), 9, NetworkAddress.of(NetworkAddress.IPV4, ip, 8333));
  }

  @Test
  void aChangedBookIsWrittenAfterAWhileAndFoundAgain() {
    KeptAddressBook book = open(Network.REGTEST, true);
    book.add(List.of(entry(1), entry(2)), SOURCE, 0);
    book.good(entry(1).address(), 9);
    loop.advance(Duration.ofMinutes(5).minusNanos(1));
    assertFalse(Files.exists(folder.resolve("addresses.dat")));
    loop.advance(Duration.ofNanos(1));
    loop.runDue();
    KeptAddressBook again = open(Network.REGTEST, true);
    assertEquals(2, again.size());
    assertEquals(1, again.snapshot().stream().filter(entry -> entry.lastSuccess() > 0).count());
  }

  @Test
  void anUnchangedBookIsNotWrittenAgain() throws IOException {
    KeptAddressBook book = open(Network.REGTEST, true);
    book.add(List.of(entry(1)), SOURCE, 0);
    loop.advance(Duration.ofMinutes(6));
    Files.delete(folder.resolve("addresses.dat"));
    loop.advance(Duration.ofHours(1));
    assertFalse(Files.exists(folder.resolve("addresses.dat")));
    book.add(List.of(entry(2)), SOURCE, 0);
    loop.advance(Duration.ofMinutes(5));
    loop.runDue();
    assertTrue(Files.exists(folder.resolve("addresses.dat")));
  }

  @Test
  void stoppingWritesWhatIsThere() {
    KeptAddressBook book = open(Network.REGTEST, true);
    book.add(List.of(entry(1)), SOURCE, 0);
    book.stop();
    assertEquals(1, open(Network.REGTEST, true).size());
  }

  @Test
  void stoppingBeforeTheFileWasReadDoesNotEmptyIt() {
    KeptAddressBook book = open(Network.REGTEST, true);
    book.add(List.of(entry(1)), SOURCE, 0);
    book.stop();
    KeptAddressBook hasty =
        new KeptAddressBook(
            new Here(Network.REGTEST, folder),
            loop,
            new VirtualWorkers(loop),
            new KeptAddressBook.Keeping(20_000, Duration.ofMinutes(5), true),
            names);
    hasty.start();
    hasty.stop();
    assertEquals(1, open(Network.REGTEST, true).size());
  }

  @Test
  void afterADiskFailureTheNextWriteTriesAgain() throws IOException {
    KeptAddressBook book = open(Network.REGTEST, true);
    book.add(List.of(entry(1)), SOURCE, 0);
    Files.createDirectory(folder.resolve("addresses.dat.new"));
    loop.advance(Duration.ofMinutes(6));
    assertFalse(Files.exists(folder.resolve("addresses.dat")));
    Files.delete(folder.resolve("addresses.dat.new"));
    loop.advance(Duration.ofMinutes(6));
    assertTrue(Files.exists(folder.resolve("addresses.dat")));
  }

  @Test
  void anEmptyBookAsksEverySeedWithTheServiceMask() {
    KeptAddressBook book = open(Network.SIGNET, true);
    assertEquals(2, asked.size());
    assertTrue(asked.contains("x9.seed.signet.bitcoin.sprovoost.nl."), asked.toString());
    assertEquals(2, book.size());
    long now = loop.wallTime().getEpochSecond();
    book.snapshot()
        .forEach(
            entry -> {
              long age = now - entry.entry().time();
              assertTrue(age > 3 * 86_400 - 1 && age <= 7 * 86_400, "age " + age);
              assertEquals(38_333, entry.entry().address().port());
              assertEquals(9, entry.entry().services());
            });
  }

  @Test
  void noSeedIsAskedWhereThereAreNoneOrTheOperatorSaysSo() {
    open(Network.REGTEST, true);
    open(Network.MAIN, false);
    loop.advance(Duration.ofHours(1));
    assertEquals(List.of(), asked);
  }

  @Test
  void aFilledBookAsksThreeAtATimeUntilTwoPeersWereReached() {
    KeptAddressBook filled = open(Network.MAIN, false);
    filled.add(List.of(entry(1)), SOURCE, 0);
    filled.stop();
    KeptAddressBook book = open(Network.MAIN, true);
    loop.advance(Duration.ofSeconds(11).minusNanos(1));
    assertEquals(0, asked.size());
    loop.advance(Duration.ofNanos(1));
    assertEquals(3, asked.size());
    book.good(entry(1).address(), 9);
    loop.advance(Duration.ofSeconds(11));
    assertEquals(6, asked.size());
    book.good(entry(2).address(), 9);
    loop.advance(Duration.ofHours(1));
    assertEquals(6, asked.size());
  }

  @Test
  void aBookWithManyAddressesWaitsLonger() {
    KeptAddressBook filled = open(Network.MAIN, false);
    for (int i = 0; i < 1_000; i++) {
      filled.add(List.of(entry(i)), SOURCE, 0);
    }
    filled.stop();
    open(Network.MAIN, true);
    loop.advance(Duration.ofMinutes(5).minusNanos(1));
    assertEquals(0, asked.size());
    loop.advance(Duration.ofNanos(1));
    assertEquals(3, asked.size());
  }

  @Test
  void whenNoSeedAnswersAllAreAskedAgainLater() {
    NameLookup working = names;
    names =
        name -> {
          asked.add(name);
          throw new UnknownHostException(name);
        };
    KeptAddressBook book = open(Network.SIGNET, true);
    assertEquals(2, asked.size());
    loop.advance(Duration.ofMinutes(5));
    loop.runDue();
    assertEquals(4, asked.size());
    names = working;
    loop.advance(Duration.ofMinutes(5));
    loop.runDue();
    assertEquals(2, book.size());
    loop.advance(Duration.ofHours(1));
    assertEquals(6, asked.size());
  }

  @Test
  void everySeedIsASourceGroupOfItsOwn() {
    assertEquals("[fd6b:88c0:8724", DnsSeeds.source("seed.example").toString().substring(0, 15));
    assertFalse(DnsSeeds.source("a").equals(DnsSeeds.source("b")));
  }
}
