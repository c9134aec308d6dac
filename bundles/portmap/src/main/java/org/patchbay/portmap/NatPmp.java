package org.patchbay.portmap;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.patchbay.wire.NetworkAddress;

/** Messages of NAT-PMP for one TCP mapping of IPv4 (RFC 6886 §3). Pure. */
final class NatPmp {
  private static final int VERSION = 0;
  private static final int ADDRESS = 0;
  private static final int TCP = 2;
  private static final int ANSWER = 0x80;
  private static final int HEAD = 8;
  private static final int ADDRESS_SIZE = 12;
  private static final int MAP_SIZE = 16;

  private NatPmp() {}

  /** Asks for the gateway's own address. */
  static byte[] addressRequest() {
    return new byte[] {VERSION, ADDRESS};
  }

  /** Reads what came; empty for what is no answer to that. */
  static Optional<Reply> readAddress(byte[] message) {
    Optional<Reply> flaw = flaw(message, ADDRESS);
    if (flaw.isPresent() || !answers(message, ADDRESS, ADDRESS_SIZE)) {
      return flaw;
    }
    byte[] host = Arrays.copyOfRange(message, HEAD, ADDRESS_SIZE);
    return Optional.of(new Reply.Outside(NetworkAddress.of(NetworkAddress.IPV4, host, 0)));
  }

  /**
   * Asks for a mapping.
   *
   * @param wished outside port; 0 where any will do
   * @param seconds 0 takes the mapping away
   */
  static byte[] mapRequest(int inside, int wished, long seconds) {
    return ByteBuffer.allocate(12)
        .put((byte) VERSION)
        .put((byte) TCP)
        .putShort((short) 0)
        .putShort((short) inside)
        .putShort((short) wished)
        .putInt((int) seconds)
        .array();
  }

  /**
   * Reads what came; empty for what is no answer to that, or is about another port.
   *
   * @param outside the gateway's own address
   */
  static Optional<Reply> readMap(byte[] message, int inside, NetworkAddress outside) {
    Optional<Reply> flaw = flaw(message, TCP);
    if (flaw.isPresent() || !answers(message, TCP, MAP_SIZE)) {
      return flaw;
    }
    ByteBuffer in = ByteBuffer.wrap(message);
    if ((in.getShort(8) & 0xFFFF) != inside) {
      return Optional.empty();
    }
    int port = in.getShort(10) & 0xFFFF;
    long seconds = in.getInt(12) & 0xFFFF_FFFFL;
    return Optional.of(new Reply.Granted(outside.withPort(port), seconds));
  }

  private static boolean answers(byte[] message, int operation, int size) {
    return message.length >= size
        && message.length <= Pcp.MOST
        && message[0] == VERSION
        && message[1] == (byte) (ANSWER | operation);
  }

  private static Optional<Reply> flaw(byte[] message, int operation) {
    if (!answers(message, operation, HEAD)) {
      return Optional.empty();
    }
    int result = ByteBuffer.wrap(message).getShort(2) & 0xFFFF;
    return result == 0 ? Optional.empty() : Optional.of(new Reply.Refused(reason(result)));
  }

  private static String reason(int result) {
    return switch (result) {
      case 1 -> "unsupported version";
      case 2 -> "not authorized";
      case 3 -> "network failure";
      case 4 -> "no resources";
      case 5 -> "unsupported operation";
      default -> "result " + result;
    };
  }
}
