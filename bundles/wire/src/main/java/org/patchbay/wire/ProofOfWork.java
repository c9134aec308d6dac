package org.patchbay.wire;

import java.util.Optional;

/** The search for proof of work. */
public final class ProofOfWork {
  private static final long LAST_NONCE = 0xFFFF_FFFFL;

  private ProofOfWork() {}

  /**
   * A header with the first nonce that gives it its work.
   *
   * @param tries nonces to try, from 0 on
   * @return empty when none of them will do
   */
  public static Optional<BlockHeader> search(BlockHeader header, long tries) {
    for (long nonce = 0; nonce < Math.min(tries, LAST_NONCE); nonce++) {
      BlockHeader tried =
          new BlockHeader(
              header.version(),
              header.previous(),
              header.merkleRoot(),
              header.time(),
              header.bits(),
              nonce);
      if (tried.meetsOwnTarget()) {
        return Optional.of(tried);
      }
    }
    return Optional.empty();
  }
}
