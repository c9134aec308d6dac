package org.patchbay.wire;

import java.util.List;

/** Passes over a serialised transaction and checks that it is one (protocol-facts §6.1). */
final class TransactionStructure {
  private TransactionStructure() {}

  /**
   * Leaves the reader behind one transaction.
   *
   * @return where its outputs end, counted from its start
   */
  static int pass(WireReader in) throws MalformedException {
    int start = in.position();
    in.skip(4);
    int inputs = in.count(CompactSize.MAX_LENGTH, TxIn.MIN_SIZE);
    int flags = 0;
    if (inputs == 0) {
      // No inputs announce the extended form; flags of 0 are in truth a count of no outputs.
      flags = in.u8();
      if (flags != 0) {
        inputs = in.count(CompactSize.MAX_LENGTH, TxIn.MIN_SIZE);
        passBody(in, inputs);
      }
    } else {
      passBody(in, inputs);
    }
    int bodyEnd = in.position() - start;
    if ((flags & 1) != 0) {
      passWitnesses(in, inputs);
    }
    if ((flags & ~1) != 0) {
      throw new MalformedException("transaction flags " + flags + " (only 1 is known)");
    }
    in.skip(4);
    return bodyEnd;
  }

  private static void passBody(WireReader in, int inputs) throws MalformedException {
    for (int i = 0; i < inputs; i++) {
      in.skip(36);
      in.skip(CompactSize.readLength(in));
      in.skip(4);
    }
    int outputs = in.count(CompactSize.MAX_LENGTH, TxOut.MIN_SIZE);
    for (int i = 0; i < outputs; i++) {
      in.skip(8);
      in.skip(CompactSize.readLength(in));
    }
  }

  private static void passWitnesses(WireReader in, int inputs) throws MalformedException {
    boolean any = false;
    for (int i = 0; i < inputs; i++) {
      int items = in.count(CompactSize.MAX_LENGTH, 1);
      for (int j = 0; j < items; j++) {
        in.skip(CompactSize.readLength(in));
      }
      any |= items > 0;
    }
    if (!any) {
      throw new MalformedException("witness flag without any witness");
    }
  }

  /** Reads the witness of one input. */
  static List<byte[]> stack(WireReader in) throws MalformedException {
    return in.list(CompactSize.MAX_LENGTH, 1, reader -> reader.varBytes(CompactSize.MAX_LENGTH));
  }
}
