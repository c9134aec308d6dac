package org.patchbay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.wire.message.AddrV2;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;

/** Values that were computed elsewhere (protocol-facts §18.2, §23). */
class GoldenTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String ONION =
      "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion";
  private static final String ONION_KEY =
      "79bcc625184b05194975c28b66b66b0469f7f6556fb1ac3189a79b40dda32f1f";

  @ParameterizedTest
  @CsvSource({
    "main,000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f,f9beb4d9,8333",
    "test,000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943,0b110907,18333",
    "testnet4,00000000da84f2bafbbc53dee25a72ae507ff4914b867c565be350b0da8bf043,1c163f28,48333",
    "signet,00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6,0a03cf40,38333",
    "regtest,0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206,fabfb5da,18444",
  })
  void genesisAndMagic(String id, String hash, String magic, int port) {
    Network network = Network.of(id).orElseThrow();

    assertEquals(hash, network.genesis().hash().toString());
    assertTrue(network.genesis().meetsOwnTarget());
    assertEquals(magic, HEX.formatHex(network.magicBytes()));
    assertEquals(port, network.port());
  }

  @ParameterizedTest
  @CsvSource({
    "MAIN,29ab5f49ffff001d1dac2b7c",
    "TEST,dae5494dffff001d1aa4ae18",
    "SIGNET,008f4d5fae77031e8ad22203",
    "REGTEST,dae5494dffff7f2002000000",
  })
  void genesisHeaderBytes(Network network, String end) {
    String start =
        "01000000"
            + "00".repeat(32)
            + "3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a";

    assertEquals(start + end, HEX.formatHex(network.genesis().toBytes()));
  }

  @Test
  void genesisCoinbase() throws MalformedException {
    byte[] raw =
        HEX.parseHex(
            "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d"
                + "04ffff001d0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72"
                + "206f6e206272696e6b206f66207365636f6e64206261696c6f757420666f722062616e6b73ffffff"
                + "ff0100f2052a01000000434104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0"
                + "ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac0000"
                + "0000");
    Transaction coinbase = Transaction.read(new WireReader(raw));

    assertEquals(Network.MAIN.genesis().merkleRoot(), coinbase.txid());
    assertEquals(coinbase.txid(), coinbase.wtxid());
    assertTrue(coinbase.isCoinbase());
    assertEquals(List.of(), coinbase.witnesses());
    assertEquals(5_000_000_000L, coinbase.outputs().get(0).value());
    assertEquals(4 * raw.length, coinbase.weight());
    assertTrue(TransactionRules.broken(coinbase).isEmpty());
  }

  @Test
  void verackFrame() {
    ByteBuffer frame = ByteBuffer.allocate(24);
    V1Frame.writeHeader(
        frame, Network.MAIN.magic(), Verack.INSTANCE.command(), ByteBuffer.allocate(0));

    assertEquals("f9beb4d976657261636b000000000000000000005df6e0e2", HEX.formatHex(frame.array()));
    V1Frame.Header header =
        assertInstanceOf(V1Frame.Header.class, V1Frame.parse(frame.flip(), Network.MAIN.magic()));
    assertEquals(new V1Frame.Header("verack", 0, 0xe2e0f65d), header);
  }

  @ParameterizedTest
  @CsvSource({"'',86", "/Patchbay:0.1.0/,102"})
  void versionPayloadLength(String userAgent, int expected) {
    NetworkAddress nobody = NetworkAddress.ofLegacy(new byte[16], 0);
    Version version = new Version(70017, 9, 1, 0, nobody, 9, nobody, 5, userAgent, 0, true);
    WireWriter out = new WireWriter();
    version.write(out);

    assertEquals(expected, out.size());
  }

  @Test
  void sipHash() {
    byte[] data = new byte[32];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    long k0 = 0x0706050403020100L;
    long k1 = 0x0f0e0d0c0b0a0908L;

    assertEquals(0x726fdb47dd0e0e31L, SipHash.hash(k0, k1, new byte[0]));
    assertEquals(0x7127512f72f27cceL, SipHash.hash(k0, k1, data));
    assertEquals(0x7127512f72f27cceL, SipHash.hash(k0, k1, Hash256.of(data)));
    assertEquals(
        SipHash.hash(k0, k1, data, 8, 16),
        SipHash.hash(k0, k1, 0x0f0e0d0c0b0a0908L, 0x1716151413121110L));
  }

  @Test
  void compactBlockShortId() {
    byte[] header = Network.MAIN.genesis().toBytes();
    byte[] key = Sha256.hash(header, new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
    long id =
        SipHash.hash(Bytes.i64(key, 0), Bytes.i64(key, 8), Network.MAIN.genesis().merkleRoot());

    assertEquals(0x08cba363265dL, id & 0xFFFF_FFFF_FFFFL);
  }

  @ParameterizedTest
  @CsvSource({"0,'',0", "fba4c795,'',6a396f08", "0,00,514e28b7", "0,00112233445566,b074502c"})
  void murmur3(String seed, String data, String expected) {
    int hash = Murmur3.hash(Integer.parseUnsignedInt(seed, 16), HEX.parseHex(data));

    assertEquals(expected, Integer.toHexString(hash));
  }

  @Test
  void torV3Text() {
    NetworkAddress address = NetworkAddress.parse(ONION + ":8333");

    assertEquals(ONION_KEY, HEX.formatHex(address.bytes()));
    assertEquals(ONION + ":8333", address.toString());
  }

  @Test
  void addrV2Entry() throws MalformedException {
    AddressEntry entry = new AddressEntry(0x4966bc61L, 0, NetworkAddress.parse(ONION + ":8333"));
    WireWriter out = new WireWriter();
    entry.writeV2(out);

    assertEquals("61bc6649000420" + ONION_KEY + "208d", HEX.formatHex(out.toBytes()));
    assertEquals(entry, AddressEntry.readV2(new WireReader(out.toBytes())));
    assertEquals("addrv2", new AddrV2(List.of(entry)).command());
  }

  @ParameterizedTest
  @CsvSource({"MAIN,4295032833", "SIGNET,4838420", "REGTEST,2"})
  void workOfOneHeader(Network network, long work) {
    assertEquals(UInt256.of(work), CompactTarget.work(network.genesis().bits()));
  }

  @Test
  void retargetedBits() {
    UInt256 target = CompactTarget.target(0x1d00ffffL).orElseThrow();

    assertEquals(
        0x1d00d86aL, CompactTarget.bits(target.times(1_022_578).dividedBy(UInt256.of(1_209_600))));
  }

  @Test
  void taggedHashOfReconciliationSalts() {
    byte[] salts = new byte[16];
    salts[0] = 1;
    salts[8] = 2;

    assertEquals(
        "a452e03974d2635ab921698d9ff5dac86e2d4d894b4a3952aead3a797d038e27",
        HEX.formatHex(Sha256.taggedHash("Tx Relay Salting", salts)));
  }

  @Test
  void doubleHashOfNothing() {
    assertEquals("5df6e0e2", HEX.formatHex(Sha256.doubleHash(new byte[0], 0, 0), 0, 4));
    assertEquals(
        Hash256.of(Sha256.doubleHash("abc".getBytes(StandardCharsets.US_ASCII), 0, 3)),
        Hash256.of(Sha256.doubleHash(ByteBuffer.wrap(new byte[] {'a', 'b', 'c'}))));
  }
}
