package org.patchbay.engine;

import java.util.concurrent.TimeUnit;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Link;

/**
 * The times of protocol-facts §10.1, of raw bytes. Stateless.
 *
 * <p>Rule: time in which we did not take what the peer may have sent does not count against it. A
 * peer that does not take what we send is closed all the same.
 */
final class Timeouts {
  private static final long FIRST = TimeUnit.SECONDS.toNanos(60);

  private Timeouts() {}

  /** Why the connection is to end now; null when it is not. */
  static CloseReason of(Peer peer, EngineSettings settings, long now) {
    Link link = peer.link;
    long age = now - peer.connectedAt();
    long read = age - peer.intake.stoodFor(now);
    if (age > FIRST && link.bytesOut() == 0) {
      return inactive("nothing sent in the first 60 s");
    }
    if (read > FIRST && link.bytesIn() == 0) {
      return inactive("nothing received in the first 60 s");
    }
    if (now - link.lastWriteAt() > settings.inactivity()) {
      return inactive("nothing sent for " + seconds(now - link.lastWriteAt()));
    }
    long heard = Math.max(link.lastReadAt(), peer.intake.lastStoodAt(peer.connectedAt(), now));
    if (now - heard > settings.inactivity()) {
      return inactive("nothing received for " + seconds(now - heard));
    }
    if (!peer.handshaken && read > settings.handshake()) {
      return CloseReason.of(
          CloseReason.Code.HANDSHAKE_TIMEOUT, "not finished after " + seconds(read));
    }
    return null;
  }

  private static CloseReason inactive(String detail) {
    return CloseReason.of(CloseReason.Code.INACTIVITY, detail);
  }

  private static String seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos) + " s";
  }
}
