package org.patchbay.wire.message;

import java.util.Arrays;
import java.util.Objects;
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

  @Override
  public boolean equals(Object other) {
    return other instanceof Unknown that
        && command.equals(that.command)
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return Objects.hash(command, Arrays.hashCode(payload));
  }

  @Override
  public String toString() {
    return "Unknown[command=" + command + ", payload=" + payload.length + " bytes]";
  }
}
