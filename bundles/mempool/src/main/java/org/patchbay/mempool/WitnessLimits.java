package org.patchbay.mempool;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.script.Script;
import org.patchbay.wire.script.ScriptForm;

/**
 * What Bitcoin Core relays of witnesses, given the outputs they unlock, and what of them can be
 * checked without running a script: that there is one where one is needed, and that it holds the
 * script which the output names. Confined to one transaction.
 *
 * <p>Why: nobody signs most of a witness, so a stranger could stuff another's transaction with it,
 * or give it away without one, and the true one would then be taken for the same. The stacks are
 * passed over in the serialised form: asking the transaction for them would keep a copy of each in
 * memory.
 */
final class WitnessLimits {
  private static final String WORD = "bad-witness-nonstandard: ";
  private static final String FAILED = "mandatory-script-verify-flag-failed ";
  private static final String EMPTY = FAILED + "(Witness program was passed an empty witness)";
  private static final int MAX_SCRIPT = 3600;
  private static final int MAX_ITEMS = 100;
  private static final int MAX_ITEM = 80;
  private static final int ANNEX = 0x50;
  private static final int LEAF_MASK = 0xfe;
  private static final int TAPSCRIPT = 0xc0;

  private final WireReader in;
  private int items;
  private int longest;
  private int longestButTwo;
  private ByteBuffer raw;
  private int lastAt;
  private int lastLength;
  private int lastFirstByte;

  private WitnessLimits(WireReader in) {
    this.in = in;
  }

  /** Bitcoin Core's word for the first limit that is passed; or empty. */
  static Optional<String> broken(Transaction tx, TxOut[] spent) {
    if (!tx.hasWitness()) {
      for (int i = 0; i < spent.length; i++) {
        if (program(tx.inputs().get(i).script(), spent[i].script())) {
          return Optional.of(EMPTY);
        }
      }
      return Optional.empty();
    }
    try {
      WireReader in = new WireReader(tx.raw());
      // Marker and flag come on top of the basic form, the lock time ends both.
      in.skip(tx.basicSize() + 2 - 4);
      for (int i = 0; i < spent.length; i++) {
        WitnessLimits stack = new WitnessLimits(in);
        stack.read();
        stack.raw = tx.raw();
        Optional<String> broken = stack.broken(tx.inputs().get(i).script(), spent[i].script());
        if (broken.isPresent()) {
          return broken;
        }
      }
      return Optional.empty();
    } catch (MalformedException e) {
      throw new IllegalStateException("checked when it was read", e);
    }
  }

  private void read() throws MalformedException {
    items = in.length(CompactSize.MAX_LENGTH);
    int[] last = new int[3];
    for (int i = 0; i < items; i++) {
      int length = in.length(CompactSize.MAX_LENGTH);
      int first = length == 0 ? -1 : in.u8();
      in.skip(Math.max(0, length - 1));
      // The item before the last two is now known not to be one of them.
      longestButTwo = i >= 2 ? Math.max(longestButTwo, last[1]) : 0;
      longest = i >= 1 ? Math.max(longest, last[0]) : 0;
      last[1] = last[0];
      last[0] = length;
      lastFirstByte = first;
      lastAt = in.position() - length;
      lastLength = length;
    }
  }

  private Optional<String> broken(byte[] inputScript, byte[] spentScript) {
    if (items == 0) {
      return program(inputScript, spentScript) ? Optional.of(EMPTY) : Optional.empty();
    }
    byte[] script = spentScript;
    ScriptForm form = ScriptForm.of(script);
    boolean wrapped = form == ScriptForm.SCRIPT_HASH;
    if (wrapped) {
      script = Script.lastPush(inputScript);
      form = ScriptForm.of(script);
    }
    return switch (form) {
      case ANCHOR -> Optional.of(WORD + "a witness for an anchor");
      case WITNESS_SCRIPT_HASH -> brokenScript().or(otherScript(script));
      case TAPROOT -> wrapped ? Optional.empty() : brokenTaproot();
      case WITNESS_KEY_HASH ->
          items == 2 ? Optional.empty() : Optional.of(FAILED + "(" + items + " items for a key)");
      case WITNESS_UNKNOWN -> Optional.empty();
      default -> Optional.of(WORD + "a witness for an output that has no witness program");
    };
  }

  /** Whether an output, or what it wraps, is spent by a witness alone. */
  private static boolean program(byte[] inputScript, byte[] spentScript) {
    ScriptForm form = ScriptForm.of(spentScript);
    boolean wrapped = form == ScriptForm.SCRIPT_HASH;
    form = wrapped ? ScriptForm.of(Script.lastPush(inputScript)) : form;
    return form == ScriptForm.WITNESS_SCRIPT_HASH
        || form == ScriptForm.WITNESS_KEY_HASH
        || form == ScriptForm.TAPROOT && !wrapped;
  }

  /** Rule (BIP141): the last item hashes to the 32 bytes behind version and length. */
  private Supplier<Optional<String>> otherScript(byte[] script) {
    return () -> {
      byte[] item = new byte[lastLength];
      raw.get(lastAt, item);
      return Arrays.equals(Sha256.hash(item), 0, 32, script, 2, 34)
          ? Optional.empty()
          : Optional.of(FAILED + "(Witness program hash mismatch)");
    };
  }

  private Optional<String> brokenScript() {
    if (lastLength > MAX_SCRIPT) {
      return Optional.of(WORD + "script of " + lastLength + " bytes (max " + MAX_SCRIPT + ")");
    }
    if (items - 1 > MAX_ITEMS) {
      return Optional.of(WORD + (items - 1) + " items (max " + MAX_ITEMS + ")");
    }
    return longest > MAX_ITEM
        ? Optional.of(WORD + "item of " + longest + " bytes (max " + MAX_ITEM + ")")
        : Optional.empty();
  }

  private Optional<String> brokenTaproot() {
    if (items >= 2 && lastFirstByte == ANNEX) {
      return Optional.of(WORD + "an annex");
    }
    boolean tapscript = items >= 2 && (lastFirstByte & LEAF_MASK) == TAPSCRIPT;
    return tapscript && longestButTwo > MAX_ITEM
        ? Optional.of(WORD + "item of " + longestButTwo + " bytes (max " + MAX_ITEM + ")")
        : Optional.empty();
  }
}
