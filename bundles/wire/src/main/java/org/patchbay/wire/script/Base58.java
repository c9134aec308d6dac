package org.patchbay.wire.script;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.patchbay.wire.Sha256;

/** Base58Check: bytes in 58 letters, the last four bytes being a checksum. */
final class Base58 {
  private static final String LETTERS =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(58);
  private static final int CHECKSUM = 4;
  private static final int LONGEST = 128;

  private Base58() {}

  static String encode(byte[] payload) {
    byte[] bytes = Arrays.copyOf(payload, payload.length + CHECKSUM);
    System.arraycopy(checksum(payload, payload.length), 0, bytes, payload.length, CHECKSUM);
    StringBuilder text = new StringBuilder();
    BigInteger number = new BigInteger(1, bytes);
    while (number.signum() > 0) {
      BigInteger[] parts = number.divideAndRemainder(BASE);
      text.append(LETTERS.charAt(parts[1].intValue()));
      number = parts[0];
    }
    for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
      text.append(LETTERS.charAt(0));
    }
    return text.reverse().toString();
  }

  /** The payload, or empty when a letter or the checksum is wrong or the text is too long. */
  static Optional<byte[]> decode(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    BigInteger number = BigInteger.ZERO;
    int zeros = 0;
    boolean leading = true;
    for (int i = 0; i < text.length(); i++) {
      int digit = LETTERS.indexOf(text.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      leading &= digit == 0;
      zeros += leading ? 1 : 0;
      number = number.multiply(BASE).add(BigInteger.valueOf(digit));
    }
    byte[] digits = number.signum() == 0 ? new byte[0] : number.toByteArray();
    int sign = digits.length > 0 && digits[0] == 0 ? 1 : 0;
    byte[] bytes = new byte[zeros + digits.length - sign];
    System.arraycopy(digits, sign, bytes, zeros, digits.length - sign);
    int size = bytes.length - CHECKSUM;
    if (size < 0) {
      return Optional.empty();
    }
    byte[] expected = checksum(bytes, size);
    return Arrays.equals(bytes, size, bytes.length, expected, 0, CHECKSUM)
        ? Optional.of(Arrays.copyOf(bytes, size))
        : Optional.empty();
  }

  /** 32 bytes, of which the first four count. */
  private static byte[] checksum(byte[] bytes, int length) {
    return Sha256.doubleHash(bytes, 0, length);
  }
}
