package org.patchbay.wire;

/**
 * IP addresses as people write them: dotted IPv4, and IPv6 as RFC 4291 reads and RFC 5952 writes
 * it. The JDK's own parser is not used because it asks a name server about what it cannot read.
 */
final class IpText {
  private IpText() {}

  /** Four bytes of a dotted quad. */
  static byte[] v4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("IPv4 address of " + parts.length + " parts");
    }
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) number(parts[i], 3, 10, 255);
    }
    return bytes;
  }

  /** Sixteen bytes. */
  static byte[] v6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] all = groups(text);
      if (all.length != 16) {
        throw new IllegalArgumentException("IPv6 address of " + all.length + " bytes");
      }
      return all;
    }
    byte[] head = groups(text.substring(0, gap));
    byte[] tail = groups(text.substring(gap + 2));
    if (head.length + tail.length > 14 || text.substring(0, gap).contains(".")) {
      throw new IllegalArgumentException("IPv6 address with a misplaced ::");
    }
    byte[] all = new byte[16];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(tail, 0, all, 16 - tail.length, tail.length);
    return all;
  }

  /** The bytes of groups between colons, the last of which may be a dotted quad. */
  private static byte[] groups(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] parts = text.split(":", -1);
    boolean quad = parts[parts.length - 1].contains(".");
    byte[] bytes = new byte[2 * parts.length + (quad ? 2 : 0)];
    for (int i = 0; i < parts.length - (quad ? 1 : 0); i++) {
      int group = number(parts[i], 4, 16, 0xFFFF);
      bytes[2 * i] = (byte) (group >>> 8);
      bytes[2 * i + 1] = (byte) group;
    }
    if (quad) {
      System.arraycopy(v4(parts[parts.length - 1]), 0, bytes, bytes.length - 4, 4);
    }
    return bytes;
  }

  private static int number(String digits, int most, int radix, int max) {
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        throw new IllegalArgumentException("'" + c + "' in an IP address");
      }
      value = value * radix + digit;
    }
    boolean octal = radix == 10 && digits.length() > 1 && digits.charAt(0) == '0';
    if (digits.isEmpty() || digits.length() > most || value > max || octal) {
      throw new IllegalArgumentException("\"" + digits + "\" in an IP address");
    }
    return value;
  }

  /** Text of 4 or 16 bytes. */
  static String of(byte[] raw) {
    StringBuilder text = new StringBuilder();
    if (raw.length == 4) {
      for (byte b : raw) {
        text.append(text.isEmpty() ? "" : ".").append(b & 0xFF);
      }
      return text.toString();
    }
    int gapStart = -1;
    int gapLength = 1;
    for (int i = 0; i < 8; i++) {
      int j = i;
      while (j < 8 && group(raw, j) == 0) {
        j++;
      }
      if (j - i > gapLength) {
        gapStart = i;
        gapLength = j - i;
      }
    }
    int i = 0;
    while (i < 8) {
      if (i == gapStart) {
        text.append("::");
        i += gapLength;
      } else {
        boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
        text.append(first ? "" : ":").append(Integer.toHexString(group(raw, i)));
        i++;
      }
    }
    return text.toString();
  }

  private static int group(byte[] raw, int index) {
    return (raw[2 * index] & 0xFF) << 8 | raw[2 * index + 1] & 0xFF;
  }
}
