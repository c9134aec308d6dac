package org.patchbay.api.record;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Writes the messages of single peers in Bitcoin Core's layout (protocol-facts §17.6): {@code
 * message_capture/<address>/msgs_recv.dat} and {@code msgs_sent.dat} of the data folder, to which
 * it adds. From any thread but the node loop.
 */
@ProviderType
public interface Captures {
  /**
   * Begins to write the messages of a peer.
   *
   * @param maxBytes after which it ends
   * @throws IllegalArgumentException when there is no such peer, or it is captured
   * @throws IllegalStateException when as many are captured as may be
   */
  Capture begin(long peer, long maxBytes);

  /**
   * Ends it; what waits is still written.
   *
   * @throws IllegalArgumentException when the peer is not captured
   */
  Capture end(long peer);

  /** Those that run, and the last that ended. */
  List<Capture> all();

  /**
   * A capture at one moment. Immutable.
   *
   * @param folder of both files
   * @param messages written
   * @param missed messages that came faster than the disk took them
   * @param bytes written
   * @param maxBytes after which it ends
   * @param state {@code running}, {@code ended}, or what ended it
   */
  record Capture(
      long peer,
      Path folder,
      long messages,
      long missed,
      long bytes,
      long maxBytes,
      String state) {}
}
