package org.patchbay.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The plain transport's frame: 24 bytes, then the payload (protocol-facts §2). */
public final class V1Frame {
  /** Bytes before the payload. */
  public static final int HEADER_SIZE = 24;

  /** Longest payload of any message. */
  public static final int MAX_PAYLOAD = 4_000_000;

  /** Bytes of the command field. */
  public static final int COMMAND_SIZE = 12;

  private V1Frame() {}

  /** What 24 bytes say. */
  public sealed interface Parsed {}

  /**
   * A frame follows.
   *
   * @param command empty when the field is not a name (§2.2): the message is dropped on completion
   * @param length bytes of payload
   * @param checksum first four bytes of the payload's double hash, little endian
   */
  public record Header(String command, int length, int checksum) implements Parsed {}

  /** Nothing after this can be read. */
  public record Bad(String reason) implements Parsed {}

  /** Reads 24 bytes at the position of a buffer, which is left alone. */
  public static Parsed parse(ByteBuffer bytes, int magic) {
    ByteBuffer in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    int found = in.getInt(0);
    if (found != magic) {
      return new Bad(
          String.format(
              "magic %08x (ours %08x)", Integer.reverseBytes(found), Integer.reverseBytes(magic)));
    }
    long length = in.getInt(16) & 0xFFFFFFFFL;
    String command = command(in, 4);
    if (length > MAX_PAYLOAD) {
      return new Bad("length " + length + " (max " + MAX_PAYLOAD + ") in \"" + command + "\"");
    }
    return new Header(command, (int) length, in.getInt(20));
  }

  /** The name at an offset; empty when it is not one: printable ASCII, then only zeros. */
  public static String command(ByteBuffer in, int offset) {
    byte[] name = new byte[COMMAND_SIZE];
    int length = 0;
    boolean ended = false;
    for (int i = 0; i < COMMAND_SIZE; i++) {
      byte b = in.get(offset + i);
      if (b == 0) {
        ended = true;
      } else if (ended || b < 0x20 || b > 0x7E) {
        return "";
      } else {
        name[length++] = b;
      }
    }
    return new String(name, 0, length, StandardCharsets.US_ASCII);
  }

  /** Writes the 24 bytes for a payload, from its position to its limit, which is left alone. */
  public static void writeHeader(ByteBuffer out, int magic, String command, ByteBuffer payload) {
    writeHeader(out, magic, command, payload.remaining(), checksum(payload));
  }

  /** Writes the 24 bytes. */
  public static void writeHeader(
      ByteBuffer out, int magic, String command, int length, int checksum) {
    if (command.length() > COMMAND_SIZE) {
      throw new IllegalArgumentException("command \"" + command + "\" (max 12 characters)");
    }
    ByteOrder before = out.order();
    out.order(ByteOrder.LITTLE_ENDIAN).putInt(magic);
    for (int i = 0; i < COMMAND_SIZE; i++) {
      out.put(i < command.length() ? (byte) command.charAt(i) : 0);
    }
    out.putInt(length).putInt(checksum).order(before);
  }

  /** First four bytes of the double hash, little endian. */
  public static int checksum(ByteBuffer payload) {
    return Bytes.i32(Sha256.doubleHash(payload), 0);
  }
}
