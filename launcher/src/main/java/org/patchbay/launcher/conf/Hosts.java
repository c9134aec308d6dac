package org.patchbay.launcher.conf;

/** Addresses as options write them, of which our lists want one form. */
final class Hosts {
  private Hosts() {}

  /** IPv6 in brackets, with or without a port. */
  static String bracketed(Given from, String text) {
    if (text.isBlank() || text.indexOf(',') >= 0 || text.indexOf(' ') >= 0) {
      throw from.refused("allowed: ADDRESS or ADDRESS:PORT");
    }
    boolean bare = text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[");
    return bare ? "[" + text + "]" : text;
  }

  static boolean namesPort(String host) {
    return host.matches("(\\[[^]]*]|[^:\\[]*):\\d+");
  }
}
