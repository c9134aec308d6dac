package org.patchbay.portmap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.patchbay.wire.NetworkAddress;

/**
 * Messages of the Port Control Protocol, version 2, for one TCP mapping (RFC 6887 §7, §11), and
 * what gateways tell everybody (§14.1). Pure.
 */
final class Pcp {
  static final int PORT = 5351;

  /** Where clients hear what gateways tell everybody. */
  static final int ANNOUNCEMENTS = 5350;

  static final int VERSION = 2;
  static final int NONCE = 12;

  /** Bytes of a MAP request and of its answer. */
  static final int SIZE = 60;

  /** No message is longer. */
  static final int MOST = 1_100;

  /** Bytes of the head that all answers have. */
  static final int HEAD = 24;

  private static final int LEAST = 8;
  private static final int ANNOUNCE = 0;
  private static final int MAP = 1;
  private static final int ANSWER = 0x80;
  private static final int TCP = 6;
  private static final int UNSUPPORTED_VERSION = 1;
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF};

  private Pcp() {}

  /**
   * A mapping as it is asked for.
   *
   * @param nonce {@value #NONCE} bytes, the same for all requests about one mapping
   * @param inside our own address and port
   * @param wished outside address and port; zeros where any will do
   */
  record Wish(byte[] nonce, InetSocketAddress inside, NetworkAddress wished) {}

  /**
   * A MAP request of {@value #SIZE} bytes.
   *
   * @param seconds 0 takes the mapping away
   */
  static byte[] request(Wish wish, long seconds) {
    return ByteBuffer.allocate(SIZE)
        .put((byte) VERSION)
        .put((byte) MAP)
        .putShort((short) 0)
        .putInt((int) seconds)
        .put(sixteen(wish.inside().getAddress()))
        .put(wish.nonce())
        .put((byte) TCP)
        .put(new byte[3])
        .putShort((short) wish.inside().getPort())
        .putShort((short) wish.wished().port())
        .put(wish.wished().legacy16())
        .array();
  }

  /**
   * Reads what came. Empty for what is no answer to this wish: too short or too long, of another
   * operation, nonce, protocol or port. Whoever sent it, the real answer may still come.
   */
  static Optional<Reply> read(byte[] message, Wish wish) {
    if (message.length < LEAST || message.length > MOST || (message[1] & ANSWER) == 0) {
      return Optional.empty();
    }
    int result = message[3] & 0xFF;
    if (message[0] != VERSION) {
      // Of NAT-PMP too the low byte of the result is here (RFC 6887 appendix A).
      return result == UNSUPPORTED_VERSION
          ? Optional.of(new Reply.OtherVersion())
          : Optional.empty();
    }
    if (message.length < SIZE || message[1] != (byte) (ANSWER | MAP)) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(message);
    long seconds = in.getInt(4) & 0xFFFF_FFFFL;
    boolean ours =
        Arrays.equals(message, 24, 24 + NONCE, wish.nonce(), 0, NONCE)
            && message[36] == TCP
            && (in.getShort(40) & 0xFFFF) == wish.inside().getPort();
    if (!ours) {
      return Optional.empty();
    }
    if (result != 0) {
      return Optional.of(new Reply.Refused(reason(result)));
    }
    int port = in.getShort(42) & 0xFFFF;
    byte[] host = Arrays.copyOfRange(message, 44, SIZE);
    return Optional.of(new Reply.Granted(NetworkAddress.ofLegacy(host, port), seconds));
  }

  /** The gateway's epoch in an answer of this version, in seconds; empty where there is none. */
  static OptionalLong epoch(byte[] message) {
    return message.length < SIZE || message[0] != VERSION
        ? OptionalLong.empty()
        : OptionalLong.of(ByteBuffer.wrap(message).getInt(8) & 0xFFFF_FFFFL);
  }

  /**
   * The gateway's epoch in what it tells everybody (RFC 6887 §14.1), in seconds; empty for what is
   * no such message.
   */
  static OptionalLong announced(byte[] message) {
    boolean announcement =
        message.length >= HEAD
            && message.length <= MOST
            && message[0] == VERSION
            && message[1] == (byte) (ANSWER | ANNOUNCE)
            && message[3] == 0;
    return announcement
        ? OptionalLong.of(ByteBuffer.wrap(message).getInt(8) & 0xFFFF_FFFFL)
        : OptionalLong.empty();
  }

  private static byte[] sixteen(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 16 ? bytes : ByteBuffer.allocate(16).put(MAPPED).put(bytes).array();
  }

  private static String reason(int result) {
    return switch (result) {
      case UNSUPPORTED_VERSION -> "unsupported version";
      case 2 -> "not authorized";
      case 3 -> "malformed request";
      case 4 -> "unsupported operation";
      case 5 -> "unsupported option";
      case 6 -> "malformed option";
      case 7 -> "network failure";
      case 8 -> "no resources";
      case 9 -> "unsupported protocol";
      case 10 -> "quota exceeded";
      case 11 -> "cannot provide that external address";
      case 12 -> "address mismatch: a NAT stands in between";
      case 13 -> "too many remote peers";
      default -> "result " + result;
    };
  }
}
