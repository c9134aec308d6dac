package org.patchbay.addrbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;

class AddressFileTest {
  @TempDir Path folder;
  private Path path;
  private AddressFile file;

  @BeforeEach
  void open() {
    path = folder.resolve("addresses.dat");
    file = new AddressFile(path, 0xdab5bffa);
  }

  private static AddressFile.Content content(List<Kept> entries) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 7);
    return new AddressFile.Content(key, new byte[32], entries);
  }

  private static List<Kept> entries(int seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] ids = {NetworkAddress.IPV4, NetworkAddress.IPV6, NetworkAddress.TOR_V3};
    int[] lengths = {4, 16, 32};
    List<Kept> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(3);
      byte[] bytes = new byte[lengths[kind]];
      random.nextBytes(bytes);
      NetworkAddress address = NetworkAddress.of(ids[kind], bytes, random.nextInt(65_536));
      AddressEntry entry = new AddressEntry(random.nextLong(1L << 32), random.nextLong(), address);
      boolean tried = random.nextInt(4) == 0;
      List<Integer> buckets = random.ints(tried ? 0 : random.nextInt(9), 0, 1_024).boxed().toList();
      Entry kept =
          new Entry(
              entry,
              NetworkAddress.parse("1.2.3.4:5"),
              random.nextLong(),
              random.nextLong(),
              random.nextLong(),
              random.nextInt());
      entries.add(new Kept(kept, tried, buckets));
    }
    return entries;
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    assertEquals(List.of(), file.read().entries());
    file.write(content(entries(1, 500)));
    assertEquals(entries(1, 500), file.read().entries());
    file.write(content(List.of()));
    assertEquals(List.of(), file.read().entries());
    assertTrue(Files.exists(path));
  }

  @Test
  void aWriteThatWasCutOffAnywhereLeavesTheOldFile() throws IOException {
    file.write(content(entries(2, 50)));
    byte[] next = Files.readAllBytes(path);
    file.write(content(entries(1, 50)));
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 50; i++) {
      byte[] cut = Arrays.copyOf(next, random.nextInt(next.length));
      Files.write(folder.resolve(".addresses.dat.new"), cut);
      assertEquals(entries(1, 50), file.read().entries());
    }
    file.write(content(entries(3, 50)));
    assertEquals(entries(3, 50), file.read().entries());
    assertFalse(Files.exists(folder.resolve(".addresses.dat.new")));
  }

  @Test
  void aDamagedFileIsMovedAsideWhereverTheDamageIs() throws IOException {
    file.write(content(entries(1, 50)));
    byte[] whole = Files.readAllBytes(path);
    SplittableRandom random = new SplittableRandom(4);
    Path aside = folder.resolve("addresses.dat.corrupt");
    for (int i = 0; i < 200; i++) {
      byte[] damaged;
      if (i % 2 == 0) {
        damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
      } else {
        damaged = whole.clone();
        damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(path, damaged);
      assertEquals(List.of(), file.read().entries());
      assertFalse(Files.exists(path));
      assertTrue(Arrays.equals(damaged, Files.readAllBytes(aside)));
    }
  }

  @Test
  void aLateWriteDoesNotReplaceTheLastOne() throws IOException {
    file.writeLast(content(entries(2, 5)));
    file.write(content(entries(1, 5)));
    assertEquals(entries(2, 5), file.read().entries());
  }

  @Test
  void theFileOfAnotherNetworkIsNotUsed() throws IOException {
    new AddressFile(path, 0xd9b4bef9).write(content(entries(1, 5)));
    assertEquals(List.of(), file.read().entries());
    assertTrue(Files.exists(folder.resolve("addresses.dat.corrupt")));
  }

  @Test
  void aFailingDiskIsReportedWithTheFilesName() throws IOException {
    file.write(content(entries(1, 5)));
    Files.createDirectories(folder.resolve(".addresses.dat.new/in the way"));
    IOException failure = assertThrows(IOException.class, () -> file.write(content(entries(2, 5))));
    assertTrue(failure.getMessage().contains(path.toString()), failure.getMessage());
    assertEquals(entries(1, 5), file.read().entries());
  }
}
