package org.patchbay.addrbook;

import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Sha256;

/**
 * A map from addresses to numbers of autonomous systems: a small program over the bits of an
 * address (protocol-facts §9.7). Immutable.
 *
 * <p>A program is checked as a whole before it is used: every jump ends at an instruction and stays
 * within the bits of an address, nothing is out of reach. A checked program therefore ends for
 * every address after at most 128 steps of a bit, and never reads beyond its end.
 */
final class AsMap {
  /** The one that Bitcoin Core ships has 1.5 MB. */
  static final int MAX_BYTES = 8 << 20;

  private static final int ADDRESS_BITS = 128;

  private final byte[] program;

  private AsMap(byte[] program) {
    this.program = program;
  }

  /**
   * A map of a file's bytes.
   *
   * @throws MalformedException naming the bit, when it is not one or could be wrong anywhere
   */
  static AsMap of(byte[] bytes) throws MalformedException {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedException("length " + bytes.length + " (max " + MAX_BYTES + ")");
    }
    byte[] program = bytes.clone();
    AsProgram.check(program, ADDRESS_BITS);
    return new AsMap(program);
  }

  /** The number for an address in its form of 16 bytes; 0 for none. */
  long find(byte[] sixteen) {
    try {
      return AsProgram.run(program, sixteen);
    } catch (MalformedException flaw) {
      throw new IllegalStateException("a checked map failed", flaw);
    }
  }

  /** SHA-256 of the file. */
  byte[] fingerprint() {
    return Sha256.hash(program);
  }
}
