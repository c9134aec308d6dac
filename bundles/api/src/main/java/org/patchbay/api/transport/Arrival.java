package org.patchbay.api.transport;

import org.patchbay.wire.message.Message;

/** One thing that came in on a link, in order. */
public sealed interface Arrival {
  /** The command as on the wire. */
  String command();

  /** Bytes on the wire, framing included. */
  int wireBytes();

  /** Monotonic nanoseconds at which the last byte was read from the socket. */
  long receivedAt();

  /** A message that could be read. */
  record Received(Message message, int wireBytes, long receivedAt) implements Arrival {
    @Override
    public String command() {
      return message.command();
    }
  }

  /** Something that could not be read, with the reason. Nothing was decided about it. */
  record Rejected(String command, Flaw flaw, String detail, int wireBytes, long receivedAt)
      implements Arrival {}

  /** What was wrong with it. */
  enum Flaw {
    /** Wrong magic or a length above the maximum: nothing after it can be read (§2.2). */
    FRAMING,
    /** The checksum does not match; the next message is unaffected (§2.2). */
    CHECKSUM,
    /** The command field is not a name (§2.2). */
    COMMAND,
    /** The payload does not parse (§5.0). */
    PAYLOAD,
    /** More entries than the protocol allows, which is an offence (§11.2). */
    TOO_MANY
  }
}
