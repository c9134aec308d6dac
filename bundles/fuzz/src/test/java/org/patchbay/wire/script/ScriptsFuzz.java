package org.patchbay.wire.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.patchbay.fuzz.Allocation;
import org.patchbay.fuzz.Parts;
import org.patchbay.wire.Network;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxOut;

/**
 * What callers name outputs by: scripts, addresses and descriptors. Whatever is read stands for a
 * script whose own text stands for it again; what is not read has a reason.
 */
public final class ScriptsFuzz {
  /** A multiplication on the curve goes through 2 MB of short-lived numbers, one for each key. */
  private static final long FIXED = 8 << 20;

  private static final long EACH = 64 * 1024;

  private ScriptsFuzz() {}

  /** The first byte: a script, an address, a descriptor, the inside of one, or a transaction. */
  public static void fuzzerTestOneInput(byte[] input) {
    Parts parts = new Parts(input);
    int kind = parts.next() % 5;
    byte[] rest = parts.rest();
    String text = new String(rest, ISO_8859_1);
    Allocation.bounded(
        rest.length,
        FIXED,
        EACH,
        () -> {
          switch (kind) {
            case 0 -> script(rest);
            case 1 -> address(text);
            case 2 -> descriptor(text);
            case 3 -> descriptor("wsh(multi(1," + text + "))");
            default ->
                HexText.transaction(HexFormat.of().formatHex(rest)).ifPresent(tx -> cost(tx));
          }
          return kind;
        });
  }

  private static void script(byte[] script) {
    ScriptText.of(script);
    ScriptText.ofInput(script);
    Sigops.in(script);
    String inferred = Descriptor.infer(script, Network.REGTEST);
    if (script.length > 0) {
      back(script, inferred);
    }
    OutputAddress.of(script, Network.MAIN)
        .ifPresent(
            address -> same(script, OutputAddress.script(address, Network.MAIN).orElseThrow()));
  }

  private static void address(String text) {
    Optional<byte[]> script = OutputAddress.script(text, Network.MAIN);
    if (script.isPresent()) {
      String again = OutputAddress.of(script.get(), Network.MAIN).orElseThrow();
      if (!again.equalsIgnoreCase(text)) {
        throw new AssertionError(text + " came back as " + again);
      }
    }
  }

  private static void descriptor(String text) {
    Descriptor descriptor;
    try {
      descriptor = Descriptor.of(text, Network.REGTEST);
    } catch (IllegalArgumentException refused) {
      if (refused.getMessage().isEmpty()) {
        throw new AssertionError("no reason");
      }
      return;
    }
    for (Descriptor.Output output : descriptor.outputs()) {
      back(output.script(), output.text());
    }
  }

  /** Of keys in the open nobody looks whether they are on the curve before they are named. */
  private static void back(byte[] script, String text) {
    ScriptForm form = ScriptForm.of(script);
    try {
      same(script, Descriptor.of(text, Network.REGTEST).payee().script());
    } catch (IllegalArgumentException refused) {
      if (form != ScriptForm.PUBLIC_KEY && form != ScriptForm.MULTISIG) {
        throw refused;
      }
    }
  }

  private static void cost(Transaction tx) {
    List<TxOut> spent = tx.inputs().stream().map(input -> new TxOut(0, input.script())).toList();
    if (Sigops.cost(tx, spent) < 0) {
      throw new AssertionError("a negative cost");
    }
  }

  private static void same(byte[] expected, byte[] actual) {
    if (!Arrays.equals(expected, actual)) {
      throw new AssertionError(
          HexFormat.of().formatHex(actual) + " (was " + HexFormat.of().formatHex(expected) + ")");
    }
  }
}
