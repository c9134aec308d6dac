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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.addrbook.AddressRecord;
import org.patchbay.api.addrbook.AddressTransfer;
import org.patchbay.api.addrbook.Outlook;
import org.patchbay.api.node.Environment;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.WireWriter;

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

  private String asmap = "";
  private String seedFile = "";
  private boolean loopback;
  private boolean dnsForced;
  private Outlook outlook = standing(0);

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
            new Keeping(Duration.ofMinutes(5), dnsSeeds, dnsForced, asmap, seedFile, loopback),
            name -> names.lookup(name));
    book.start();
    book.outlook(outlook);
    loop.runDue();
    return book;
  }

  private static Outlook standing(int fullRelay) {
    return new Outlook(Set.of(NetworkClass.values()), true, false, fullRelay);
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
  void bothTablesAndTheKeyAreFoundAgain() {
    KeptAddressBook book = open(Network.REGTEST, true);
    for (int i = 0; i < 600; i++) {
      byte[] ip = {(byte) (20 + i % 40), (byte) i, 1, 1};
      NetworkAddress address = NetworkAddress.of(NetworkAddress.IPV4, ip, 8333);
      for (int teller = 0; teller < 3; teller++) {
        byte[] from = {80, (byte) (i % 7 * 3 + teller), 1, 1};
        NetworkAddress source = NetworkAddress.of(NetworkAddress.IPV4, from, 8333);
        book.add(List.of(new AddressEntry(entry(1).time() + teller, 9, address)), source, 0);
      }
      if (i % 3 == 0) {
        book.good(address, 9);
      }
    }
    book.stop();
    assertEquals(book.tables(), open(Network.REGTEST, true).tables());
    assertEquals(Set.copyOf(book.snapshot()), Set.copyOf(open(Network.REGTEST, true).snapshot()));
  }

  @Test
  void seedsThatAreForcedAreAskedWhateverIsKnown() {
    outlook = standing(8);
    KeptAddressBook book = open(Network.MAIN, true);
    book.add(List.of(entry(1)), SOURCE, 0);
    book.stop();
    open(Network.MAIN, true).stop();
    assertEquals(List.of(), asked);
    dnsForced = true;
    open(Network.MAIN, true);
    assertEquals(Network.MAIN.dnsSeeds().size(), asked.size());
    outlook = new Outlook(Set.of(NetworkClass.ONION), true, false, 0);
    open(Network.MAIN, true);
    assertEquals(Network.MAIN.dnsSeeds().size(), asked.size());
  }

  @Test
  void aFileOfTheFormerFormIsReadOnce() throws IOException {
    WireWriter out = new WireWriter().i32(0x42414250).u8(1).i32(Network.REGTEST.magic()).i32(2);
    long now = loop.wallTime().getEpochSecond();
    for (int i = 0; i < 2; i++) {
      entry(i).writeV2(out);
      out.u8(SOURCE.id()).varBytes(SOURCE.bytes()).u16be(SOURCE.port());
      out.i64(now - 5).i64(now - 9).i64(i == 0 ? 0 : now - 5).i32(i);
    }
    Files.write(folder.resolve("addresses.dat"), out.bytes(Sha256.hash(out.toBytes())).toBytes());
    KeptAddressBook book = open(Network.REGTEST, true);
    assertEquals(2, book.size());
    assertEquals(1, book.tables().orElseThrow().tried().taken());
    loop.advance(Duration.ofMinutes(5));
    loop.runDue();
    assertEquals(2, Files.readAllBytes(folder.resolve("addresses.dat"))[4]);
    assertEquals(book.tables(), open(Network.REGTEST, true).tables());
  }

  @Test
  void whoWaitsForAPlaceGetsItInTimeWithoutAnyFeeler() {
    KeptAddressBook book = open(Network.REGTEST, true);
    int i = 0;
    while (book.tables().orElseThrow().collisions() == 0) {
      book.good(entry(i++).address(), 9);
    }
    int tried = book.tables().orElseThrow().tried().taken();
    loop.advance(Duration.ofMinutes(2));
    assertEquals(0, book.tables().orElseThrow().collisions(), "the old one worked just now");
    loop.advance(Duration.ofHours(5));
    book.good(entry(i - 1).address(), 9);
    assertEquals(1, book.tables().orElseThrow().collisions());
    loop.advance(Duration.ofMinutes(40));
    assertEquals(1, book.tables().orElseThrow().collisions());
    loop.advance(Duration.ofMinutes(2));
    assertEquals(0, book.tables().orElseThrow().collisions());
    assertEquals(tried, book.tables().orElseThrow().tried().taken());
    assertEquals(i, book.size());
  }

  @Test
  void aListIsImportedAndAFileWithFaultsChangesNothing() throws Exception {
    KeptAddressBook book = open(Network.REGTEST, true);
    Path list = folder.resolve("list.txt");
    Files.writeString(list, "50.1.1.1:8333\n50.2.1.1:8333\n10.0.0.1:8333\n");
    CompletableFuture<AddressTransfer.Imported> told = book.importFrom(list).toCompletableFuture();
    loop.runDue();
    assertEquals(new AddressTransfer.Imported("list", 3, 2), told.get());
    Files.writeString(list, "60.1.1.1:8333\nnobody\n");
    CompletableFuture<AddressTransfer.Imported> refused =
        book.importFrom(list).toCompletableFuture();
    loop.runDue();
    assertTrue(refused.isCompletedExceptionally());
    assertEquals(2, book.size());
  }

  @Test
  void whatIsExportedIsImportedElsewhere() throws Exception {
    KeptAddressBook book = open(Network.REGTEST, true);
    book.add(List.of(entry(1)), SOURCE, 0);
    book.good(entry(700).address(), -1);
    book.connected(entry(1).address());
    Path json = folder.resolve("addresses.json");
    CompletableFuture<Integer> written = book.exportTo(json).toCompletableFuture();
    loop.runDue();
    assertEquals(2, written.get());
    CompletableFuture<Integer> again = book.exportTo(json).toCompletableFuture();
    loop.runDue();
    assertTrue(again.isCompletedExceptionally(), "a file that is there is left alone");
    KeptAddressBook other = open(Network.SIGNET, false);
    CompletableFuture<AddressTransfer.Imported> told = other.importFrom(json).toCompletableFuture();
    loop.runDue();
    assertEquals(new AddressTransfer.Imported("json", 2, 2), told.get());
    assertEquals(Set.copyOf(book.snapshot()), Set.copyOf(other.snapshot()));
    assertEquals(1, other.tables().orElseThrow().tried().taken());
  }

  @Test
  void fixedSeedsServeNetworksOfWhichNothingIsKnown() throws IOException {
    Files.writeString(
        folder.resolve("seeds.txt"),
        "50.9.1.1:8333\n[2a01::5]:8333\n"
            + "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:8333\n");
    seedFile = "seeds.txt";
    KeptAddressBook book = open(Network.SIGNET, true);
    assertEquals(2, book.size(), "DNS seeds answered with IPv4");
    loop.advance(Duration.ofSeconds(60).minusNanos(1));
    assertEquals(2, book.size());
    loop.advance(Duration.ofNanos(1));
    loop.runDue();
    assertEquals(4, book.size());
    long now = loop.wallTime().getEpochSecond();
    for (AddressRecord one : book.snapshot()) {
      if (one.entry().address().network() != NetworkClass.IPV4) {
        long age = now - one.entry().time();
        assertTrue(age > 6 * 86_400 && age < 15 * 86_400, "age " + age);
      }
    }
  }

  @Test
  void fixedSeedsAreUsedAtOnceWithoutDnsSeedsAndABadFileIsNoHarm() throws IOException {
    Files.writeString(folder.resolve("seeds.txt"), "50.9.1.1:8333\n");
    seedFile = "seeds.txt";
    assertEquals(1, open(Network.REGTEST, true).size());
    seedFile = "nowhere.txt";
    assertEquals(0, open(Network.REGTEST, true).size());
  }

  @Test
  void anAsmapThatCannotBeUsedLeavesTheGroupsOfLeadingBits() throws IOException {
    Files.write(folder.resolve("map"), new byte[] {1, 2, 3});
    asmap = "map";
    KeptAddressBook book = open(Network.REGTEST, true);
    assertEquals("", book.tables().orElseThrow().asmap());
    book.add(List.of(entry(1)), SOURCE, 0);
    assertEquals(1, book.size());
  }

  @Test
  void anAsmapGroupsAndItsLossRearranges() throws IOException {
    asmap = Shared.file("vectors/asmap/ip_asn.dat").toAbsolutePath().toString();
    KeptAddressBook book = open(Network.REGTEST, true);
    assertEquals(asmap, book.tables().orElseThrow().asmap());
    NetworkAddress google = NetworkAddress.parse("8.8.8.8:8333");
    assertEquals(5, book.group(google).length);
    book.add(List.of(entry(1)), SOURCE, 0);
    book.good(google, 9);
    book.stop();
    KeptAddressBook same = open(Network.REGTEST, true);
    assertEquals(book.tables(), same.tables());
    asmap = "";
    KeptAddressBook without = open(Network.REGTEST, true);
    assertEquals(3, without.group(google).length);
    assertEquals(2, without.size());
    assertEquals(1, without.tables().orElseThrow().tried().taken());
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
            new Keeping(Duration.ofMinutes(5), true, "", ""),
            names);
    hasty.start();
    hasty.stop();
    assertEquals(1, open(Network.REGTEST, true).size());
  }

  @Test
  void afterADiskFailureTheNextWriteTriesAgain() throws IOException {
    KeptAddressBook book = open(Network.REGTEST, true);
    book.add(List.of(entry(1)), SOURCE, 0);
    Path obstacle = Files.createDirectories(folder.resolve(".addresses.dat.new/in the way"));
    loop.advance(Duration.ofMinutes(6));
    assertFalse(Files.exists(folder.resolve("addresses.dat")));
    Files.delete(obstacle);
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
    book.outlook(standing(1));
    loop.advance(Duration.ofSeconds(11));
    assertEquals(6, asked.size());
    book.outlook(standing(2));
    loop.advance(Duration.ofHours(1));
    assertEquals(6, asked.size());
  }

  @Test
  void aBookWithManyAddressesWaitsLonger() {
    KeptAddressBook filled = open(Network.MAIN, false);
    for (int i = 0; i < 1_200; i++) {
      byte[] ip = {(byte) (20 + i % 40), (byte) i, 1, 1};
      NetworkAddress address = NetworkAddress.of(NetworkAddress.IPV4, ip, 8333);
      filled.add(List.of(new AddressEntry(entry(1).time(), 9, address)), address, 0);
    }
    filled.stop();
    assertTrue(open(Network.MAIN, true).size() >= 1_000);
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
  void loopbackIsPartOfTheNetworkOnRegtestAloneAndWhereWanted() {
    NetworkAddress one = NetworkAddress.parse("127.5.0.1:18444");
    NetworkAddress near = NetworkAddress.parse("127.5.9.9:18444");
    NetworkAddress far = NetworkAddress.parse("127.6.0.1:18444");
    List<AddressEntry> entries =
        List.of(new AddressEntry(loop.wallTime().getEpochSecond(), 9, one));
    assertEquals(0, open(Network.REGTEST, false).add(entries, SOURCE, 0));
    loopback = true;
    assertEquals(0, open(Network.SIGNET, false).add(entries, SOURCE, 0));
    KeptAddressBook book = open(Network.REGTEST, false);
    assertEquals(1, book.add(entries, SOURCE, 0));
    assertEquals(one, book.select(Set.of(NetworkClass.IPV4)).orElseThrow().address());
    assertTrue(Arrays.equals(book.group(one), book.group(near)));
    assertFalse(Arrays.equals(book.group(one), book.group(far)));
  }

  @Test
  void whoReachesPrivacyNetworksAloneAsksNoSeed() {
    outlook = new Outlook(Set.of(NetworkClass.ONION), true, false, 0);
    KeptAddressBook book = open(Network.MAIN, true);
    loop.advance(Duration.ofHours(1));
    assertEquals(List.of(), asked);
    book.outlook(standing(0));
    loop.advance(DnsSeeds.FEW_WAIT);
    assertEquals(Network.MAIN.dnsSeeds().size(), asked.size());
  }

  @Test
  void seedNodesHaveHalfAMinuteBeforeSeedsAreAsked() {
    outlook = new Outlook(Set.of(NetworkClass.IPV4), true, true, 0);
    KeptAddressBook book = open(Network.SIGNET, true);
    loop.advance(DnsSeeds.SEED_NODES_FIRST.minusNanos(1));
    assertEquals(0, asked.size());
    loop.advance(Duration.ofNanos(1));
    assertEquals(2, asked.size());
    assertEquals(Optional.empty(), book.hostToAsk());
  }

  @Test
  void whereNamesAreForAProxyNoSeedIsLookedUpAndEachIsAHostToAsk() {
    outlook = new Outlook(Set.of(NetworkClass.IPV4), false, false, 0);
    KeptAddressBook book = open(Network.TESTNET4, true);
    loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of(), asked);
    Set<String> told = Set.of(book.hostToAsk().orElseThrow(), book.hostToAsk().orElseThrow());
    assertEquals(Set.copyOf(Network.TESTNET4.dnsSeeds()), told);
  }

  @Test
  void aSeedWithoutAnAnswerIsAHostToAskOnce() {
    names =
        name -> {
          if (name.contains("wiz")) {
            throw new UnknownHostException(name);
          }
          return List.of();
        };
    KeptAddressBook book = open(Network.TESTNET4, true);
    Set<String> told = Set.of(book.hostToAsk().orElseThrow(), book.hostToAsk().orElseThrow());
    assertEquals(Set.copyOf(Network.TESTNET4.dnsSeeds()), told);
    assertEquals(Optional.empty(), book.hostToAsk());
  }

  @Test
  void fixedSeedsOfNetworksThatAreNotReachedAreLeftOut() throws IOException {
    Files.writeString(folder.resolve("seeds.txt"), "50.9.1.1:8333\n[2a01::5]:8333\n");
    seedFile = "seeds.txt";
    outlook = new Outlook(Set.of(NetworkClass.IPV6), true, false, 0);
    KeptAddressBook book = open(Network.REGTEST, true);
    loop.advance(Duration.ofSeconds(1));
    assertEquals(1, book.size());
    assertEquals(NetworkClass.IPV6, book.snapshot().get(0).entry().address().network());
  }
}
