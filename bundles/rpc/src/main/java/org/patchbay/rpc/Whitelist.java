package org.patchbay.rpc;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which methods each user may call. Immutable.
 *
 * @param methods of the users that are listed
 * @param others whether users that are not listed may call everything; else they may call nothing
 */
record Whitelist(Map<String, Set<String>> methods, boolean others) {
  /** Everybody may call everything. */
  static final Whitelist OPEN = new Whitelist(Map.of(), true);

  /** Copies. */
  Whitelist {
    methods = Map.copyOf(methods);
  }

  /**
   * Reads entries as {@code alice:getblockcount+uptime}; of two for one user both must allow.
   *
   * @param others empty for: everything while there is no entry, else nothing
   */
  static Whitelist of(Collection<String> entries, String others) {
    Map<String, Set<String>> methods = new HashMap<>();
    for (String entry : entries) {
      int colon = entry.indexOf(':');
      String user = colon < 0 ? entry : entry.substring(0, colon);
      Set<String> named = new HashSet<>();
      if (colon >= 0) {
        named.addAll(Set.of(entry.substring(colon + 1).split("\\+")));
        named.remove("");
      }
      methods.merge(
          user,
          named,
          (one, other) -> {
            one.retainAll(other);
            return one;
          });
    }
    return new Whitelist(methods, others.isEmpty() ? methods.isEmpty() : others.equals("true"));
  }

  /** Whether a user may call nothing at all. */
  boolean silences(String user) {
    return !others && !methods.containsKey(user);
  }

  /** Whether a user may call a method. */
  boolean allows(String user, String method) {
    Set<String> listed = methods.get(user);
    return listed == null ? others : listed.contains(method);
  }
}
