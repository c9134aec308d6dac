package org.patchbay.protocols;

import org.patchbay.wire.Hash256;
import org.patchbay.wire.Murmur3;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.FilterLoad;
import org.patchbay.wire.script.Script;
import org.patchbay.wire.script.ScriptForm;

/**
 * A Bloom filter that a peer loaded (BIP37, protocol-facts §6.3, §7.9). Not thread-safe; a copy
 * goes to another thread and what it learnt comes back.
 *
 * <p>Rule: a transaction matches by its txid, by any data in its output scripts, by an output that
 * it spends, or by any data in its input scripts. Outputs that match by their script are added
 * where the flags say so, so that what spends them matches too. A filter without bytes matches all.
 */
final class BloomFilter {
  private static final int SEED = 0xFBA4C795;
  private static final int UPDATE_MASK = 3;
  private static final int UPDATE_ALL = 1;
  private static final int UPDATE_KEYS_ALONE = 2;

  private final byte[] bits;
  private final int functions;
  private final int tweak;
  private final int flags;

  private BloomFilter(byte[] bits, int functions, int tweak, int flags) {
    this.bits = bits;
    this.functions = functions;
    this.tweak = tweak;
    this.flags = flags;
  }

  static BloomFilter of(FilterLoad message) {
    return new BloomFilter(
        message.data().clone(),
        (int) message.hashFunctions(),
        (int) message.tweak(),
        message.flags() & UPDATE_MASK);
  }

  BloomFilter copy() {
    return new BloomFilter(bits.clone(), functions, tweak, flags);
  }

  /** Takes what a copy learnt since. */
  void learn(BloomFilter copy) {
    for (int i = 0; i < bits.length; i++) {
      bits[i] |= copy.bits[i];
    }
  }

  void add(byte[] element) {
    for (int i = 0; i < functions && bits.length > 0; i++) {
      int bit = bit(i, element);
      bits[bit >>> 3] |= (byte) (1 << (bit & 7));
    }
  }

  boolean contains(byte[] element) {
    for (int i = 0; i < functions && bits.length > 0; i++) {
      int bit = bit(i, element);
      if ((bits[bit >>> 3] & 1 << (bit & 7)) == 0) {
        return false;
      }
    }
    return true;
  }

  private int bit(int function, byte[] element) {
    int hash = Murmur3.hash(function * SEED + tweak, element);
    return Integer.remainderUnsigned(hash, bits.length * 8);
  }

  /** Whether a transaction matches; outputs of it may be added. */
  boolean matches(Transaction tx) {
    boolean found = contains(tx.txid().toBytes());
    for (int i = 0; i < tx.outputs().size() && bits.length > 0; i++) {
      byte[] script = tx.outputs().get(i).script();
      if (Script.pushes(script, this::contains)) {
        found = true;
        addOutput(tx.txid(), i, script);
      }
    }
    return found || tx.inputs().stream().anyMatch(this::matches);
  }

  private void addOutput(Hash256 txid, int index, byte[] script) {
    ScriptForm form = flags == UPDATE_KEYS_ALONE ? ScriptForm.of(script) : ScriptForm.OTHER;
    if (flags == UPDATE_ALL || form == ScriptForm.PUBLIC_KEY || form == ScriptForm.MULTISIG) {
      add(bytes(new OutPoint(txid, index)));
    }
  }

  private boolean matches(TxIn in) {
    return contains(bytes(in.previous())) || Script.pushes(in.script(), this::contains);
  }

  private static byte[] bytes(OutPoint outPoint) {
    WireWriter out = new WireWriter();
    outPoint.write(out);
    return out.toBytes();
  }

  @Override
  public String toString() {
    return "filter of " + bits.length + " bytes, " + functions + " functions, flags " + flags;
  }
}
