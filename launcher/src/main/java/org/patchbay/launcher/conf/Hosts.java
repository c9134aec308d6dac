package org.patchbay.launcher.conf;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Addresses as options write them, of which our lists want one form. Nothing is looked up. */
final class Hosts {
  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final String IPV4 = "(" + BYTE + "\\.){3}" + BYTE;

  private Hosts() {}

  /**
   * An address of this machine, with or without a port; IPv6 in brackets.
   *
   * @throws IllegalArgumentException when it is none
   */
  static String bracketed(Given from, String text) {
    boolean bare = text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[");
    String host = bare ? "[" + text + "]" : text;
    String named = namesPort(host) ? host.substring(0, host.lastIndexOf(':')) : host;
    boolean six = named.startsWith("[") && named.endsWith("]");
    if (!literal(six ? named.substring(1, named.length() - 1) : named, six)) {
      throw from.refused("allowed: ADDRESS or ADDRESS:PORT, the address in numbers");
    }
    checkPort(from, host);
    return host;
  }

  static boolean namesPort(String host) {
    return host.matches("(\\[[^]]*]|[^:\\[]*):\\d+");
  }

  /**
   * A host by name or number, with or without a port.
   *
   * @throws IllegalArgumentException when it is none
   */
  static String any(Given from, String text) {
    if (!text.matches(
        "(\\[[0-9a-fA-F:.%]+]|[A-Za-z0-9._-]+)(:\\d{1,5})?|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      throw from.refused("allowed: HOST or HOST:PORT");
    }
    checkPort(from, text);
    return text;
  }

  /** Several hosts, as a list with commas. */
  static String list(List<Given> many) {
    many.forEach(each -> any(each, CoreOption.single(each)));
    return CoreOption.joined(many);
  }

  private static void checkPort(Given from, String host) {
    String port = namesPort(host) ? host.substring(host.lastIndexOf(':') + 1) : "1";
    if (port.length() > 5 || Integer.parseInt(port) > 65_535) {
      throw from.refused("allowed: a port up to 65535");
    }
  }

  /**
   * An address or a range, as 10.0.0.0/8.
   *
   * @throws IllegalArgumentException when it is none
   */
  static String range(Given from, String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    boolean six = address.indexOf(':') >= 0;
    String bits = slash < 0 ? "0" : text.substring(slash + 1);
    boolean good = bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= (six ? 128 : 32);
    if (!good || !literal(address, six)) {
      throw from.refused(
          "allowed: an address, or one with the number of leading bits, as 10.0.0.0/8");
    }
    return text;
  }

  private static boolean literal(String text, boolean six) {
    if (!six) {
      return text.matches(IPV4);
    }
    try {
      // What holds a colon is never looked up.
      return text.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*") && InetAddress.getByName(text) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
