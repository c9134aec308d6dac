package org.patchbay.addrbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Services;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.WireWriter;

class ImportTest {
  private static final int MAGIC = 0xd9b4bef9;
  private static final long NOW = 1_780_000_000;
  private static final NetworkAddress SOURCE = NetworkAddress.parse("8.8.8.8:0");

  @TempDir Path folder;

  private static void entry(WireWriter out, String address, long lastSuccess) {
    out.i32(220_000 | 1 << 29);
    new AddressEntry(NOW - 100, 1_033, NetworkAddress.parse(address)).writeV2(out);
    out.u8(SOURCE.id()).varBytes(SOURCE.bytes()).i64(lastSuccess).i32(2);
  }

  /** Two addresses heard, one of them in two buckets, and one that worked. */
  private static byte[] body() {
    WireWriter out = new WireWriter().i32(MAGIC).u8(4).u8(32 + 4).bytes(new byte[32]);
    out.i32(2).i32(1).i32(1_024 ^ 1 << 30);
    entry(out, "1.2.3.4:8333", 0);
    entry(out, "[2a01::5]:8333", 0);
    entry(out, "5.6.7.8:8333", NOW - 50);
    for (int bucket = 0; bucket < 1_024; bucket++) {
      switch (bucket) {
        case 7 -> out.i32(2).i32(0).i32(1);
        case 900 -> out.i32(1).i32(0);
        default -> out.i32(0);
      }
    }
    return out.bytes(new byte[32]).toBytes();
  }

  private static byte[] signed(byte[] body) {
    return new WireWriter().bytes(body).bytes(Sha256.doubleHash(body, 0, body.length)).toBytes();
  }

  /** {@code core-peers.dat}, of regtest, was written by Bitcoin Core (a build after version 31). */
  @Test
  void whatBitcoinCoreWroteIsReadWithAllItsNetworks() throws IOException {
    byte[] bytes;
    try (InputStream in = ImportTest.class.getResourceAsStream("core-peers.dat")) {
      bytes = in.readAllBytes();
    }
    Path file = folder.resolve("peers.dat");
    Files.write(file, bytes);
    Import read = Import.read(file, Network.REGTEST.magic(), NOW);

    assertEquals("peers.dat", read.format());
    assertEquals(30, read.entries().size());
    for (int i = 1; i <= 6; i++) {
      for (NetworkAddress each : invented(i)) {
        Kept kept =
            read.entries().stream()
                .filter(any -> any.entry().address().equals(each))
                .findFirst()
                .orElseThrow(() -> new AssertionError(each + " is missing"));
        assertEquals(i % 3 == 0, kept.tried(), each.toString());
        assertEquals(i % 3 == 0, kept.entry().lastSuccess() > 0, each.toString());
        assertEquals(Services.NETWORK | Services.WITNESS, kept.entry().entry().services());
        assertEquals(each.withPort(0), kept.entry().source());
      }
    }
  }

  /** The addresses with which Bitcoin Core's tables were filled. */
  private static List<NetworkAddress> invented(int i) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) i);
    return List.of(
        NetworkAddress.parse("9.0." + i + ".1:8333"),
        NetworkAddress.parse("[2a00:" + i + "::1]:8334"),
        NetworkAddress.of(NetworkAddress.TOR_V3, key, 8335),
        NetworkAddress.of(NetworkAddress.I2P, key, 0),
        NetworkAddress.of(
            NetworkAddress.CJDNS, NetworkAddress.parse("[fc00:" + i + "::1]:1").bytes(), 8336));
  }

  private Import read(byte[] bytes) throws IOException {
    Path file = folder.resolve("some.dat");
    Files.write(file, bytes);
    return Import.read(file, MAGIC, NOW);
  }

  private String refusal(byte[] bytes) {
    return assertThrows(IOException.class, () -> read(bytes)).getMessage();
  }

  @Test
  void peersDatGivesTheTriedOnesFirst() throws IOException {
    Import read = read(signed(body()));
    assertEquals("peers.dat", read.format());
    List<Kept> all = read.entries();
    assertEquals(3, all.size());
    assertTrue(all.get(0).tried());
    assertEquals("5.6.7.8:8333", all.get(0).entry().address().toString());
    assertEquals(NOW - 50, all.get(0).entry().lastSuccess());
    assertEquals(1_033, all.get(1).entry().entry().services());
    assertEquals(SOURCE, all.get(1).entry().source());
    assertEquals("[2a01::5]:8333", all.get(2).entry().address().toString());
  }

  @Test
  void aDamagedFileIsNamedWithItsPlace() {
    byte[] body = body();
    byte[] whole = signed(body);
    whole[100] ^= 1;
    assertTrue(refusal(whole).contains("some.dat are not read: checksum does not match over "));
    assertTrue(refusal(signed(Arrays.copyOf(body, 200))).contains(" at byte "));
    byte[] many = body.clone();
    many[40] = 1;
    assertTrue(refusal(signed(many)).contains("at byte 42: count 65538 (max 65536) in new"));
    byte[] other = body.clone();
    other[0] ^= 1;
    assertTrue(refusal(signed(other)).contains("network d9b4bef8 (not d9b4bef9)"));
  }

  @Test
  void whateverItSaysNothingElseIsThrown() {
    SplittableRandom random = new SplittableRandom(3);
    byte[] body = body();
    for (int i = 0; i < 2_000; i++) {
      byte[] changed = Arrays.copyOf(body, random.nextInt(10) == 0 ? random.nextInt(250) : 300);
      for (int flips = random.nextInt(4); flips > 0 && changed.length > 0; flips--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      try {
        read(signed(changed));
      } catch (IOException named) {
        assertTrue(named.getMessage().contains("some.dat are not read: "), named.getMessage());
      }
    }
  }

  @Test
  void aListIsReadLineByLine() throws IOException {
    String text = "# seeds\n1.2.3.4:8333 # AS1\r\n\n[2a01::5]:8333\n";
    Import read = read(text.getBytes(StandardCharsets.UTF_8));
    assertEquals("list", read.format());
    assertEquals(2, read.entries().size());
    assertEquals(9, read.entries().get(0).entry().entry().services());
    String bad = text + "nobody\n";
    assertTrue(refusal(bad.getBytes(StandardCharsets.UTF_8)).contains("not read: line 5: "));
  }

  private String jsonRefusal(String text) {
    return refusal(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void jsonIsReadAndItsFaultsAreNamedWithTheirPlace() throws IOException {
    String text =
        "[{\"address\": \"1.2.3.4:8333\", \"services\": 18446744073709551615, \"x\": [{}]},\n"
            + " {\"address\": \"[2a01::5]:8333\", \"time\": 7, \"tried\": true}]\n";
    Import read = read(text.getBytes(StandardCharsets.UTF_8));
    assertEquals("json", read.format());
    assertEquals(-1, read.entries().get(0).entry().entry().services());
    assertEquals(7, read.entries().get(1).entry().entry().time());
    assertEquals(List.of(false, true), read.entries().stream().map(Kept::tried).toList());
    assertTrue(jsonRefusal("[{\n\"time\": -1}]").contains("line 2, column 1"));
    assertTrue(jsonRefusal("[{\"time\": -1}]").contains("time -1 (0 to 4294967295)"));
    assertTrue(jsonRefusal("[{}]").contains("an entry without \"address\""));
    assertTrue(jsonRefusal("[{\"address\": 5}]").contains("VALUE_NUMBER_INT instead of"));
    assertTrue(jsonRefusal("[{\"address\": \"no\"}]").contains("line 1, column "));
    assertTrue(jsonRefusal("[{\"tried\": 1}]").contains("line 1, column "));
    for (String each : List.of("[\u009b]", "[{\u009b}]", "\u009b")) {
      assertTrue(jsonRefusal(each).chars().noneMatch(Character::isISOControl));
    }
    assertTrue(jsonRefusal("[{\"a\":" + "[".repeat(50) + "}]").contains("line 1, column "));
  }

  @Test
  void bytesThatAreNoTextAreNamedWithTheirPlaceToo() {
    for (String each : List.of("AQAAAAAAAFxb51t7ImFzIjpl", "AADhAAA2MAHE")) {
      byte[] bytes = Base64.getDecoder().decode(each);
      MalformedException flaw =
          assertThrows(MalformedException.class, () -> JsonPeers.read(bytes, NOW));
      assertTrue(flaw.getMessage().startsWith("line 1, column "), flaw.getMessage());
    }
  }

  @Test
  void whateverTheJsonSaysNothingElseIsThrown() {
    SplittableRandom random = new SplittableRandom(5);
    String text =
        "[{\"address\": \"1.2.3.4:8333\", \"services\": 9, \"time\": 7, \"tried\": true,"
            + " \"source\": \"[2a01::5]:8333\", \"attempts\": 3, \"last_try\": 1}]";
    for (int i = 0; i < 2_000; i++) {
      byte[] changed = text.getBytes(StandardCharsets.UTF_8);
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(' ', 127);
      }
      try {
        read(changed);
      } catch (IOException named) {
        assertTrue(named.getMessage().contains("not read: line "), named.getMessage());
      }
    }
  }

  @Test
  void theRealListsAreRead() throws IOException {
    Path file = Shared.file("peers").resolve("nodes_main.txt");
    assertTrue(Import.read(file, MAGIC, NOW).entries().size() > 1_500);
  }

  @Test
  void aMissingFileIsNamed() {
    Path nowhere = folder.resolve("nowhere");
    IOException failure = assertThrows(IOException.class, () -> Import.read(nowhere, MAGIC, NOW));
    assertTrue(failure.getMessage().contains("nowhere"), failure.getMessage());
  }
}
