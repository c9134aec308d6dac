package org.patchbay.rpc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;

/**
 * A text of JSON that grows in pieces, so that a long one is no array of megabytes, for which the
 * garbage collector would have to look through everything. Not thread-safe.
 */
final class JsonText implements JsonWriter.Room {
  private static final int PIECE = 1 << 16;

  private final List<byte[]> pieces = new ArrayList<>();
  private StringBuilder rest = new StringBuilder();
  private final long most;
  private long length;

  /** At most so many characters, about. */
  JsonText(long most) {
    this.most = most;
  }

  /** Where something begins that may have to be taken back. */
  record Mark(int pieces, int rest, long length) {}

  JsonText append(char each) {
    rest.append(each);
    return this;
  }

  /**
   * Appends a value.
   *
   * @throws RpcException when the text becomes too long
   */
  void value(Object value) {
    JsonWriter.write(rest, value, this);
  }

  /** Appends a value, however long the text is. */
  void last(Object value) {
    JsonWriter.write(rest, value, Integer.MAX_VALUE);
  }

  @Override
  public void after(StringBuilder out) {
    if (length + out.length() > most) {
      throw new RpcException(RpcCode.OUT_OF_MEMORY, "Answer of more than " + most + " characters");
    } else if (out.length() >= PIECE) {
      length += out.length();
      pieces.add(out.toString().getBytes(StandardCharsets.UTF_8));
      out.setLength(0);
    }
  }

  /** Characters so far. */
  long length() {
    return length + rest.length();
  }

  Mark mark() {
    return new Mark(pieces.size(), rest.length(), length);
  }

  /** Takes back all that came after a mark. */
  void back(Mark mark) {
    if (pieces.size() > mark.pieces()) {
      String first = new String(pieces.get(mark.pieces()), StandardCharsets.UTF_8);
      rest = new StringBuilder(first);
      pieces.subList(mark.pieces(), pieces.size()).clear();
    }
    rest.setLength(mark.rest());
    length = mark.length();
  }

  /** All of it in UTF-8. */
  byte[][] bytes() {
    byte[][] all = pieces.toArray(new byte[pieces.size() + 1][]);
    all[pieces.size()] = rest.toString().getBytes(StandardCharsets.UTF_8);
    return all;
  }
}
