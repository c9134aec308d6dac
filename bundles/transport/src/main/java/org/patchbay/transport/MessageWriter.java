package org.patchbay.transport;

import org.patchbay.wire.message.Message;

/** Messages of one link in, bytes out, as many as are wanted. Confined to the event loop. */
interface MessageWriter {
  /** Bytes that {@link #begin} wants free at least. */
  int room();

  /**
   * Puts the beginning of a message and as much of it as there is room for.
   *
   * @param at at least {@link #room} bytes before the end of {@code out}
   * @return where it ends
   */
  int begin(Message message, byte[] out, int at);

  /** Bytes on the wire of the message begun last. */
  int frameBytes();

  /** True when a message was begun and not finished. */
  boolean midway();

  /** Puts more of the message that was begun; answers where it ends. */
  int proceed(byte[] out, int at);

  /**
   * Lets the bytes of a payload that was begun go; they are made again from the message when the
   * socket takes more. For when memory is scarce: a peer that does not read costs its message
   * alone.
   */
  void park();

  /** Forgets a message that was begun. */
  void drop();
}
