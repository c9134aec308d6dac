package org.patchbay.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Function;
import org.patchbay.wire.message.Message;

/** Connections of the lab. Confined to the lab thread. */
interface Net {
  /**
   * Listens on a loopback port of the system's choice.
   *
   * @param callee begins one conversation for each line that is opened
   */
  InetSocketAddress listen(Function<Line, Ear> callee) throws IOException;

  /** Opens a line; {@code failed} runs when that cannot be done. */
  void dial(InetSocketAddress to, Function<Line, Ear> caller, Runnable failed);

  /** The listening end of a line. */
  interface Ear {
    /** A message came that could be read. */
    void heard(Message message);

    /** The other end is gone, or the line broke. */
    void closed();
  }
}
