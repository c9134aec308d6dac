package org.patchbay.tor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** The control port as {@link TorControl} sees it, and the time that passes there. */
interface Port {
  /** Connects anew; what stood before is closed. */
  void connect() throws IOException;

  /** Says bytes, all of them. */
  void send(byte[] bytes) throws IOException;

  /**
   * Waits for bytes.
   *
   * @param patience zero for no limit
   * @return how many came; 0 when patience is over or the thread was woken, -1 at the end
   */
  int read(ByteBuffer in, Duration patience) throws IOException;

  /** Closes the connection, if there is one. */
  void disconnect();

  /** Waits without a connection, until the time has passed or the thread was woken. */
  void pause(Duration time) throws IOException;
}
