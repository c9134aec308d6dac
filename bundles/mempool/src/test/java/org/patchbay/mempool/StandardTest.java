package org.patchbay.mempool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.sim.Spends;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.script.ScriptForm;

class StandardTest {
  private static final OutPoint PLACE = new OutPoint(new Hash256(1, 2, 3, 4), 5);
  private static final TxOut FINE = new TxOut(1000, Spends.SCRIPT);

  @Test
  void anOrdinaryOnePasses() {
    assertEquals(Optional.empty(), Standard.broken(tx(2, new byte[0], FINE)));
  }

  @Test
  void everyRuleHasItsWord() {
    assertBroken("version: 0 (1 to 3)", tx(0, new byte[0], FINE));
    assertBroken("version: 4 (1 to 3)", tx(4, new byte[0], FINE));
    assertBroken("scriptsig-size: 1651 (max 1650)", tx(2, new byte[1651], FINE));
    assertEquals(Optional.empty(), Standard.broken(tx(2, new byte[1650], FINE)));
    assertBroken("scriptsig-not-pushonly", tx(2, new byte[] {0x61}, FINE));
    assertBroken("scriptpubkey: output 0", tx(2, new byte[0], new TxOut(1000, new byte[] {0x51})));
    assertBroken(
        "dust: output 0 of 329 (min 330)", tx(2, new byte[0], new TxOut(329, Spends.SCRIPT)));
    assertBroken("tx-size-small: 61 bytes", tx(2, new byte[0], data(0)));
    assertEquals(Optional.empty(), Standard.broken(tx(2, new byte[0], data(4))));
    assertBroken(
        "tx-size: weight",
        tx(2, new byte[0], Collections.nCopies(2400, FINE).toArray(TxOut[]::new)));
  }

  @Test
  void dataIsBoundedOverAllOutputs() {
    assertBroken("tx-size: weight", tx(2, new byte[0], data(99_995)));
    assertEquals(Optional.empty(), Standard.broken(tx(2, new byte[0], data(40_000), data(40_000))));
  }

  @Test
  void aCoinbaseIsNoOffer() {
    Transaction coinbase =
        Transaction.of(
            2, List.of(new TxIn(OutPoint.NULL, new byte[4], 0)), List.of(FINE), List.of(), 0);
    assertBroken("coinbase", coinbase);
  }

  /** Those marked BADTX break a rule of consensus and are refused by its word. */
  @Test
  void coresInvalidVectorsAreRefused() throws IOException, MalformedException {
    List<String> words = new ArrayList<>();
    for (List<?> vector : vectors("tx_invalid.json")) {
      if (vector.get(2).equals("BADTX")) {
        words.add(Standard.broken(transaction(vector)).orElseThrow());
      }
    }
    assertEquals(9, words.size());
    assertTrue(words.stream().allMatch(word -> word.startsWith("bad-")), words.toString());
  }

  /** Valid ones may be refused for their form, and never as if they broke consensus. */
  @Test
  void coresValidVectorsBreakNoConsensus() throws IOException, MalformedException {
    int standard = 0;
    for (List<?> vector : vectors("tx_valid.json")) {
      Optional<String> broken = Standard.broken(transaction(vector));
      assertTrue(broken.filter(word -> word.startsWith("bad-")).isEmpty(), broken.toString());
      standard += broken.isEmpty() ? 1 : 0;
    }
    assertTrue(standard >= 5, standard + " are standard");
  }

  private static Transaction transaction(List<?> vector) throws MalformedException {
    return Transaction.read(new WireReader(HexFormat.of().parseHex((String) vector.get(1))));
  }

  private static List<List<?>> vectors(String file) throws IOException {
    return JSON.std.listFrom(Data.bytes("vectors/consensus/" + file)).stream()
        .<List<?>>map(entry -> (List<?>) entry)
        .filter(entry -> entry.get(0) instanceof List)
        .toList();
  }

  private static TxOut data(int zeros) {
    byte[] script = new byte[1 + zeros];
    script[0] = 0x6a;
    return new TxOut(0, script);
  }

  private static Transaction tx(long version, byte[] script, TxOut... outputs) {
    return Transaction.of(
        version, List.of(new TxIn(PLACE, script, 0)), List.of(outputs), List.of(), 0);
  }

  private static void assertBroken(String start, Transaction tx) {
    String word = Standard.broken(tx).orElseThrow();
    assertTrue(word.startsWith(start), word);
  }

  /** Bitcoin Core's published thresholds at 3,000 satoshi per 1,000 virtual bytes. */
  @ParameterizedTest
  @CsvSource({
    "76a914{20}88ac, 546",
    "a914{20}87, 540",
    "0014{20}, 294",
    "0020{32}, 330",
    "5120{32}, 330",
    "51024e73, 240"
  })
  void dust(String pattern, long least) {
    String hex = pattern.replace("{20}", "33".repeat(20)).replace("{32}", "33".repeat(32));
    byte[] script = HexFormat.of().parseHex(hex);
    assertEquals(least, Standard.dust(new TxOut(0, script), ScriptForm.of(script)));
  }
}
