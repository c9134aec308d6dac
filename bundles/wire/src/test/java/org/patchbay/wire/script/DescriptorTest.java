package org.patchbay.wire.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.wire.Network;

class DescriptorTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String G =
      "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
  private static final String G2 =
      "02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5";

  /** Of Bitcoin Core's documentation of descriptors, and of the BIPs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "pk({G}) 21{G}ac",
        "pkh({G}) 76a914751e76e8199196d454941c45d1b3a323f1433bd688ac",
        "wpkh({G}) 0014751e76e8199196d454941c45d1b3a323f1433bd6",
        "sh(wpkh({G})) a914bcfeb728b584253d5f3f70bcb780e9ef218a68f487",
        "wpkh([d34db33f/84'/0h/0]{G}) 0014751e76e8199196d454941c45d1b3a323f1433bd6",
        "multi(1,{G},{H}) 5121{G}21{H}52ae",
        "sortedmulti(2,{H},{G}) 5221{G}21{H}52ae",
        "rawtr({g}) 512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
        "tr({g}) 5120da4710964f7852695de2da025290e24af6d8c281de5a0b902b7135fd9fd74d21",
        "raw(51) 51",
        "addr(mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn)"
            + " 76a914243f1394f44554f4ce3fd68649c19adc483ce92488ac"
      })
  void aDescriptorIsAScript(String text, String script) {
    assertEquals(filled(script), HEX.formatHex(only(filled(text)).script()));
  }

  @Test
  void theTextIsThatOfTheScriptAlone() {
    assertEquals("raw(51)#8lvh9jxk", only("raw(51)").text());
    assertEquals("raw(51)#8lvh9jxk", only("raw(51)#8lvh9jxk").text());
    assertEquals(
        "addr(bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080)#8pk5s7ya",
        only("raw(0014751e76e8199196d454941c45d1b3a323f1433bd6)").text());
    String sorted = only(filled("sortedmulti(2,{H},{G})")).text();
    assertEquals(filled("multi(2,{G},{H})"), sorted.substring(0, sorted.indexOf('#')));
  }

  @Test
  void comboIsFourOfACompressedKey() {
    Descriptor combo = Descriptor.of(filled("combo({G})"), Network.REGTEST);
    List<String> texts =
        combo.outputs().stream().map(o -> o.text().substring(0, o.text().indexOf('#'))).toList();
    assertEquals(
        List.of(
            filled("pk({G})"), filled("pkh({G})"), filled("wpkh({G})"), filled("sh(wpkh({G}))")),
        texts);
    assertEquals(combo.outputs().get(2), combo.payee());
  }

  /** The private key 1, whose public key is the generator. */
  @Test
  void aPrivateKeyStandsForItsPublicOne() {
    assertEquals(
        filled("pk({G})"),
        only("pk(cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA)").text().split("#")[0]);
    assertEquals(
        filled("wpkh({G})"),
        only("wpkh(cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA)").text().split("#")[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "raw(51)#8lvh9jx|Expected 8 character checksum, not 7 characters",
        "raw(51)#8lvh9jxq|Provided checksum '8lvh9jxq' does not match computed checksum '8lvh9jxk'",
        "raw(51)#8lvh9jxk#|Multiple '#' symbols",
        "raw(5)|Raw script is not hex",
        "addr(x)|Address is not valid",
        "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"
            + "|'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080' is not a valid descriptor function",
        "sh(addr(x))|Can only have addr() at top level",
        "sh(x)|A function is needed within P2SH",
        "wsh(wpkh({G}))|Can only have wpkh() at top level or inside sh()",
        "pk()|pk(): No key provided",
        "pk(02{g}00)|pk(): Pubkey '02{g}00' is invalid",
        "pk(xyz)|pk(): key 'xyz' is not valid",
        "wpkh(0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
            + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8)"
            + "|wpkh(): Uncompressed keys are not allowed",
        "multi(3,{G},{H})|Multisig threshold cannot be larger than the number of keys;"
            + " threshold is 3 but only 2 keys specified",
        "multi(0,{G})|Multisig threshold cannot be 0, must be at least 1",
        "multi(a,{G})|Multi threshold 'a' is not valid",
        "wpkh(tpubD6NzVbkrYhZ4/0/*)|wpkh(): extended keys are not supported:"
            + " give public keys in hex"
      })
  void whatIsWrongIsSaid(String text, String reason) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> Descriptor.of(filled(text), Network.REGTEST));
    assertEquals(filled(reason), refused.getMessage());
  }

  private static Descriptor.Output only(String text) {
    Descriptor descriptor = Descriptor.of(text, Network.REGTEST);
    assertEquals(1, descriptor.outputs().size());
    assertEquals(descriptor.outputs().get(0), descriptor.payee());
    return descriptor.payee();
  }

  private static String filled(String text) {
    return text.replace("{G}", G).replace("{H}", G2).replace("{g}", G.substring(2));
  }
}
