package org.patchbay.mempool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.sim.Spends;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

class WitnessLimitsTest {
  private static final byte[] TAPROOT = ScriptFormTest.bytes("5120{32}");
  private static final byte[] SCRIPT_HASH = ScriptFormTest.bytes("a914{20}87");
  private static final byte[] NONE = new byte[0];

  @Test
  void theScriptOfAScriptHash() {
    assertPasses(Spends.SCRIPT, NONE, stack(100, 80, 3600));
    assertBroken("script of 3601 bytes", Spends.SCRIPT, NONE, stack(0, 0, 3601));
    assertBroken("101 items", Spends.SCRIPT, NONE, stack(101, 1, 1));
    assertBroken("item of 81 bytes", Spends.SCRIPT, NONE, stack(1, 81, 1));
  }

  @Test
  void theSameBehindAnOlderHash() {
    byte[] input = new byte[1 + Spends.SCRIPT.length];
    input[0] = (byte) Spends.SCRIPT.length;
    System.arraycopy(Spends.SCRIPT, 0, input, 1, Spends.SCRIPT.length);
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
    byte[] keyHash = ScriptFormTest.bytes("76a914{20}88ac");
    assertBroken("no witness program", keyHash, NONE, stack(0, 0, 1));
    assertBroken("an anchor", ScriptFormTest.bytes("51024e73"), NONE, stack(0, 0, 1));
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
    TxOut key = new TxOut(1, ScriptFormTest.bytes("0014{20}"));
    return WitnessLimits.broken(tx, new TxOut[] {key, new TxOut(1, spent)});
  }
}
