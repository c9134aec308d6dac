package org.patchbay.wire.message;

import org.patchbay.wire.WireWriter;

/**
 * A message of the protocol. Immutable; arrays within are shared and must not be changed. Plugins
 * may add their own.
 */
public interface Message {
  /** Its name on the wire, at most twelve characters. */
  String command();

  /** Writes the payload. */
  void write(WireWriter out);
}
