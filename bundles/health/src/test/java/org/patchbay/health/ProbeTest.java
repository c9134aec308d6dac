package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.AddressRecord;
import org.patchbay.api.health.Vitals;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

class ProbeTest {
  @TempDir Path folder;

  private final VirtualLoop loop = new VirtualLoop(1);
  private final StoppableWorkers workers = new StoppableWorkers(loop);

  private record Stored(AddressEntry entry) implements AddressRecord {
    @Override
    public NetworkAddress source() {
      return entry.address();
    }

    @Override
    public long lastTry() {
      return 0;
    }

    @Override
    public long lastSuccess() {
      return 0;
    }

    @Override
    public int attempts() {
      return 0;
    }
  }

  private static AddressBook book(String... addresses) {
    List<Stored> all =
        List.of(addresses).stream()
            .map(each -> new Stored(new AddressEntry(0, 0, NetworkAddress.parse(each))))
            .toList();
    return Scripted.of(AddressBook.class, Map.of("snapshot", all));
  }

  private void look(Probe probe, AddressBook book) {
    probe.look(book);
    loop.runDue();
  }

  @Test
  void roomIsMeasuredAndNothingIsLeftBehind() throws IOException {
    Probe probe = new Probe(loop, workers, folder);
    assertTrue(probe.disk().isEmpty());
    look(probe, null);
    Vitals.Disk disk = probe.disk().orElseThrow();
    assertEquals("", disk.trouble());
    assertEquals(Files.getFileStore(folder).getTotalSpace(), disk.total());
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void whatCannotBeWrittenIsToldUntilItCanAgain() throws IOException {
    Probe probe = new Probe(loop, workers, folder);
    Path inTheWay = Files.createDirectory(folder.resolve(Probe.FILE));
    look(probe, null);
    assertFalse(probe.disk().orElseThrow().trouble().isEmpty());
    Files.delete(inTheWay);
    loop.advance(Duration.ofSeconds(59));
    look(probe, null);
    assertFalse(probe.disk().orElseThrow().trouble().isEmpty(), "tried once a minute");
    loop.advance(Duration.ofSeconds(1));
    look(probe, null);
    assertEquals("", probe.disk().orElseThrow().trouble());
  }

  @Test
  void aFolderThatIsGoneIsATrouble() {
    Probe probe = new Probe(loop, workers, folder.resolve("gone"));
    look(probe, null);
    assertTrue(probe.disk().orElseThrow().trouble().contains("gone"));
  }

  @Test
  void addressesAreCountedOnceAMinute() {
    Probe probe = new Probe(loop, workers, folder);
    assertTrue(probe.addresses(Set.of()).isEmpty());
    look(probe, book("192.0.2.1:8333", "192.0.2.2:8333", "[2001:db8::1]:8333"));
    Set<NetworkClass> reachable = Set.of(NetworkClass.IPV4);
    Vitals.Addresses addresses = probe.addresses(reachable).orElseThrow();
    assertEquals(2, addresses.known().get(addresses.reachable().iterator().next()));
    loop.advance(Duration.ofSeconds(59));
    look(probe, book("192.0.2.1:8333"));
    assertEquals(2, probe.addresses(reachable).orElseThrow().known().get(NetworkClass.IPV4));
    loop.advance(Duration.ofSeconds(1));
    look(probe, book("192.0.2.1:8333"));
    assertEquals(1, probe.addresses(reachable).orElseThrow().known().get(NetworkClass.IPV4));
  }

  @Test
  void aDiskThatDoesNotAnswerIsATroubleAndIsAskedOnlyOnce() {
    Probe probe = new Probe(loop, workers, folder);
    look(probe, null);
    AddressBook hanging =
        (AddressBook)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {AddressBook.class},
                (proxy, method, arguments) -> {
                  throw new StoppableWorkers.Hang();
                });
    loop.advance(Duration.ofSeconds(60));
    look(probe, hanging);
    assertEquals(1, workers.hanging());
    assertEquals("", probe.disk().orElseThrow().trouble());
    loop.advance(Duration.ofSeconds(60));
    look(probe, hanging);
    assertEquals("no answer from " + folder + " for 60 s", probe.disk().orElseThrow().trouble());
    workers.letGo("health-probe");
    loop.runDue();
    look(probe, null);
    assertEquals("", probe.disk().orElseThrow().trouble());
  }
}
