package org.patchbay.wire;

import java.util.Arrays;
import java.util.Optional;

/** Which addresses are valid, routable, local (protocol-facts §4.5). */
final class AddressRules {
  private AddressRules() {}

  static boolean isValid(NetworkAddress address) {
    byte[] b = address.raw();
    return switch (address.id()) {
      case NetworkAddress.IPV4 -> i32(b) != 0 && i32(b) != -1;
      case NetworkAddress.IPV6 ->
          !allZero(b)
              && !startsWith(b, 0x20, 0x01, 0x0d, 0xb8)
              && !startsWith(b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF)
              && !isTorV2(b)
              && !isInternal(b);
      case NetworkAddress.CJDNS -> b[0] == (byte) 0xFC;
      case NetworkAddress.TOR_V3, NetworkAddress.I2P -> true;
      default -> false;
    };
  }

  static boolean isLocal(NetworkAddress address) {
    byte[] b = address.raw();
    return switch (address.id()) {
      case NetworkAddress.IPV4 -> b[0] == 127 || b[0] == 0;
      case NetworkAddress.IPV6 -> allZero(b, 15) && b[15] == 1;
      default -> false;
    };
  }

  static boolean isRoutable(NetworkAddress address) {
    if (!isValid(address) || isLocal(address)) {
      return false;
    }
    byte[] b = address.raw();
    return switch (address.id()) {
      case NetworkAddress.IPV4 -> !isSpecialIpv4(b);
      case NetworkAddress.IPV6 ->
          !startsWith(b, 0xfe, 0x80, 0, 0, 0, 0, 0, 0)
              && (b[0] & 0xFE) != 0xFC
              && !(startsWith(b, 0x20, 0x01, 0x00)
                  && ((b[3] & 0xF0) == 0x10 || (b[3] & 0xF0) == 0x20));
      default -> true;
    };
  }

  static NetworkClass networkClass(NetworkAddress address) {
    if (!isRoutable(address)) {
      return NetworkClass.UNROUTABLE;
    }
    return linkedIpv4(address).isPresent() ? NetworkClass.IPV4 : address.network();
  }

  static Optional<byte[]> linkedIpv4(NetworkAddress address) {
    byte[] b = address.raw();
    if (address.id() == NetworkAddress.IPV4) {
      return Optional.of(b.clone());
    }
    if (address.id() != NetworkAddress.IPV6) {
      return Optional.empty();
    }
    if (startsWith(b, 0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)
        || startsWith(b, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0)
        || startsWith(b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff)) {
      return Optional.of(Arrays.copyOfRange(b, 12, 16));
    }
    if (startsWith(b, 0x20, 0x02)) {
      return Optional.of(Arrays.copyOfRange(b, 2, 6));
    }
    if (startsWith(b, 0x20, 0x01, 0, 0)) {
      byte[] inverted = Arrays.copyOfRange(b, 12, 16);
      for (int i = 0; i < inverted.length; i++) {
        inverted[i] = (byte) ~inverted[i];
      }
      return Optional.of(inverted);
    }
    return Optional.empty();
  }

  private static boolean isSpecialIpv4(byte[] b) {
    int first = b[0] & 0xFF;
    int second = b[1] & 0xFF;
    return first == 10
        || (first == 172 && second >= 16 && second < 32)
        || (first == 192 && second == 168)
        || (first == 198 && (second == 18 || second == 19))
        || (first == 169 && second == 254)
        || (first == 100 && second >= 64 && second < 128)
        || startsWith(b, 192, 0, 2)
        || startsWith(b, 198, 51, 100)
        || startsWith(b, 203, 0, 113);
  }

  static boolean isTorV2(byte[] b) {
    return startsWith(b, 0xfd, 0x87, 0xd8, 0x7e, 0xeb, 0x43);
  }

  static boolean isInternal(byte[] b) {
    return startsWith(b, 0xfd, 0x6b, 0x88, 0xc0, 0x87, 0x24);
  }

  private static boolean startsWith(byte[] b, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if (b[i] != (byte) prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static int i32(byte[] b) {
    return Bytes.i32(b, 0);
  }

  private static boolean allZero(byte[] b) {
    return allZero(b, b.length);
  }

  private static boolean allZero(byte[] b, int length) {
    for (int i = 0; i < length; i++) {
      if (b[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
