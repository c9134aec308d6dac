package org.patchbay.wire.script;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.wire.Network;

class OutputAddressTest {
  private static final HexFormat HEX = HexFormat.of();

  /** The valid ones of BIP350, BIP173 and of Bitcoin's first address. */
  @ParameterizedTest
  @CsvSource({
    "MAIN, bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4, 0014751e76e8199196d454941c45d1b3a323f1433bd6",
    "TEST, tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7,"
        + " 00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262",
    "MAIN, bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y,"
        + " 5128751e76e8199196d454941c45d1b3a323f1433bd6751e76e8199196d454941c45d1b3a323f1433bd6",
    "MAIN, bc1sw50qgdz25j, 6002751e",
    "MAIN, bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs, 5210751e76e8199196d454941c45d1b3a323",
    "SIGNET, tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c,"
        + " 5120000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433",
    "MAIN, bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0,"
        + " 512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
    "MAIN, 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, 76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac",
    "MAIN, 3P14159f73E4gFr7JterCCQh9QjiTjiZrG, a914e9c3dd0c07aac76179ebc76a6c78d4d67c6c160a87",
    "TESTNET4, mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn,"
        + " 76a914243f1394f44554f4ce3fd68649c19adc483ce92488ac"
  })
  void anAddressIsAScript(Network network, String address, String script) {
    assertEquals(Optional.of(script), OutputAddress.script(address, network).map(HEX::formatHex));
    assertEquals(Optional.of(address), OutputAddress.of(HEX.parseHex(script), network));
  }

  @Test
  void capitalsMeanTheSame() {
    String address = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
    assertArrayEquals(
        OutputAddress.script(address, Network.MAIN).orElseThrow(),
        OutputAddress.script(address.toUpperCase(Locale.ROOT), Network.MAIN).orElseThrow());
  }

  /** The invalid ones of BIP350, and some of Base58. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
        "tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf",
        "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
        "tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47",
        "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
        "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",
        "bc1pw5dgrnzv",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",
        "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j",
        "bc1gmk9yu",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfN0",
        "1111",
        "1",
        "",
        "\u0130"
      })
  void noAddress(String text) {
    for (Network network : Network.values()) {
      assertEquals(Optional.empty(), OutputAddress.script(text, network), text);
    }
  }

  @Test
  void networksAreToldApart() {
    List<Network> others = List.of(Network.TEST, Network.SIGNET, Network.REGTEST);
    for (Network other : others) {
      assertTrue(OutputAddress.script("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", other).isEmpty());
      assertTrue(
          OutputAddress.script("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", other).isEmpty());
    }
  }

  @Test
  void someScriptsHaveNone() {
    for (String script : List.of("", "51", "6a01aa", "2102" + "11".repeat(32) + "ac")) {
      assertEquals(Optional.empty(), OutputAddress.of(HEX.parseHex(script), Network.MAIN));
    }
  }

  /** From the definition of RIPEMD-160. */
  @ParameterizedTest
  @CsvSource({
    "'', 9c1185a5c5e9fc54612808977ee8f548b2258d31",
    "abc, 8eb208f7e05d987a9b044a8e98c6b087f15a0bfc",
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
        + " 12a053384a9c0c88e405a06c27dcf49ada62eb2b"
  })
  void ripemd(String text, String hash) {
    assertEquals(
        hash, HEX.formatHex(Ripemd160.hash(text.getBytes(StandardCharsets.US_ASCII))), text);
  }

  @Test
  void ripemdOfAMillion() {
    byte[] bytes = new byte[1_000_000];
    Arrays.fill(bytes, (byte) 'a');
    assertEquals("52783243c1697bdbe16d37f97f68f08325dc1528", HEX.formatHex(Ripemd160.hash(bytes)));
  }
}
