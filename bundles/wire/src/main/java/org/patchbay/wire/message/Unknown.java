package org.patchbay.wire.message;

import org.patchbay.wire.WireWriter;

/**
 * A message that no record stands for. A plugin may ask for it and speak its command.
 *
 * @param payload not copied: do not change it
 */
public record Unknown(String command, byte[] payload) implements Message {
  @Override
  public void write(WireWriter out) {
    out.bytes(payload);
  }
}
