package org.patchbay.wire.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/**
 * Offers a feature by its identifier (BIP434, protocol-facts §5.1). The payload has exactly this
 * length.
 */
public record Feature(String id, byte[] data) implements Message {
  /** Least bytes of an identifier. */
  public static final int MIN_ID = 4;

  /** Most bytes of an identifier. */
  public static final int MAX_ID = 80;

  /** Most bytes of data. */
  public static final int MAX_DATA = 512;

  /** Reads the payload. */
  public static Feature read(WireReader in) throws MalformedException {
    int idLength = in.length(MAX_ID);
    if (idLength < MIN_ID) {
      throw new MalformedException("feature id of " + idLength + " bytes (4 to 80)");
    }
    String id = new String(in.bytes(idLength), StandardCharsets.ISO_8859_1);
    byte[] data = in.varBytes(MAX_DATA);
    if (in.remaining() > 0) {
      throw new MalformedException(in.remaining() + " bytes behind the feature");
    }
    return new Feature(id, data);
  }

  @Override
  public String command() {
    return "feature";
  }

  @Override
  public void write(WireWriter out) {
    out.string(id).varBytes(data);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Feature that && id.equals(that.id) && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, Arrays.hashCode(data));
  }

  @Override
  public String toString() {
    return "Feature[id=" + id + ", data=" + data.length + " bytes]";
  }
}
