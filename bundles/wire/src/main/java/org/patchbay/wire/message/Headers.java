package org.patchbay.wire.message;

import java.util.List;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/**
 * Block headers in order (protocol-facts §5.3). The count of transactions behind each is read and
 * ignored.
 *
 * @param headers not copied, so that an answer that waits for its peer may be a view of the chain:
 *     do not change it
 */
public record Headers(List<BlockHeader> headers) implements Message {
  /** Most headers of one message. */
  public static final int MAX_ENTRIES = 2000;

  /** Reads the payload. */
  public static Headers read(WireReader in) throws MalformedException {
    int count = CompactSize.readLength(in);
    // Unlike other lists Bitcoin Core judges this one by its count alone.
    if (count > MAX_ENTRIES) {
      throw new MalformedException(
          MalformedException.Kind.TOO_MANY, count + " headers (max " + MAX_ENTRIES + ")");
    }
    in.present(count, BlockHeader.SIZE + 1);
    return new Headers(in.elements(count, Headers::header));
  }

  private static BlockHeader header(WireReader in) throws MalformedException {
    BlockHeader header = BlockHeader.read(in);
    in.compactSize();
    return header;
  }

  @Override
  public String command() {
    return "headers";
  }

  /** Bytes of a payload with so many. */
  static int size(int count) {
    return CompactSize.sizeOf(count) + count * (BlockHeader.SIZE + 1);
  }

  @Override
  public void write(WireWriter out) {
    write(headers, out);
  }

  static void write(List<BlockHeader> headers, WireWriter out) {
    out.compactSize(headers.size());
    for (BlockHeader header : headers) {
      header.write(out);
      out.u8(0);
    }
  }
}
