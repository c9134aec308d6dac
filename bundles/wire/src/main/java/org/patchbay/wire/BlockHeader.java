package org.patchbay.wire;

/** The 80 bytes that are hashed (protocol-facts §6.2). Immutable; its hash is computed at once. */
public final class BlockHeader {
  /** Length in bytes. */
  public static final int SIZE = 80;

  private final int version;
  private final Hash256 previous;
  private final Hash256 merkleRoot;
  private final int time;
  private final int bits;
  private final int nonce;
  private final Hash256 hash;

  /**
   * Of its fields.
   *
   * @param time unix seconds, unsigned 32 bits
   * @param bits compact target, unsigned 32 bits
   * @param nonce unsigned 32 bits
   */
  public BlockHeader(
      int version, Hash256 previous, Hash256 merkleRoot, long time, long bits, long nonce) {
    this.version = version;
    this.previous = previous;
    this.merkleRoot = merkleRoot;
    this.time = (int) time;
    this.bits = (int) bits;
    this.nonce = (int) nonce;
    this.hash = Hash256.of(Sha256.doubleHash(toBytes(), 0, SIZE));
  }

  private BlockHeader(
      int version,
      Hash256 previous,
      Hash256 merkleRoot,
      int time,
      int bits,
      int nonce,
      Hash256 hash) {
    this.version = version;
    this.previous = previous;
    this.merkleRoot = merkleRoot;
    this.time = time;
    this.bits = bits;
    this.nonce = nonce;
    this.hash = hash;
  }

  /** Reads 80 bytes and hashes them. */
  public static BlockHeader read(WireReader in) throws MalformedException {
    Hash256 hash = in.doubleHashOfNext(SIZE);
    return new BlockHeader(in.i32(), in.hash(), in.hash(), in.i32(), in.i32(), in.i32(), hash);
  }

  /** Of 80 bytes at an offset. */
  public static BlockHeader of(byte[] bytes, int offset) {
    return of(bytes, offset, Hash256.of(Sha256.doubleHash(bytes, offset, SIZE)));
  }

  /** Of 80 bytes at an offset whose hash is known to the caller, who answers for it. */
  public static BlockHeader of(byte[] bytes, int offset, Hash256 knownHash) {
    return new BlockHeader(
        Bytes.i32(bytes, offset),
        Hash256.of(bytes, offset + 4),
        Hash256.of(bytes, offset + 36),
        Bytes.i32(bytes, offset + 68),
        Bytes.i32(bytes, offset + 72),
        Bytes.i32(bytes, offset + 76),
        knownHash);
  }

  /** Writes 80 bytes. */
  public void write(WireWriter out) {
    out.i32(version).hash(previous).hash(merkleRoot).i32(time).i32(bits).i32(nonce);
  }

  /** The 80 bytes. */
  public byte[] toBytes() {
    byte[] bytes = new byte[SIZE];
    copyTo(bytes, 0);
    return bytes;
  }

  /** Puts the 80 bytes at an offset. */
  public void copyTo(byte[] bytes, int offset) {
    Bytes.putI32(bytes, offset, version);
    previous.copyTo(bytes, offset + 4);
    merkleRoot.copyTo(bytes, offset + 36);
    Bytes.putI32(bytes, offset + 68, time);
    Bytes.putI32(bytes, offset + 72, bits);
    Bytes.putI32(bytes, offset + 76, nonce);
  }

  /** Signed version. */
  public int version() {
    return version;
  }

  /** Hash of the header before. */
  public Hash256 previous() {
    return previous;
  }

  /** Root over the transaction ids. */
  public Hash256 merkleRoot() {
    return merkleRoot;
  }

  /** Unix seconds, unsigned 32 bits. */
  public long time() {
    return time & 0xFFFFFFFFL;
  }

  /** Compact target, unsigned 32 bits. */
  public long bits() {
    return bits & 0xFFFFFFFFL;
  }

  /** Unsigned 32 bits. */
  public long nonce() {
    return nonce & 0xFFFFFFFFL;
  }

  /** Double SHA-256 of the 80 bytes. */
  public Hash256 hash() {
    return hash;
  }

  /** Whether the hash meets the target that the header itself claims. */
  public boolean meetsOwnTarget() {
    return CompactTarget.isMetBy(hash, bits());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockHeader that && hash.equals(that.hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return "header " + hash;
  }
}
