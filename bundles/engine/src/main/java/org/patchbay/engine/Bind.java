package org.patchbay.engine;

import java.util.List;
import java.util.Set;
import org.patchbay.api.peer.Permission;

/**
 * An address to listen on, and what holds for whoever comes in there (protocol-facts §11.5, §19.7).
 * Immutable.
 *
 * @param permissions what the operator allows them, besides the rules for their addresses
 * @param onion whether they come through Tor: their own addresses are not known then
 */
record Bind(HostPort at, Set<Permission> permissions, boolean onion) {
  private static final String ONION = "=onion";
  private static final String ANY4 = "0.0.0.0";

  /**
   * Parses {@code 0.0.0.0:8333}, {@code noban+relay@127.0.0.1:8335} or {@code
   * 127.0.0.1:8334=onion}.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  static Bind parse(String text, int defaultPort) {
    boolean onion = text.endsWith(ONION);
    String rest = onion ? text.substring(0, text.length() - ONION.length()) : text;
    int sign = rest.indexOf('@');
    Set<Permission> permissions =
        sign < 0
            ? Set.of()
            : PermissionRule.permissions(
                PermissionRule.words(rest.substring(0, sign)), List.of(), text);
    HostPort at = HostPort.parse(rest.substring(sign + 1), defaultPort);
    if (!at.literal()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" (allowed: an address of this machine, auto)");
    }
    return new Bind(at, permissions, onion);
  }

  /** Whether it takes connections to every address of this machine. */
  boolean any() {
    return at.literalAddress().getAddress().isAnyLocalAddress();
  }

  /** Whether another one, to {@code ::}, takes what this one, to {@code 0.0.0.0}, is to take. */
  boolean within(Bind other) {
    return equals(new Bind(new HostPort(ANY4, other.at.port()), other.permissions, other.onion))
        && other.any()
        && !other.at.host().equals(ANY4);
  }

  /** Whether others may be told of it: not where friends come in, or Tor does (§19.1). */
  boolean told() {
    return !onion && !permissions.contains(Permission.NOBAN);
  }
}
