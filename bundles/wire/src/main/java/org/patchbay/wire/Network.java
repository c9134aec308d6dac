package org.patchbay.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The five networks and how they are told apart (protocol-facts §18.1, §18.2, §18.5). */
public enum Network {
  /** Mainnet. */
  MAIN(
      "main",
      "main",
      0xd9b4bef9,
      8333,
      Root.M,
      1231006505L,
      0x1d00ffffL,
      2083236893L,
      "seed.bitcoin.sipa.be",
      "dnsseed.bluematt.me",
      "seed.bitcoin.jonasschnelli.ch",
      "seed.btc.petertodd.net",
      "seed.bitcoin.sprovoost.nl",
      "dnsseed.emzy.de",
      "seed.bitcoin.wiz.biz",
      "seed.mainnet.achownodes.xyz"),
  /** The third test network. */
  TEST(
      "test",
      "testnet3",
      0x0709110b,
      18333,
      Root.M,
      1296688602L,
      0x1d00ffffL,
      414098458L,
      "testnet-seed.bitcoin.jonasschnelli.ch",
      "seed.tbtc.petertodd.net",
      "seed.testnet.bitcoin.sprovoost.nl",
      "testnet-seed.bluematt.me",
      "seed.testnet.achownodes.xyz"),
  /** The fourth test network. */
  TESTNET4(
      "testnet4",
      "testnet4",
      0x283f161c,
      48333,
      Root.M4,
      1714777860L,
      0x1d00ffffL,
      393743547L,
      "seed.testnet4.bitcoin.sprovoost.nl",
      "seed.testnet4.wiz.biz"),
  /** The default signet. */
  SIGNET(
      "signet",
      "signet",
      0x40cf030a,
      38333,
      Root.M,
      1598918400L,
      0x1e0377aeL,
      52613770L,
      "seed.signet.bitcoin.sprovoost.nl",
      "seed.signet.achownodes.xyz"),
  /** A network of one's own. */
  REGTEST("regtest", "regtest", 0xdab5bffa, 18444, Root.M, 1296688602L, 0x207fffffL, 2L);

  private final String id;
  private final String dataFolder;
  private final int magic;
  private final int port;
  private final BlockHeader genesis;
  private final List<String> dnsSeeds;

  Network(
      String id,
      String dataFolder,
      int magic,
      int port,
      String root,
      long time,
      long bits,
      long nonce,
      String... dnsSeeds) {
    this.id = id;
    this.dataFolder = dataFolder;
    this.magic = magic;
    this.port = port;
    this.genesis = new BlockHeader(1, Hash256.ZERO, Hash256.fromHex(root), time, bits, nonce);
    this.dnsSeeds = List.of(dnsSeeds);
  }

  /** The name operators use. */
  public String id() {
    return id;
  }

  /** The network of a name. */
  public static Optional<Network> of(String id) {
    return Arrays.stream(values()).filter(network -> network.id.equals(id)).findFirst();
  }

  /** Name of its folder below the node's. */
  public String dataFolder() {
    return dataFolder;
  }

  /** The four bytes before each message, read as a little-endian number. */
  public int magic() {
    return magic;
  }

  /** The four bytes before each message, in wire order. */
  public byte[] magicBytes() {
    byte[] bytes = new byte[4];
    Bytes.putI32(bytes, 0, magic);
    return bytes;
  }

  /** Default port. */
  public int port() {
    return port;
  }

  /** Header of the first block. */
  public BlockHeader genesis() {
    return genesis;
  }

  /** Names that answer with addresses of nodes; none on regtest. */
  public List<String> dnsSeeds() {
    return dnsSeeds;
  }

  private static final class Root {
    static final String M = "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b";
    static final String M4 = "7aa0a7ae1e223414cb807e40cd57e667b718e42aaf9306db9102fe28912b7b4e";
  }
}
