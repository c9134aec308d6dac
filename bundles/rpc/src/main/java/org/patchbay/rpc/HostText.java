package org.patchbay.rpc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patchbay.wire.NetworkAddress;

/**
 * Where a node is, as somebody wrote it; its text is as the engine has it. Immutable.
 *
 * @param host a name, or an address without brackets
 */
record HostText(String host, int port) {
  private static final int MAX_PORT = 0xFFFF;
  private static final int MAX_TEXT = 300;
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:\\[([0-9A-Fa-f:.]+)\\]|([A-Za-z0-9_.-]+))(?::(\\d{1,5}))?|([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)");

  /**
   * Parses host, host:port, [v6], [v6]:port or v6.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  static HostText parse(String text, int usual) {
    Matcher parts = TEXT.matcher(text.length() > MAX_TEXT ? "" : text);
    if (parts.matches()) {
      String address = parts.group(1) == null ? parts.group(4) : parts.group(1);
      int port =
          parts.group(3) != null
              ? Integer.parseInt(parts.group(3))
              : text.endsWith(".i2p") ? 0 : usual;
      if (port <= MAX_PORT) {
        return address == null
            ? new HostText(parts.group(2), port)
            : new HostText(literal(address, text), port);
      }
    }
    throw wrong(text);
  }

  private static String literal(String address, String text) {
    try {
      return NetworkAddress.parse("[" + address + "]:0").host();
    } catch (IllegalArgumentException e) {
      throw wrong(text);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "\"%s\" (allowed: host, host:port, [v6] or [v6]:port)".formatted(Shown.text(text)));
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
