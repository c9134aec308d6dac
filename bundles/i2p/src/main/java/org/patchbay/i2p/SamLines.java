package org.patchbay.i2p;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.patchbay.wire.MalformedException;

/** Lines out of bytes, one at a time. Confined to the event loop of its socket. */
final class SamLines {
  /** Longest line, its end included (protocol-facts §19.4). */
  static final int LONGEST = 65_536;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /**
   * Takes bytes up to the end of a line, and leaves what follows.
   *
   * @return the line without its end; empty while more is needed
   * @throws MalformedException when it is too long
   */
  Optional<String> take(ByteBuffer in) throws MalformedException {
    while (in.hasRemaining()) {
      byte next = in.get();
      if (next == '\n') {
        String whole = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return Optional.of(whole);
      }
      if (line.size() == LONGEST - 1) {
        throw new MalformedException("a line of more than " + LONGEST + " bytes");
      }
      line.write(next);
    }
    return Optional.empty();
  }
}
