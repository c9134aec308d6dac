package org.patchbay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Protocol-facts §6.1. */
class TransactionTest {
  private static final String IN = "11".repeat(32) + "00000000" + "00" + "ffffffff";
  private static final String OUT = "0100000000000000" + "0151";
  private static final OutPoint COIN = new OutPoint(Hash256.ZERO, 0);

  @ParameterizedTest
  @CsvSource({
    "no inputs and no outputs,02000000 00 00 00000000,true",
    "plain,02000000 01 I 01 O 00000000,true",
    "with witness,02000000 0001 01 I 01 O 01 01 aa 00000000,true",
    "with an empty item,02000000 0001 01 I 01 O 01 00 00000000,true",
    "flag without witness,02000000 0001 01 I 01 O 00 00000000,false",
    "flag without inputs,02000000 0001 00 01 O 00000000,false",
    "unknown flag,02000000 0002 01 I 01 O 00000000,false",
    "unknown flag beside the known,02000000 0003 01 I 01 O 01 01 aa 00000000,false",
    "count not minimal,02000000 fd0100 I 01 O 00000000,false",
    "more inputs than bytes,02000000 fdffff I 01 O 00000000,false",
  })
  void forms(String what, String form, boolean legal) throws MalformedException {
    String hex = form.replace("I", IN).replace("O", OUT).replace(" ", "");
    WireReader in = new WireReader(HexFormat.of().parseHex(hex));
    if (legal) {
      Transaction tx = Transaction.read(in);
      assertEquals(what.startsWith("with"), tx.hasWitness());
      assertEquals(hex.length() / 2, tx.size());
      assertEquals(tx.hasWitness(), !tx.txid().equals(tx.wtxid()));
      assertEquals(tx.hasWitness() ? 1 : 0, tx.witnesses().size());
    } else {
      assertThrows(MalformedException.class, () -> Transaction.read(in));
    }
  }

  @Test
  void sizesWithAndWithoutWitness() throws MalformedException {
    Transaction plain = tx(List.of(in(COIN, 3)), List.of(out(1)), List.of());
    Transaction signed =
        tx(List.of(in(COIN, 3)), List.of(out(1)), List.of(List.of(new byte[70], new byte[33])));

    assertEquals(plain.txid(), signed.txid());
    assertEquals(plain.size(), signed.basicSize());
    assertEquals(plain.size() + 2 + 1 + 71 + 34, signed.size());
    assertEquals(3 * plain.size() + signed.size(), signed.weight());
    assertEquals((signed.weight() + 3) / 4, signed.vsize());
    assertNotEquals(plain, signed);
    WireWriter out = new WireWriter();
    signed.writeWithoutWitness(out);
    assertEquals(plain, Transaction.read(new WireReader(out.toBytes())));
    Transaction bare = signed.withoutWitness();
    assertEquals(plain, bare);
    assertEquals(signed.txid(), bare.wtxid());
    assertEquals(plain.outputs(), bare.outputs());
    assertSame(plain, plain.withoutWitness());
  }

  @Test
  void emptyStacksAreNoWitness() {
    Transaction tx = tx(List.of(in(COIN, 0)), List.of(out(1)), List.of(List.of()));

    assertFalse(tx.hasWitness());
    assertEquals(List.of(), tx.witnesses());
    assertEquals(tx.size(), tx.basicSize());
  }

  @Test
  void detachedFromItsBlock() throws MalformedException {
    Block block = new Any(3).block();
    for (Transaction tx : Block.read(reader(block)).transactions()) {
      Transaction own = tx.detached();
      assertEquals(tx, own);
      assertEquals(tx.wtxid(), own.wtxid());
      assertSame(own, own.detached());
      assertTrue(tx.raw().isReadOnly());
    }
  }

  private static WireReader reader(Block block) {
    return new WireReader(block.raw());
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,false", "2,true", "100,true", "101,false"})
  void coinbaseScript(int length, boolean legal) {
    Transaction coinbase = tx(List.of(in(OutPoint.NULL, length)), List.of(out(5)), List.of());

    assertTrue(coinbase.isCoinbase());
    assertEquals(legal, TransactionRules.broken(coinbase).isEmpty());
  }

  @Test
  void contextFreeRules() {
    List<TxIn> one = List.of(in(COIN, 0));
    OutPoint other = new OutPoint(Hash256.ZERO, 0xFFFFFFFEL);

    assertRule("no inputs", tx(List.of(), List.of(), List.of()));
    assertRule("no outputs", tx(one, List.of(), List.of()));
    assertRule("output of -1 ", tx(one, List.of(out(-1)), List.of()));
    long most = TransactionRules.MAX_MONEY;
    assertRule("output of 2100000000000001 ", tx(one, List.of(out(most + 1)), List.of()));
    assertRule("outputs of 2100000000000001 ", tx(one, List.of(out(most), out(1)), List.of()));
    assertRule("input spent twice", tx(List.of(in(COIN, 0), in(COIN, 1)), sum(1), List.of()));
    assertRule(
        "input without an output",
        tx(List.of(in(COIN, 0), in(OutPoint.NULL, 1)), sum(1), List.of()));
    assertRule("basic size ", tx(List.of(in(COIN, 1_000_000)), sum(1), List.of()));
    assertTrue(
        TransactionRules.broken(tx(List.of(in(COIN, 0), in(other, 0)), sum(most), List.of()))
            .isEmpty());
  }

  @Test
  void coinsWithOneHashCodeAreStillOrdered() {
    List<TxIn> inputs = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      inputs.add(in(new OutPoint(new Hash256(5, i, 0, 0), 0), 0));
    }
    assertEquals(1, inputs.stream().map(in -> in.previous().hashCode()).distinct().count());

    assertTrue(TransactionRules.broken(tx(inputs, sum(1), List.of())).isEmpty());
    Collections.addAll(inputs, inputs.get(777));
    assertRule("input spent twice", tx(inputs, sum(1), List.of()));
  }

  private static void assertRule(String start, Transaction tx) {
    String broken = TransactionRules.broken(tx).orElseThrow();
    assertTrue(broken.startsWith("bad-") && broken.contains(": " + start), broken);
  }

  private static Transaction tx(List<TxIn> in, List<TxOut> out, List<List<byte[]>> witnesses) {
    return Transaction.of(2, in, out, witnesses, 0);
  }

  private static List<TxOut> sum(long value) {
    return List.of(out(value));
  }

  private static TxIn in(OutPoint previous, int scriptLength) {
    return new TxIn(previous, new byte[scriptLength], 0xFFFFFFFFL);
  }

  private static TxOut out(long value) {
    return new TxOut(value, new byte[] {0x51});
  }
}
