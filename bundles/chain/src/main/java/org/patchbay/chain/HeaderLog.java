package org.patchbay.chain;

import java.io.Closeable;
import java.io.IOException;

/** Where headers are written before they count. Confined to the chain lane. */
interface HeaderLog extends Closeable {
  /**
   * Writes headers behind those written before, all or none.
   *
   * @param headers array of headers in wire order
   * @param count 1 to {@link HeaderFile#MAX_BATCH}
   * @throws IOException when none of them is written; another attempt may succeed
   */
  void append(byte[] headers, int count) throws IOException;

  /** Has the medium hold what was written. */
  void force() throws IOException;
}
