package org.patchbay.api.transport;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.wire.NetworkAddress;

/**
 * What is said on one socket before the peer behind it is heard: to a SOCKS5 proxy, to an I2P
 * router, to Tor. One object holds one such conversation; bytes go in, steps come out, and it does
 * nothing else. Confined to the event loop of its socket.
 */
@ConsumerType
public interface Opening {
  /** The socket stands. */
  Step begin();

  /**
   * Takes bytes that came, at least one; asked again while there are more, unless the step was the
   * last one. After {@link Open} what is left in {@code in} is the peer's.
   */
  Step read(ByteBuffer in);

  /** What follows from what came. */
  sealed interface Step {}

  /** More is needed, within the time that runs. */
  Step MORE = new More();

  /** See {@link #MORE}. */
  record More() implements Step {}

  /**
   * To be said, and then more is needed.
   *
   * @param say bytes; none when nothing is to be said. It may be completed later, by any thread;
   *     when it fails, so does the opening
   * @param patience time in which the next step other than {@link #MORE} must come; zero for no
   *     limit
   */
  record Say(CompletionStage<byte[]> say, Duration patience) implements Step {}

  /**
   * Done: from now on the bytes are the peer's.
   *
   * @param peer who that is
   */
  record Open(NetworkAddress peer) implements Step {}

  /**
   * It cannot be.
   *
   * @param ofTarget whether that tells something about the target, and not only about the way there
   */
  record Failed(String reason, boolean ofTarget) implements Step {}

  /** To be said at once. */
  static Step say(byte[] bytes, Duration patience) {
    return new Say(CompletableFuture.completedFuture(bytes), patience);
  }
}
