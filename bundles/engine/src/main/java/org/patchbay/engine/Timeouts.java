package org.patchbay.engine;

import java.util.concurrent.TimeUnit;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Link;

/**
 * The times of protocol-facts §10.1, of raw bytes. Stateless.
 *
 * <p>Rule: nothing is looked at before the time of the handshake is over (60 s), which is also the
 * time for the first byte each way. Why: whoever opens connections and says nothing holds each no
 * longer than one who begins a handshake.
 *
 * <p>Rule: time in which we did not take what the peer may have sent does not count against it. A
 * peer that does not take what we send is closed all the same.
 */
final class Timeouts {
  private Timeouts() {}

  /** Why the connection is to end now; null when it is not. */
  static CloseReason of(Peer peer, EngineSettings settings, long now) {
    Link link = peer.link;
    long age = now - peer.connectedAt();
    long read = age - peer.intake.stoodFor(now);
    if (age <= settings.handshake()) {
      return null;
    }
    if (link.bytesOut() == 0) {
      return inactive("nothing sent in the first " + seconds(settings.handshake()));
    }
    if (read > settings.handshake() && link.bytesIn() == 0) {
      return inactive("nothing received in the first " + seconds(settings.handshake()));
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
