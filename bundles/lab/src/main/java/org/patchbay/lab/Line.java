package org.patchbay.lab;

import org.patchbay.wire.message.Message;

/** One connection as a lab peer uses it. Confined to the lab thread. */
interface Line {
  /** Sends a message as it should be. */
  void send(Message message);

  /** Sends bytes as a payload, whatever they are. */
  void send(String command, byte[] payload);

  /** As {@link #send(String, byte[])}, with a checksum that does not match. */
  void sendDamaged(String command, byte[] payload);

  /** Sends bytes that are no frame. */
  void sendRaw(byte[] bytes);

  /** Bytes that wait to be sent. */
  int waiting();

  /** Closes at once; the ear hears of it as of any other end. */
  void close();
}
