package org.patchbay.i2p;

import org.patchbay.api.transport.Opening;
import org.patchbay.api.transport.Opening.Step;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetworkAddress;

/**
 * Waits for one peer that connects to us: first the bridge says that it waits, then who came
 * (protocol-facts §19.4).
 */
final class StreamAccept implements SamTalk.Script {
  private static final String ACCEPT = "STREAM ACCEPT";
  private static final String STATUS = "STREAM STATUS";

  private final String session;
  private final Listener listener;
  private boolean waiting;

  /** Told on the event loop. */
  interface Listener {
    /** From now on we can be reached. */
    void waiting();

    /** A peer has come. */
    void came();

    /** The router has lost the session. */
    void broken(String reason);
  }

  StreamAccept(String session, Listener listener) {
    this.session = session;
    this.listener = listener;
  }

  @Override
  public Step begin() {
    return SamTalk.say(ACCEPT + " ID=" + session + " SILENT=false");
  }

  @Override
  public Step line(String line) throws MalformedException {
    return waiting ? peer(line) : answer(SamReply.parse(line));
  }

  private Step answer(SamReply reply) {
    if (!reply.topic().equals(STATUS)) {
      return SamTalk.unexpected(reply, ACCEPT);
    }
    if (reply.ok()) {
      waiting = true;
      listener.waiting();
      return SamTalk.listen();
    }
    if (reply.result().equals("INVALID_ID")) {
      listener.broken("the router does not know it");
    }
    return SamTalk.refused(reply, ACCEPT);
  }

  /** What follows a space after the destination is of later versions. */
  private Step peer(String line) throws MalformedException {
    if (line.startsWith(STATUS)) {
      String what = SamReply.parse(line).text();
      listener.broken(what);
      return SamTalk.failed("waits no more: " + what);
    }
    int space = line.indexOf(' ');
    NetworkAddress peer = I2pDestination.address(space < 0 ? line : line.substring(0, space));
    listener.came();
    return new Opening.Open(peer);
  }
}
