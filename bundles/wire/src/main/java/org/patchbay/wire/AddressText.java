package org.patchbay.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** Addresses as people write them (protocol-facts §4.5, last but one point). */
final class AddressText {
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final String I2P_END = ".b32.i2p";

  private AddressText() {}

  static NetworkAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("\"" + text + "\" is not host:port");
    }
    try {
      return of(text.substring(0, colon).toLowerCase(Locale.ROOT), port(text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + text + "\": " + e.getMessage(), e);
    }
  }

  private static int port(String digits) {
    if (digits.isEmpty()
        || digits.length() > 5
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("port \"" + digits + "\"");
    }
    return Integer.parseInt(digits);
  }

  private static NetworkAddress of(String host, int port) {
    if (host.endsWith(".onion")) {
      return NetworkAddress.of(NetworkAddress.TOR_V3, onionKey(host), port);
    }
    if (host.endsWith(I2P_END)) {
      String key = host.substring(0, host.length() - I2P_END.length());
      return NetworkAddress.of(NetworkAddress.I2P, decode(key, 32), port);
    }
    if (host.startsWith("[") && host.endsWith("]")) {
      byte[] ip = IpText.v6(host.substring(1, host.length() - 1));
      return ip[0] == (byte) 0xFC
          ? NetworkAddress.of(NetworkAddress.CJDNS, ip, port)
          : NetworkAddress.ofLegacy(ip, port);
    }
    if (host.contains(":")) {
      throw new IllegalArgumentException("an IPv6 address is written in brackets");
    }
    return NetworkAddress.of(NetworkAddress.IPV4, IpText.v4(host), port);
  }

  static String host(NetworkAddress address) {
    byte[] raw = address.raw();
    return switch (address.id()) {
      case NetworkAddress.IPV4, NetworkAddress.IPV6, NetworkAddress.CJDNS -> IpText.of(raw);
      case NetworkAddress.TOR_V3 -> {
        byte[] full = Arrays.copyOf(raw, 35);
        byte[] checksum = onionChecksum(raw);
        full[32] = checksum[0];
        full[33] = checksum[1];
        full[34] = 3;
        yield encode(full) + ".onion";
      }
      case NetworkAddress.I2P -> encode(raw) + I2P_END;
      default -> "network" + address.id() + "-" + HexFormat.of().formatHex(raw);
    };
  }

  private static byte[] onionKey(String onion) {
    byte[] full = decode(onion.substring(0, onion.length() - 6), 35);
    byte[] key = Arrays.copyOf(full, 32);
    byte[] checksum = onionChecksum(key);
    if (full[34] != 3 || full[32] != checksum[0] || full[33] != checksum[1]) {
      throw new IllegalArgumentException("onion checksum or version does not match");
    }
    return key;
  }

  private static byte[] onionChecksum(byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA3-256");
      digest.update(".onion checksum".getBytes(StandardCharsets.US_ASCII));
      digest.update(key);
      digest.update((byte) 3);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK since 9 has SHA3-256", e);
    }
  }

  private static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int held = 0;
    for (byte b : bytes) {
      buffer = buffer << 8 | b & 0xFF;
      held += 8;
      while (held >= 5) {
        held -= 5;
        text.append(BASE32.charAt(buffer >> held & 31));
      }
    }
    if (held > 0) {
      text.append(BASE32.charAt(buffer << (5 - held) & 31));
    }
    return text.toString();
  }

  private static byte[] decode(String text, int length) {
    if (text.length() != (length * 8 + 4) / 5) {
      throw new IllegalArgumentException(text.length() + " base32 characters");
    }
    byte[] bytes = new byte[length];
    int buffer = 0;
    int held = 0;
    int at = 0;
    for (char c : text.toCharArray()) {
      int value = BASE32.indexOf(c);
      if (value < 0) {
        throw new IllegalArgumentException("'" + c + "' is not base32");
      }
      buffer = buffer << 5 | value;
      held += 5;
      if (held >= 8) {
        held -= 8;
        bytes[at++] = (byte) (buffer >> held);
      }
    }
    if ((buffer & (1 << held) - 1) != 0) {
      throw new IllegalArgumentException("base32 with bits left over");
    }
    return bytes;
  }
}
