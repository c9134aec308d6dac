package org.patchbay.wire.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTextTest {
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "76a914751e76e8199196d454941c45d1b3a323f1433bd688ac,"
        + " OP_DUP OP_HASH160 751e76e8199196d454941c45d1b3a323f1433bd6 OP_EQUALVERIFY OP_CHECKSIG",
    "0014751e76e8199196d454941c45d1b3a323f1433bd6, 0 751e76e8199196d454941c45d1b3a323f1433bd6",
    "4f50515f6061, -1 OP_RESERVED 1 15 16 OP_NOP",
    "0181, -1",
    "04ffffffff, -2147483647",
    "04ffffff7f, 2147483647",
    "0500000000ff, 00000000ff",
    "b1b2b9babbff, OP_CHECKLOCKTIMEVERIFY OP_CHECKSEQUENCEVERIFY OP_NOP10 OP_CHECKSIGADD OP_UNKNOWN"
        + " OP_INVALIDOPCODE",
    "5102aa, 1 [error]",
    "4c, [error]"
  })
  void operationsHaveNames(String script, String text) {
    assertEquals(text, ScriptText.of(HexFormat.of().parseHex(script)));
  }

  /** The first payment that was ever made, mainnet block 170. */
  @ParameterizedTest
  @CsvSource({
    "01, [ALL]",
    "83, [SINGLE|ANYONECANPAY]",
    "04, 04",
  })
  void whatASignatureSigns(String type, String shown) {
    String der =
        "304402204e45e16932b8af514961a1d3a1a25fdf3f4f7732e9d624c6c61548ab5fb8cd41"
            + "0220181522ec8eca07de4860a4acdd12909d831cc56cbbac4622082221a8768d1d09";
    byte[] script = HexFormat.of().parseHex("47" + der + type);
    assertEquals(der + shown, ScriptText.ofInput(script));
    assertEquals(der + type, ScriptText.of(script));
  }
}
