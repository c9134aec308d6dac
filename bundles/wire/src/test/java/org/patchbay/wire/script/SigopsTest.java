package org.patchbay.wire.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

class SigopsTest {
  private static final String TWO_OF_TWO =
      "5221" + "02".repeat(33) + "21" + "03".repeat(33) + "52ae";

  @ParameterizedTest
  @CsvSource({"'', 0", "ac, 1", "adac, 2", "ae, 20", "52af, 20", "01ac, 0", "05ac, 0", "ac4cff, 1"})
  void inAScript(String script, int count) {
    assertEquals(count, Sigops.in(bytes(script)));
  }

  @Test
  void theCostOfASpend() {
    String redeem = "47" + TWO_OF_TWO;
    assertEquals(0, cost("", "51", List.of()));
    assertEquals(1, cost("", "0014" + "00".repeat(20), List.of("aa", "bb")));
    assertEquals(2, cost("", "0020" + "00".repeat(32), List.of("", TWO_OF_TWO)));
    assertEquals(8, cost(redeem, "a914" + "00".repeat(20) + "87", List.of()));
    assertEquals(0, cost(redeem, "51", List.of()));
    assertEquals(
        1, cost("160014" + "00".repeat(20), "a914" + "00".repeat(20) + "87", List.of("a0")));
    assertEquals(0, cost("", "5120" + "00".repeat(32), List.of("ac")));
    assertEquals(4 * 20, cost("ae", "51", List.of()));
  }

  private static int cost(String input, String spent, List<String> witness) {
    Transaction tx =
        Transaction.of(
            2,
            List.of(new TxIn(new OutPoint(Hash256.ZERO, 1), bytes(input), 0)),
            List.of(new TxOut(1, new byte[0])),
            List.of(witness.stream().map(SigopsTest::bytes).toList()),
            0);
    return Sigops.cost(tx, List.of(new TxOut(1, bytes(spent))));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
