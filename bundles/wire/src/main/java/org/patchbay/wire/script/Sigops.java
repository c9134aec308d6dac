package org.patchbay.wire.script;

import java.util.List;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.WireReader;

/**
 * Counts operations that check signatures as the limit of protocol-facts §6.2 counts them: in every
 * input and output script, each multiple check as twenty, whether or not it would ever run.
 */
public final class Sigops {
  private static final int CHECKSIG = 0xac;
  private static final int CHECKSIGVERIFY = 0xad;
  private static final int CHECKMULTISIG = 0xae;
  private static final int CHECKMULTISIGVERIFY = 0xaf;
  private static final int PUSHDATA1 = 0x4c;
  private static final int PUSHDATA2 = 0x4d;
  private static final int PUSHDATA4 = 0x4e;
  private static final int OP_1 = 0x51;
  private static final int OP_16 = 0x60;
  private static final int MULTIPLE = 20;
  private static final int SCALE = 4;

  private Sigops() {}

  /** In the scripts of a transaction itself. */
  public static int legacy(Transaction tx) {
    int count = 0;
    for (TxIn input : tx.inputs()) {
      count += in(input.script());
    }
    for (TxOut output : tx.outputs()) {
      count += in(output.script());
    }
    return count;
  }

  /** In one script, up to a push that goes beyond its end. */
  public static int in(byte[] script) {
    return in(script, false);
  }

  /** With {@code exact}, a multiple check counts as many as its keys, where a number says so. */
  private static int in(byte[] script, boolean exact) {
    int count = 0;
    int last = 0;
    int at = 0;
    while (at < script.length) {
      int op = script[at++] & 0xff;
      if (op <= PUSHDATA4) {
        long pushed = op;
        if (op >= PUSHDATA1) {
          int width = op == PUSHDATA1 ? 1 : op == PUSHDATA2 ? 2 : 4;
          if (script.length - at < width) {
            return count;
          }
          pushed = 0;
          for (int i = 0; i < width; i++) {
            pushed |= (script[at++] & 0xffL) << 8 * i;
          }
        }
        if (pushed > script.length - at) {
          return count;
        }
        at += (int) pushed;
      } else if (op == CHECKSIG || op == CHECKSIGVERIFY) {
        count++;
      } else if (op == CHECKMULTISIG || op == CHECKMULTISIGVERIFY) {
        count += exact && last >= OP_1 && last <= OP_16 ? last - OP_1 + 1 : MULTIPLE;
      }
      last = op;
    }
    return count;
  }

  /**
   * What a transaction costs of the limit: four times what is in its own scripts and in those that
   * script hashes stand for, and once what is in witnesses (BIP141).
   *
   * @param spent the outputs it spends, in the order of its inputs
   */
  public static int cost(Transaction tx, List<TxOut> spent) {
    int cost = SCALE * legacy(tx);
    List<List<byte[]>> witnesses = witnesses(tx);
    for (int i = 0; i < spent.size(); i++) {
      List<byte[]> witness = witnesses.isEmpty() ? List.of() : witnesses.get(i);
      cost += spending(tx.inputs().get(i).script(), spent.get(i).script(), witness);
    }
    return cost;
  }

  /** Of a copy: a transaction that is asked for its witnesses keeps them in memory twice. */
  private static List<List<byte[]>> witnesses(Transaction tx) {
    try {
      return tx.hasWitness() ? Transaction.read(new WireReader(tx.raw())).witnesses() : List.of();
    } catch (MalformedException e) {
      throw new IllegalStateException("checked when it was read", e);
    }
  }

  private static int spending(byte[] input, byte[] spent, List<byte[]> witness) {
    if (ScriptForm.of(spent) != ScriptForm.SCRIPT_HASH) {
      return inWitness(spent, witness);
    }
    if (!Script.pushesOnly(input, 0)) {
      return 0;
    }
    byte[] script = Script.lastPush(input);
    return SCALE * in(script, true) + inWitness(script, witness);
  }

  private static int inWitness(byte[] script, List<byte[]> witness) {
    return switch (ScriptForm.of(script)) {
      case WITNESS_KEY_HASH -> 1;
      case WITNESS_SCRIPT_HASH -> witness.isEmpty() ? 0 : in(witness.get(witness.size() - 1), true);
      default -> 0;
    };
  }
}
