package org.patchbay.mempool;

import java.util.Optional;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.WireReader;

/**
 * What Bitcoin Core relays of witnesses, given the outputs they unlock. Confined to one
 * transaction.
 *
 * <p>Why: nobody signs most of a witness, so a stranger could stuff another's transaction with it.
 * The stacks are passed over in the serialised form: asking the transaction for them would keep a
 * copy of each in memory.
 */
final class WitnessLimits {
  private static final String WORD = "bad-witness-nonstandard: ";
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
  private int lastLength;
  private int lastFirstByte;

  private WitnessLimits(WireReader in) {
    this.in = in;
  }

  /** Bitcoin Core's word for the first limit that is passed; or empty. */
  static Optional<String> broken(Transaction tx, TxOut[] spent) {
    if (!tx.hasWitness()) {
      return Optional.empty();
    }
    try {
      WireReader in = new WireReader(tx.raw());
      // Marker and flag come on top of the basic form, the lock time ends both.
      in.skip(tx.basicSize() + 2 - 4);
      for (int i = 0; i < spent.length; i++) {
        WitnessLimits stack = new WitnessLimits(in);
        stack.read();
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
      lastLength = length;
    }
  }

  private Optional<String> broken(byte[] inputScript, byte[] spentScript) {
    if (items == 0) {
      return Optional.empty();
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
      case WITNESS_SCRIPT_HASH -> brokenScript();
      case TAPROOT -> wrapped ? Optional.empty() : brokenTaproot();
      case WITNESS_KEY_HASH, WITNESS_UNKNOWN -> Optional.empty();
      default -> Optional.of(WORD + "a witness for an output that has no witness program");
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
