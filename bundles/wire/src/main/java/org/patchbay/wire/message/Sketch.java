package org.patchbay.wire.message;

import java.util.Arrays;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** A sketch of a set (BIP330 draft, protocol-facts §5.7). */
public record Sketch(byte[] data) implements Message {
  /** Reads the payload. */
  public static Sketch read(WireReader in) throws MalformedException {
    return new Sketch(in.varBytes(CompactSize.MAX_LENGTH));
  }

  @Override
  public String command() {
    return "sketch";
  }

  @Override
  public void write(WireWriter out) {
    out.varBytes(data);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sketch that && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "Sketch[data=" + data.length + " bytes]";
  }
}
