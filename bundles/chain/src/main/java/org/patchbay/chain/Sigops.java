package org.patchbay.chain;

import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

/**
 * Counts operations that check signatures as the limit of protocol-facts §6.2 counts them: in every
 * input and output script, each multiple check as twenty, whether or not it would ever run.
 */
final class Sigops {
  private static final int CHECKSIG = 0xac;
  private static final int CHECKSIGVERIFY = 0xad;
  private static final int CHECKMULTISIG = 0xae;
  private static final int CHECKMULTISIGVERIFY = 0xaf;
  private static final int PUSHDATA1 = 0x4c;
  private static final int PUSHDATA2 = 0x4d;
  private static final int PUSHDATA4 = 0x4e;
  private static final int MULTIPLE = 20;

  private Sigops() {}

  static int legacy(Transaction tx) {
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
  static int in(byte[] script) {
    int count = 0;
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
        count += MULTIPLE;
      }
    }
    return count;
  }
}
