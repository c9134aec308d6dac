package org.patchbay.wire.script;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.patchbay.wire.Network;

/** Reads the keys of a descriptor. */
record DescriptorKeys(Network network) {
  static final int COMPRESSED = 33;

  private static final HexFormat HEX = HexFormat.of();
  private static final int X = 32;
  private static final int FINGERPRINT = 8;

  /**
   * A public key.
   *
   * @param text as descriptors have it, with its origin
   */
  record Key(byte[] bytes, String text) {
    /** The 32 bytes of its x. */
    byte[] x() {
      return Arrays.copyOfRange(bytes, 1, 1 + X);
    }
  }

  /**
   * Reads one.
   *
   * @param uncompressed whether 65 bytes are allowed
   * @param xOnly whether it is told by its x alone
   * @throws IllegalArgumentException when it is no key, with Bitcoin Core's words
   */
  Key read(String text, boolean uncompressed, boolean xOnly) {
    String origin = "";
    String rest = text;
    if (text.startsWith("[")) {
      int end = text.indexOf(']') + 1;
      origin = text.substring(0, end);
      rest = text.substring(end);
      check(origin);
    }
    if (rest.isEmpty()) {
      throw new IllegalArgumentException("No key provided");
    }
    if (rest.startsWith(" ") || rest.endsWith(" ")) {
      throw new IllegalArgumentException("Key '" + rest + "' is invalid due to whitespace");
    }
    byte[] key = bytes(rest, xOnly);
    if (key.length != COMPRESSED && !uncompressed) {
      throw new IllegalArgumentException("Uncompressed keys are not allowed");
    }
    return new Key(key, origin + HEX.formatHex(key, xOnly ? 1 : 0, key.length));
  }

  private static void check(String origin) {
    String inside = origin.isEmpty() ? "" : origin.substring(1, origin.length() - 1);
    String fingerprint = inside.split("/", 2)[0];
    if (fingerprint.length() != FINGERPRINT) {
      throw new IllegalArgumentException(
          "Fingerprint is not 4 bytes (%d characters instead of 8 characters)"
              .formatted(fingerprint.length()));
    }
    if (!fingerprint.matches("[0-9a-fA-F]*")) {
      throw new IllegalArgumentException("Fingerprint '" + fingerprint + "' is not hex");
    }
    String path = inside.substring(FINGERPRINT);
    if (!path.isEmpty()
        && (path.charAt(0) != '/'
            || !Arrays.stream(path.substring(1).split("/", -1)).allMatch(DescriptorKeys::isStep))) {
      throw new IllegalArgumentException("Key path of '" + origin + "' is not valid");
    }
  }

  private static boolean isStep(String text) {
    return text.matches("[0-9]{1,10}['hH]?");
  }

  private byte[] bytes(String text, boolean xOnly) {
    if (text.length() % 2 == 0 && text.matches("[0-9a-fA-F]+")) {
      byte[] key = HEX.parseHex(text);
      if (key.length == 65 && (key[0] == 6 || key[0] == 7)) {
        throw new IllegalArgumentException("Hybrid public keys are not allowed");
      }
      if (key.length == X && xOnly) {
        byte[] full = new byte[COMPRESSED];
        full[0] = 2;
        System.arraycopy(key, 0, full, 1, X);
        key = full;
      }
      if (!Secp256k1.isKey(key)) {
        throw new IllegalArgumentException("Pubkey '" + text + "' is invalid");
      }
      return key;
    }
    if (text.contains("/") || text.matches("[xt](pub|prv)\\w*")) {
      throw new IllegalArgumentException(
          "extended keys are not supported: give public keys in hex");
    }
    return secret(text)
        .orElseThrow(() -> new IllegalArgumentException("key '" + text + "' is not valid"));
  }

  /** The public key of a private one in WIF. */
  private Optional<byte[]> secret(String text) {
    int prefix = network == Network.MAIN ? 128 : 239;
    return Base58.decode(text)
        .filter(
            payload ->
                (payload[0] & 0xFF) == prefix
                    && (payload.length == 1 + X || payload.length == 2 + X && payload[1 + X] == 1))
        .flatMap(
            payload ->
                Secp256k1.publicKey(
                    Arrays.copyOfRange(payload, 1, 1 + X), payload.length == 2 + X));
  }
}
