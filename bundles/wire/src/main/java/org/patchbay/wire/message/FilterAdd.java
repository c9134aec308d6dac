package org.patchbay.wire.message;

import java.util.Arrays;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Adds an element to a bloom filter (BIP37, protocol-facts §5.5). */
public record FilterAdd(byte[] element) implements Message {
  /** Most bytes of an element. */
  public static final int MAX_ELEMENT = 520;

  /** Reads the payload. */
  public static FilterAdd read(WireReader in) throws MalformedException {
    int length = in.length(CompactSize.MAX_LENGTH);
    if (length > MAX_ELEMENT) {
      throw new MalformedException(
          MalformedException.Kind.TOO_MANY,
          "element of " + length + " bytes (max " + MAX_ELEMENT + ")");
    }
    return new FilterAdd(in.bytes(length));
  }

  @Override
  public String command() {
    return "filteradd";
  }

  @Override
  public void write(WireWriter out) {
    out.varBytes(element);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FilterAdd that && Arrays.equals(element, that.element);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(element);
  }

  @Override
  public String toString() {
    return "FilterAdd[element=" + element.length + " bytes]";
  }
}
