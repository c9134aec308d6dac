package org.patchbay.i2p;

import java.util.Base64;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Sha256;

/**
 * Destinations of I2P as bytes and as text, which is Base64 with {@code -} and {@code ~}; our
 * addresses are their hashes (protocol-facts §4.4, §19.4).
 *
 * <p>Shape: 256 bytes of one public key, 128 of another, then a certificate of one byte for its
 * kind, two for the length of what follows, big endian, and that.
 */
final class I2pDestination {
  static final int SHORTEST = 387;
  private static final int LENGTH_AT = 385;

  private I2pDestination() {}

  /**
   * The address of a destination.
   *
   * @throws MalformedException when the text is none
   */
  static NetworkAddress address(String text) throws MalformedException {
    byte[] bytes = decode(text);
    int length = length(bytes);
    if (bytes.length != length) {
      throw new MalformedException(
          "a destination of " + bytes.length + " bytes (its own length is " + length + ")");
    }
    return address(bytes);
  }

  /** The address of a whole destination. */
  static NetworkAddress address(byte[] destination) {
    return NetworkAddress.of(NetworkAddress.I2P, Sha256.hash(destination), 0);
  }

  /**
   * Bytes of the destination with which {@code bytes} begin.
   *
   * @throws MalformedException when they are fewer
   */
  static int length(byte[] bytes) throws MalformedException {
    if (bytes.length < SHORTEST) {
      throw new MalformedException(
          "a destination of " + bytes.length + " bytes (at least " + SHORTEST + ")");
    }
    int certificate = (bytes[LENGTH_AT] & 0xFF) << 8 | bytes[LENGTH_AT + 1] & 0xFF;
    if (SHORTEST + certificate > bytes.length) {
      throw new MalformedException(
          "a destination of "
              + bytes.length
              + " bytes (its own length is "
              + (SHORTEST + certificate)
              + ")");
    }
    return SHORTEST + certificate;
  }

  /**
   * Bytes of a text.
   *
   * @throws MalformedException when it is not Base64 as I2P writes it
   */
  static byte[] decode(String text) throws MalformedException {
    if (text.indexOf('+') >= 0 || text.indexOf('/') >= 0) {
      throw new MalformedException("not Base64 as I2P writes it");
    }
    try {
      return Base64.getDecoder().decode(text.replace('-', '+').replace('~', '/'));
    } catch (IllegalArgumentException flaw) {
      throw new MalformedException("not Base64 as I2P writes it");
    }
  }

  static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes).replace('+', '-').replace('/', '~');
  }
}
