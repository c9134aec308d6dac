package org.patchbay.i2p;

import org.patchbay.api.transport.Opening;
import org.patchbay.api.transport.Opening.Step;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetworkAddress;

/**
 * Connects to a peer: its destination is looked up, then asked for (protocol-facts §19.4).
 *
 * <p>Rule: that the peer cannot be reached, or has no port 0, tells something about it; whatever
 * else goes wrong is the router's.
 */
final class StreamConnect implements SamTalk.Script {
  private static final String LOOKUP = "NAMING LOOKUP";
  private static final String CONNECT = "STREAM CONNECT";

  private final String session;
  private final NetworkAddress to;
  private final Listener listener;
  private boolean found;

  /** Told on the event loop. */
  interface Listener {
    /** The peer is there. */
    void reached();

    /** The router does not know the session. */
    void broken(String reason);
  }

  StreamConnect(String session, NetworkAddress to, Listener listener) {
    this.session = session;
    this.to = to;
    this.listener = listener;
  }

  @Override
  public Step begin() {
    return to.port() == 0
        ? SamTalk.say(LOOKUP + " NAME=" + to.host())
        : new Opening.Failed(to + ": I2P has no ports (must be 0)", true);
  }

  @Override
  public Step line(String line) throws MalformedException {
    SamReply reply = SamReply.parse(line);
    return found ? connected(reply) : looked(reply);
  }

  private Step looked(SamReply reply) throws MalformedException {
    if (!reply.topic().equals("NAMING REPLY")) {
      return SamTalk.unexpected(reply, LOOKUP);
    }
    if (!reply.ok()) {
      return SamTalk.refused(reply, LOOKUP);
    }
    String destination = reply.get("VALUE").orElse("");
    if (!I2pDestination.address(destination).equals(to)) {
      return SamTalk.failed("finds the destination of somebody else for " + to);
    }
    found = true;
    return SamTalk.say(
        CONNECT + " ID=" + session + " DESTINATION=" + destination + " SILENT=false");
  }

  private Step connected(SamReply reply) {
    if (!reply.topic().equals("STREAM STATUS")) {
      return SamTalk.unexpected(reply, CONNECT);
    }
    switch (reply.result()) {
      case "OK" -> {
        listener.reached();
        return new Opening.Open(to);
      }
      case "CANT_REACH_PEER", "TIMEOUT" -> {
        return new Opening.Failed("the SAM bridge cannot reach it: " + reply.text(), true);
      }
      case "INVALID_ID" -> listener.broken("the router does not know it");
      default -> {
        // Said below.
      }
    }
    return SamTalk.refused(reply, CONNECT);
  }
}
