package org.patchbay.api.transport;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Told of each message of one link, as its payload is on the wire, without what it is wrapped in.
 * Called on a transport thread, which serves other links too: copy what is wanted and return at
 * once. A payload is the link's again when the call returns.
 */
@ConsumerType
public interface Tap {
  /** A message came, whole and with a right checksum; whether it can be decoded is not known. */
  void received(String command, ByteBuffer payload);

  /** A message is on its way to the socket. */
  void sent(String command, ByteBuffer payload);

  /** The link is gone. */
  void ended();
}
