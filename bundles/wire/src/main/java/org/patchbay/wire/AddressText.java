package org.patchbay.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Addresses as people write them (protocol-facts §4.5, last but one point). */
final class AddressText {
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private AddressText() {}

  static NetworkAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0 || !text.substring(colon + 1).matches("\\d{1,5}")) {
      throw new IllegalArgumentException("\"" + text + "\" is not host:port");
    }
    int port = Integer.parseInt(text.substring(colon + 1));
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    String lower = host.toLowerCase(Locale.ROOT);
    try {
      if (lower.endsWith(".onion")) {
        return NetworkAddress.of(NetworkAddress.TOR_V3, onionKey(lower), port);
      }
      if (lower.endsWith(".b32.i2p")) {
        return NetworkAddress.of(
            NetworkAddress.I2P, decode(lower.substring(0, lower.length() - 8), 32), port);
      }
      if (IPV4.matcher(host).matches() || IPV6.matcher(host).matches()) {
        byte[] ip = InetAddress.getByName(host).getAddress();
        return NetworkAddress.of(
            ip.length == 4
                ? NetworkAddress.IPV4
                : ip[0] == (byte) 0xFC ? NetworkAddress.CJDNS : NetworkAddress.IPV6,
            ip,
            port);
      }
    } catch (UnknownHostException | IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + text + "\": " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("\"" + text + "\" is not an address with a port");
  }

  static String host(NetworkAddress address) {
    byte[] raw = address.raw();
    return switch (address.id()) {
      case NetworkAddress.IPV4,
          NetworkAddress.IPV6,
          NetworkAddress.CJDNS,
          NetworkAddress.YGGDRASIL ->
          ip(raw);
      case NetworkAddress.TOR_V3 -> {
        byte[] full = Arrays.copyOf(raw, 35);
        byte[] checksum = onionChecksum(raw);
        full[32] = checksum[0];
        full[33] = checksum[1];
        full[34] = 3;
        yield encode(full) + ".onion";
      }
      case NetworkAddress.I2P -> encode(raw) + ".b32.i2p";
      default -> "network" + address.id() + "-" + HexFormat.of().formatHex(raw);
    };
  }

  private static String ip(byte[] raw) {
    if (raw.length == 4) {
      return (raw[0] & 0xFF)
          + "."
          + (raw[1] & 0xFF)
          + "."
          + (raw[2] & 0xFF)
          + "."
          + (raw[3] & 0xFF);
    }
    int bestStart = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; i++) {
      int j = i;
      while (j < 8 && raw[2 * j] == 0 && raw[2 * j + 1] == 0) {
        j++;
      }
      if (j - i > bestLength) {
        bestStart = i;
        bestLength = j - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
        continue;
      }
      if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString((raw[2 * i] & 0xFF) << 8 | raw[2 * i + 1] & 0xFF));
    }
    return text.toString();
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
      if (held >= 8 && at < length) {
        held -= 8;
        bytes[at++] = (byte) (buffer >> held);
      }
    }
    return bytes;
  }
}
