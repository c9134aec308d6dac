package org.patchbay.wire.message;

import java.util.Arrays;
import java.util.Objects;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Retired; ignored by everybody (protocol-facts §5.7). */
public record Alert(byte[] payload, byte[] signature) implements Message {
  /** Reads the payload. */
  public static Alert read(WireReader in) throws MalformedException {
    return new Alert(in.varBytes(CompactSize.MAX_LENGTH), in.varBytes(CompactSize.MAX_LENGTH));
  }

  @Override
  public String command() {
    return "alert";
  }

  @Override
  public void write(WireWriter out) {
    out.varBytes(payload).varBytes(signature);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Alert that
        && Arrays.equals(payload, that.payload)
        && Arrays.equals(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(payload), Arrays.hashCode(signature));
  }

  @Override
  public String toString() {
    return "Alert[payload=" + payload.length + " bytes, signature=" + signature.length + " bytes]";
  }
}
