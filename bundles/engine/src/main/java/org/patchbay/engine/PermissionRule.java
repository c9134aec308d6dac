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

/**
 * What an operator allows a range of addresses (protocol-facts §11.5). Immutable.
 *
 * @param in whether it holds for who connects to us
 * @param out whether it holds for whom the operator had us connect to
 */
record PermissionRule(Set<Permission> permissions, boolean in, boolean out, Subnet range) {
  private static final String IN = "in";
  private static final String OUT = "out";

  /** What a range without a word is allowed. */
  private static final Set<Permission> IMPLICIT =
      Set.of(Permission.NOBAN, Permission.DOWNLOAD, Permission.RELAY, Permission.MEMPOOL);

  /**
   * Parses {@code noban+relay@127.0.0.1/8}; {@code all} stands for every permission, {@code in} and
   * {@code out} say for which connections, which without them are those that come in. A range alone
   * is allowed what Bitcoin Core's {@code -whitelist} allows it. A comma separates too, where the
   * whole text is not itself part of a list with commas.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  static PermissionRule parse(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      return new PermissionRule(IMPLICIT, true, false, Subnet.parse(text));
    }
    List<String> words = words(text.substring(0, at));
    boolean out = words.contains(OUT);
    return new PermissionRule(
        permissions(words, List.of(IN, OUT), text),
        words.contains(IN) || !out,
        out,
        Subnet.parse(text.substring(at + 1)));
  }

  static List<String> words(String list) {
    return Stream.of(list.split("[,+]")).map(String::strip).toList();
  }

  /**
   * Reads the names of permissions, and adds what they imply.
   *
   * @param besides words that are no permissions and mean something to the caller
   * @param text the whole entry, for the message
   */
  static Set<Permission> permissions(List<String> words, List<String> besides, String text) {
    EnumSet<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (String word : words) {
      if (!besides.contains(word)) {
        permissions.addAll(named(word, besides, text));
      }
    }
    if (permissions.contains(Permission.NOBAN)) {
      permissions.add(Permission.DOWNLOAD);
    }
    if (permissions.contains(Permission.FORCERELAY)) {
      permissions.add(Permission.RELAY);
    }
    return Set.copyOf(permissions);
  }

  private static Set<Permission> named(String name, List<String> besides, String text) {
    if (name.equals("all")) {
      return EnumSet.allOf(Permission.class);
    }
    String full = name.equals("bloom") ? "bloomfilter" : name;
    return Stream.of(Permission.values())
        .filter(each -> label(each).equals(full))
        .findFirst()
        .map(Set::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "permission \"%s\" in \"%s\" (allowed: %s)"
                        .formatted(name, text, allowed(besides))));
  }

  private static String allowed(List<String> besides) {
    Stream<String> names = Stream.of(Permission.values()).map(PermissionRule::label);
    return Stream.concat(Stream.concat(names, Stream.of("all")), besides.stream())
        .collect(Collectors.joining(", "));
  }

  private static String label(Permission permission) {
    return permission.name().toLowerCase(Locale.ROOT);
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
