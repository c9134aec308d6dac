package org.patchbay.bench.attacks;

import java.util.List;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.Message;

/** How those at the other ends behave; unless told otherwise, politely and in silence. */
interface Conduct {
  /** A connection stands; whoever dialled says version. */
  default void opened(Host host) {
    host.greet();
  }

  /** The handshake is done. */
  default void established(Host host) {}

  /** Nanoseconds until a ping is answered. */
  default long answerAfter(Host host) {
    return host.distance();
  }

  /** Anything that is neither of the handshake nor a ping. */
  default void heard(Host host, Message message) {}

  /** A transaction was made somewhere; {@code hosts} are those with this conduct. */
  default void made(Transaction tx, List<Host> hosts) {}
}
