package org.patchbay.engine;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patchbay.api.peer.Permission;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Subnet;

/** What an operator allows a range of addresses (protocol-facts §11.5). Immutable. */
record PermissionRule(Set<Permission> permissions, Subnet range) {
  private static final String NAMES =
      Stream.concat(
              Stream.of(Permission.values()).map(each -> each.name().toLowerCase(Locale.ROOT)),
              Stream.of("all"))
          .collect(Collectors.joining(", "));

  /**
   * Parses {@code noban+relay@127.0.0.1/8}; {@code all} stands for every permission. A comma
   * separates too, where the whole text is not itself part of a list with commas.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  static PermissionRule parse(String text) {
    int at = text.indexOf('@');
    if (at < 1) {
      throw new IllegalArgumentException(
          "\"" + text + "\" (allowed: permissions@range, as noban+relay@10.0.0.0/8)");
    }
    EnumSet<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (String name : text.substring(0, at).split("[,+]")) {
      permissions.addAll(named(name.strip(), text));
    }
    if (permissions.contains(Permission.NOBAN)) {
      permissions.add(Permission.DOWNLOAD);
    }
    if (permissions.contains(Permission.FORCERELAY)) {
      permissions.add(Permission.RELAY);
    }
    return new PermissionRule(Set.copyOf(permissions), Subnet.parse(text.substring(at + 1)));
  }

  private static Set<Permission> named(String name, String text) {
    if (name.equals("all")) {
      return EnumSet.allOf(Permission.class);
    }
    return Stream.of(Permission.values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .map(Set::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "permission \"" + name + "\" in \"" + text + "\" (allowed: " + NAMES + ")"));
  }

  /** What all rules together allow an address. */
  static Set<Permission> of(List<PermissionRule> rules, NetworkAddress address) {
    EnumSet<Permission> granted = EnumSet.noneOf(Permission.class);
    for (PermissionRule rule : rules) {
      if (rule.range.contains(address)) {
        granted.addAll(rule.permissions);
      }
    }
    return granted.isEmpty() ? Set.of() : Set.copyOf(granted);
  }
}
