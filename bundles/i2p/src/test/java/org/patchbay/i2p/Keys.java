package org.patchbay.i2p;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.patchbay.wire.MalformedException;

/** Keys in the form in which routers make them: Ed25519, with a certificate that says so. */
final class Keys {
  private static final byte[] CERTIFICATE = {5, 0, 4, 0, 7, 0, 4};
  private static final int PRIVATE = 256 + 32;

  private Keys() {}

  static byte[] bytes(int number) {
    byte[] bytes = new byte[384 + CERTIFICATE.length + PRIVATE];
    new SplittableRandom(number).nextBytes(bytes);
    System.arraycopy(CERTIFICATE, 0, bytes, 384, CERTIFICATE.length);
    return bytes;
  }

  static PrivateKey key(int number) {
    try {
      return PrivateKey.of(bytes(number));
    } catch (MalformedException flaw) {
      throw new AssertionError(flaw);
    }
  }

  /** What others are told of it. */
  static String destination(int number) {
    return I2pDestination.encode(Arrays.copyOf(bytes(number), 384 + CERTIFICATE.length));
  }
}
