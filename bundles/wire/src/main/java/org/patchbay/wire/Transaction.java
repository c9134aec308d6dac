package org.patchbay.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A transaction as the bytes it was read from, so that relaying never serialises it again
 * (protocol-facts §6.1). Immutable.
 *
 * <p>Reading checks the whole structure but makes no object for a part; {@link #inputs}, {@link
 * #outputs} and {@link #witnesses} are made when first asked for. A block's transactions share the
 * block's bytes: to keep one beyond its block, keep {@link #detached}.
 */
public final class Transaction {
  /** Least bytes of a serialised transaction. */
  public static final int MIN_SIZE = 10;

  private static final int VERSION_SIZE = 4;
  private static final int MARKER_SIZE = 2;
  private static final int LOCK_TIME_SIZE = 4;

  private final byte[] bytes;
  private final int start;
  private final int size;

  /** Where the outputs end, from the start: the witnesses follow, or the lock time. */
  private final int bodyEnd;

  private volatile Body body;
  private volatile List<List<byte[]>> witnesses;
  private volatile Hash256 txid;
  private volatile Hash256 wtxid;

  private record Body(List<TxIn> inputs, List<TxOut> outputs) {}

  private Transaction(byte[] bytes, int start, int size, int bodyEnd) {
    this.bytes = bytes;
    this.start = start;
    this.size = size;
    this.bodyEnd = bodyEnd;
  }

  /**
   * Of its parts. The arrays within are not copied: do not change them.
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
    boolean extended = witnesses.stream().anyMatch(stack -> !stack.isEmpty());
    WireWriter out = new WireWriter(256).u32(version);
    if (extended) {
      out.u8(0).u8(1);
    }
    out.compactSize(inputs.size());
    inputs.forEach(input -> input.write(out));
    out.compactSize(outputs.size());
    outputs.forEach(output -> output.write(out));
    int bodyEnd = out.size();
    if (extended) {
      for (List<byte[]> stack : witnesses) {
        out.compactSize(stack.size());
        stack.forEach(out::varBytes);
      }
    }
    byte[] bytes = out.u32(lockTime).toBytes();
    Transaction made = new Transaction(bytes, 0, bytes.length, bodyEnd);
    made.body = new Body(List.copyOf(inputs), List.copyOf(outputs));
    made.witnesses = extended ? witnesses.stream().map(List::copyOf).toList() : List.of();
    return made;
  }

  /** Reads one and keeps a copy of its bytes. */
  public static Transaction read(WireReader in) throws MalformedException {
    int start = in.position();
    int bodyEnd = TransactionStructure.pass(in);
    byte[] bytes = in.copySince(start);
    return new Transaction(bytes, 0, bytes.length, bodyEnd);
  }

  /** Reads one from the reader of an array, which it keeps and which must not change any more. */
  static Transaction readWithin(byte[] array, WireReader in) throws MalformedException {
    int start = in.position();
    int bodyEnd = TransactionStructure.pass(in);
    return new Transaction(array, start, in.position() - start, bodyEnd);
  }

  /** The same with bytes of its own, which keep no block in memory. */
  public Transaction detached() {
    return size == bytes.length
        ? this
        : new Transaction(Arrays.copyOfRange(bytes, start, start + size), 0, size, bodyEnd);
  }

  /** Unsigned 32 bits. */
  public long version() {
    return Bytes.i32(bytes, start) & 0xFFFFFFFFL;
  }

  /** The inputs. */
  public List<TxIn> inputs() {
    return body().inputs;
  }

  /** The outputs. */
  public List<TxOut> outputs() {
    return body().outputs;
  }

  private Body body() {
    Body known = body;
    if (known == null) {
      WireReader in = reader(VERSION_SIZE + (hasWitness() ? MARKER_SIZE : 0));
      try {
        List<TxIn> inputs = in.list(CompactSize.MAX_LENGTH, TxIn.MIN_SIZE, TxIn::read);
        known = new Body(inputs, in.list(CompactSize.MAX_LENGTH, TxOut.MIN_SIZE, TxOut::read));
      } catch (MalformedException e) {
        throw new IllegalStateException("checked when it was read", e);
      }
      body = known;
    }
    return known;
  }

  /** One stack per input; empty when there is no witness at all. */
  public List<List<byte[]>> witnesses() {
    List<List<byte[]>> known = witnesses;
    if (known == null) {
      try {
        known =
            hasWitness()
                ? reader(bodyEnd).elements(inputs().size(), TransactionStructure::stack)
                : List.of();
      } catch (MalformedException e) {
        throw new IllegalStateException("checked when it was read", e);
      }
      witnesses = known;
    }
    return known;
  }

  private WireReader reader(int from) {
    return new WireReader(ByteBuffer.wrap(bytes, start + from, size - from));
  }

  /** Unsigned 32 bits. */
  public long lockTime() {
    return Bytes.i32(bytes, start + size - LOCK_TIME_SIZE) & 0xFFFFFFFFL;
  }

  /** True when at least one input has a witness. */
  public boolean hasWitness() {
    return bodyEnd != size - LOCK_TIME_SIZE;
  }

  /** True for the transaction that creates coins. */
  public boolean isCoinbase() {
    int inputsAt = start + VERSION_SIZE + (hasWitness() ? MARKER_SIZE : 0);
    return bytes[inputsAt] == 1
        && Bytes.i32(bytes, inputsAt + 1 + Hash256.SIZE) == -1
        && Hash256.of(bytes, inputsAt + 1).equals(Hash256.ZERO);
  }

  /** The full serialisation; read-only. */
  public ByteBuffer raw() {
    return ByteBuffer.wrap(bytes, start, size).slice().asReadOnlyBuffer();
  }

  /** Bytes of the full serialisation. */
  public int size() {
    return size;
  }

  /** Bytes without witness. */
  public int basicSize() {
    return hasWitness() ? bodyEnd - MARKER_SIZE + LOCK_TIME_SIZE : size;
  }

  /** Weight units: three times the basic size plus the full size. */
  public int weight() {
    return 3 * basicSize() + size;
  }

  /** Virtual bytes: a quarter of the weight, rounded up. */
  public int vsize() {
    return (weight() + 3) / 4;
  }

  /** Hash of the basic form. */
  public Hash256 txid() {
    Hash256 known = txid;
    if (known == null) {
      known = hasWitness() ? hashWithoutWitness() : hash();
      txid = known;
    }
    return known;
  }

  /** Hash of the full form. */
  public Hash256 wtxid() {
    Hash256 known = wtxid;
    if (known == null) {
      known = hasWitness() ? hash() : txid();
      wtxid = known;
    }
    return known;
  }

  private Hash256 hash() {
    return Hash256.of(Sha256.doubleHash(bytes, start, size));
  }

  private Hash256 hashWithoutWitness() {
    int afterMarker = VERSION_SIZE + MARKER_SIZE;
    return Hash256.of(
        Sha256.doubleHashOf(
            bytes,
            start,
            VERSION_SIZE,
            start + afterMarker,
            bodyEnd - afterMarker,
            start + size - LOCK_TIME_SIZE,
            LOCK_TIME_SIZE));
  }

  /** Writes the full form as it was read. */
  public void write(WireWriter out) {
    out.bytes(bytes, start, size);
  }

  /** The same without witness; this one when it has none. */
  public Transaction withoutWitness() {
    if (!hasWitness()) {
      return this;
    }
    WireWriter out = new WireWriter(basicSize());
    writeWithoutWitness(out);
    Transaction bare = new Transaction(out.toBytes(), 0, basicSize(), bodyEnd - MARKER_SIZE);
    bare.txid = txid;
    bare.wtxid = txid;
    return bare;
  }

  /** Writes the basic form. */
  public void writeWithoutWitness(WireWriter out) {
    if (hasWitness()) {
      int afterMarker = VERSION_SIZE + MARKER_SIZE;
      out.bytes(bytes, start, VERSION_SIZE)
          .bytes(bytes, start + afterMarker, bodyEnd - afterMarker)
          .bytes(bytes, start + size - LOCK_TIME_SIZE, LOCK_TIME_SIZE);
    } else {
      write(out);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Transaction that
        && Arrays.equals(
            bytes, start, start + size, that.bytes, that.start, that.start + that.size);
  }

  @Override
  public int hashCode() {
    return wtxid().hashCode();
  }

  @Override
  public String toString() {
    return "tx " + txid();
  }
}
