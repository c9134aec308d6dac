package org.patchbay.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A transaction with the bytes it was read from, so that relaying never serialises it again
 * (protocol-facts §6.1). Immutable.
 */
public final class Transaction {
  /** Least bytes of a serialised transaction. */
  public static final int MIN_SIZE = 10;

  private final long version;
  private final List<TxIn> inputs;
  private final List<TxOut> outputs;
  private final List<List<byte[]>> witnesses;
  private final long lockTime;
  private final ByteBuffer raw;
  private volatile Hash256 txid;
  private volatile Hash256 wtxid;

  private Transaction(
      long version,
      List<TxIn> inputs,
      List<TxOut> outputs,
      List<List<byte[]>> witnesses,
      long lockTime,
      ByteBuffer raw) {
    this.version = version;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.witnesses = List.copyOf(witnesses);
    this.lockTime = lockTime;
    this.raw = raw == null ? serialise(true) : raw;
  }

  /**
   * Of its parts.
   *
   * @param witnesses one stack per input, or empty for none at all
   */
  public static Transaction of(
      long version,
      List<TxIn> inputs,
      List<TxOut> outputs,
      List<List<byte[]>> witnesses,
      long lockTime) {
    if (!witnesses.isEmpty() && witnesses.size() != inputs.size()) {
      throw new IllegalArgumentException(
          witnesses.size() + " witness stacks for " + inputs.size() + " inputs");
    }
    return new Transaction(version, inputs, outputs, witnesses, lockTime, null);
  }

  /** Reads one and keeps a copy of its bytes. */
  public static Transaction read(WireReader in) throws MalformedException {
    return read(in, true);
  }

  /** Reads one that keeps a view of the reader's memory, which must not change any more. */
  static Transaction readShared(WireReader in) throws MalformedException {
    return read(in, false);
  }

  private static Transaction read(WireReader in, boolean copy) throws MalformedException {
    int start = in.position();
    long version = in.u32();
    List<TxIn> inputs = inputs(in);
    int flags = 0;
    List<TxOut> outputs;
    if (inputs.isEmpty()) {
      flags = in.u8();
      if (flags == 0) {
        outputs = List.of();
      } else {
        inputs = inputs(in);
        outputs = outputs(in);
      }
    } else {
      outputs = outputs(in);
    }
    List<List<byte[]>> witnesses = List.of();
    if ((flags & 1) != 0) {
      flags ^= 1;
      witnesses = witnesses(in, inputs.size());
    }
    if (flags != 0) {
      throw new MalformedException("transaction flags " + flags + " (only 1 is known)");
    }
    long lockTime = in.u32();
    ByteBuffer raw = in.since(start);
    if (copy) {
      byte[] own = new byte[raw.remaining()];
      raw.duplicate().get(own);
      raw = ByteBuffer.wrap(own).asReadOnlyBuffer();
    }
    return new Transaction(version, inputs, outputs, witnesses, lockTime, raw);
  }

  private static List<TxIn> inputs(WireReader in) throws MalformedException {
    int count = in.count(CompactSize.MAX_LENGTH, TxIn.MIN_SIZE);
    List<TxIn> inputs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      inputs.add(TxIn.read(in));
    }
    return inputs;
  }

  private static List<TxOut> outputs(WireReader in) throws MalformedException {
    int count = in.count(CompactSize.MAX_LENGTH, TxOut.MIN_SIZE);
    List<TxOut> outputs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      outputs.add(TxOut.read(in));
    }
    return outputs;
  }

  private static List<List<byte[]>> witnesses(WireReader in, int inputs) throws MalformedException {
    List<List<byte[]>> stacks = new ArrayList<>(inputs);
    boolean any = false;
    for (int i = 0; i < inputs; i++) {
      int items = in.count(CompactSize.MAX_LENGTH, 1);
      List<byte[]> stack = new ArrayList<>(items);
      for (int j = 0; j < items; j++) {
        stack.add(in.varBytes(CompactSize.MAX_LENGTH));
      }
      any |= items > 0;
      stacks.add(List.copyOf(stack));
    }
    if (!any) {
      throw new MalformedException("witness flag without any witness");
    }
    return stacks;
  }

  /** Unsigned 32 bits. */
  public long version() {
    return version;
  }

  /** The inputs. */
  public List<TxIn> inputs() {
    return inputs;
  }

  /** The outputs. */
  public List<TxOut> outputs() {
    return outputs;
  }

  /** One stack per input; empty when there is no witness at all. */
  public List<List<byte[]>> witnesses() {
    return witnesses;
  }

  /** Unsigned 32 bits. */
  public long lockTime() {
    return lockTime;
  }

  /** True when at least one input has a witness. */
  public boolean hasWitness() {
    return witnesses.stream().anyMatch(stack -> !stack.isEmpty());
  }

  /** True for the transaction that creates coins. */
  public boolean isCoinbase() {
    return inputs.size() == 1 && inputs.get(0).previous().isNull();
  }

  /** The full serialisation; read-only. */
  public ByteBuffer raw() {
    return raw.duplicate();
  }

  /** Bytes of the full serialisation. */
  public int size() {
    return raw.remaining();
  }

  /** Bytes without witness. */
  public int basicSize() {
    if (!hasWitness()) {
      return size();
    }
    int size = 8 + CompactSize.sizeOf(inputs.size()) + CompactSize.sizeOf(outputs.size());
    for (TxIn input : inputs) {
      size += 40 + CompactSize.sizeOf(input.script().length) + input.script().length;
    }
    for (TxOut output : outputs) {
      size += 8 + CompactSize.sizeOf(output.script().length) + output.script().length;
    }
    return size;
  }

  /** Weight units: three times the basic size plus the full size. */
  public int weight() {
    return 3 * basicSize() + size();
  }

  /** Virtual bytes: a quarter of the weight, rounded up. */
  public int vsize() {
    return (weight() + 3) / 4;
  }

  /** Hash of the basic form. */
  public Hash256 txid() {
    Hash256 known = txid;
    if (known == null) {
      known = Hash256.of(Sha256.doubleHash(hasWitness() ? serialise(false) : raw));
      txid = known;
    }
    return known;
  }

  /** Hash of the full form. */
  public Hash256 wtxid() {
    Hash256 known = wtxid;
    if (known == null) {
      known = hasWitness() ? Hash256.of(Sha256.doubleHash(raw)) : txid();
      wtxid = known;
    }
    return known;
  }

  /** Writes the full form as it was read. */
  public void write(WireWriter out) {
    out.bytes(raw);
  }

  /** Writes the basic form. */
  public void writeWithoutWitness(WireWriter out) {
    out.bytes(hasWitness() ? serialise(false) : raw);
  }

  private ByteBuffer serialise(boolean withWitness) {
    WireWriter out = new WireWriter(256);
    boolean extended = withWitness && hasWitness();
    out.u32(version);
    if (extended) {
      out.u8(0).u8(1);
    }
    out.compactSize(inputs.size());
    inputs.forEach(input -> input.write(out));
    out.compactSize(outputs.size());
    outputs.forEach(output -> output.write(out));
    if (extended) {
      for (List<byte[]> stack : witnesses) {
        out.compactSize(stack.size());
        stack.forEach(out::varBytes);
      }
    }
    out.u32(lockTime);
    return ByteBuffer.wrap(out.toBytes()).asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Transaction that && raw.equals(that.raw);
  }

  @Override
  public int hashCode() {
    return raw.hashCode();
  }

  @Override
  public String toString() {
    return "tx " + txid();
  }
}
