package org.patchbay.mempool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.sim.Spends;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

class WitnessLimitsTest {
  private static final byte[] TAPROOT = bytes("5120{32}");
  private static final byte[] SCRIPT_HASH = bytes("a914{20}87");
  private static final byte[] NONE = new byte[0];

  @Test
  void theScriptOfAScriptHash() {
    assertPasses(named(3600), NONE, stack(100, 80, 3600));
    assertBroken("script of 3601 bytes", Spends.SCRIPT, NONE, stack(0, 0, 3601));
    assertBroken("101 items", Spends.SCRIPT, NONE, stack(101, 1, 1));
    assertBroken("item of 81 bytes", Spends.SCRIPT, NONE, stack(1, 81, 1));
  }

  @Test
  void theSameBehindAnOlderHash() {
    byte[] script = named(1);
    byte[] input = new byte[1 + script.length];
    input[0] = (byte) script.length;
    System.arraycopy(script, 0, input, 1, script.length);
    assertPasses(SCRIPT_HASH, input, stack(1, 80, 1));
    assertBroken("item of 81 bytes", SCRIPT_HASH, input, stack(1, 81, 1));
    assertBroken("no witness program", SCRIPT_HASH, new byte[] {0x51}, stack(0, 0, 1));
  }

  @Test
  void taproot() {
    byte[] control = {(byte) 0xc1};
    byte[] annex = {0x50};
    assertPasses(TAPROOT, NONE, List.of(new byte[64]));
    assertBroken("an annex", TAPROOT, NONE, List.of(new byte[64], annex));
    assertPasses(TAPROOT, NONE, List.of(new byte[80], new byte[9999], control));
    assertBroken("item of 81", TAPROOT, NONE, List.of(new byte[81], new byte[9], control));
    assertPasses(TAPROOT, NONE, List.of(new byte[81], new byte[9], new byte[] {0x42}));
  }

  @Test
  void whatNeedsNoWitness() {
    byte[] keyHash = bytes("76a914{20}88ac");
    assertBroken("no witness program", keyHash, NONE, stack(0, 0, 1));
    assertBroken("an anchor", bytes("51024e73"), NONE, stack(0, 0, 1));
  }

  @Test
  void anotherScriptOrNoneUnlocksNothing() {
    assertFails("hash mismatch", Spends.SCRIPT, NONE, stack(0, 0, 1));
    assertFails("empty witness", Spends.SCRIPT, NONE, List.of());
    assertFails("empty witness", bytes("0014{20}"), NONE, List.of());
    assertFails("empty witness", TAPROOT, NONE, List.of());
    assertFails("1 items", bytes("0014{20}"), NONE, stack(0, 0, 1));
  }

  @Test
  void aTransactionWithoutAnyWitnessSpendsNoWitnessProgram() {
    TxIn input = new TxIn(new OutPoint(new Hash256(1, 2, 3, 4), 5), NONE, 0);
    TxOut out = new TxOut(1000, Spends.SCRIPT);
    Transaction tx = Transaction.of(2, List.of(input), List.of(out), List.of(), 0);

    assertTrue(WitnessLimits.broken(tx, new TxOut[] {out}).orElseThrow().contains("empty witness"));
    TxOut older = new TxOut(1000, bytes("76a914{20}88ac"));
    assertEquals(Optional.empty(), WitnessLimits.broken(tx, new TxOut[] {older}));
  }

  /** The witness program of a script of zeros. */
  private static byte[] named(int length) {
    byte[] program = Spends.SCRIPT.clone();
    System.arraycopy(Sha256.hash(new byte[length]), 0, program, 2, 32);
    return program;
  }

  private static void assertFails(String part, byte[] spent, byte[] input, List<byte[]> stack) {
    String word = broken(spent, input, stack).orElseThrow();
    assertTrue(word.startsWith("mandatory-script-verify-flag-failed ("), word);
    assertTrue(word.contains(part), word);
  }

  private static List<byte[]> stack(int items, int length, int script) {
    List<byte[]> stack = new ArrayList<>(Collections.nCopies(items, new byte[length]));
    stack.add(new byte[script]);
    return stack;
  }

  private static void assertPasses(byte[] spent, byte[] input, List<byte[]> stack) {
    assertEquals(Optional.empty(), broken(spent, input, stack));
  }

  private static void assertBroken(String part, byte[] spent, byte[] input, List<byte[]> stack) {
    String word = broken(spent, input, stack).orElseThrow();
    assertTrue(word.startsWith("bad-witness-nonstandard: ") && word.contains(part), word);
  }

  /** The stack belongs to the second input, so that the first must be passed over rightly. */
  private static Optional<String> broken(byte[] spent, byte[] input, List<byte[]> stack) {
    OutPoint place = new OutPoint(new Hash256(1, 2, 3, 4), 5);
    TxIn first = new TxIn(place, NONE, 0);
    TxIn second = new TxIn(place, input, 0);
    List<List<byte[]>> stacks = List.of(List.of(new byte[70], new byte[33]), stack);
    TxOut out = new TxOut(1000, Spends.SCRIPT);
    Transaction tx = Transaction.of(2, List.of(first, second), List.of(out), stacks, 0);
    TxOut key = new TxOut(1, bytes("0014{20}"));
    return WitnessLimits.broken(tx, new TxOut[] {key, new TxOut(1, spent)});
  }

  private static byte[] bytes(String pattern) {
    String hex = pattern.replace("{20}", "33".repeat(20)).replace("{32}", "33".repeat(32));
    return HexFormat.of().parseHex(hex);
  }
}
