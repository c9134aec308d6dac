package org.patchbay.admission;

import java.util.List;

/**
 * A pattern for user agents in which {@code *} stands for anything, nothing included. Immutable.
 *
 * <p>Not a regular expression: the text comes from a stranger, and a regular expression can be made
 * to take exponential time. This takes one pass.
 */
record UserAgentPattern(String text) {
  boolean matches(String userAgent) {
    List<String> parts = List.of(text.split("\\*", -1));
    String first = parts.get(0);
    if (parts.size() == 1) {
      return userAgent.equals(first);
    }
    String last = parts.get(parts.size() - 1);
    int end = userAgent.length() - last.length();
    if (!userAgent.startsWith(first) || !userAgent.endsWith(last) || end < first.length()) {
      return false;
    }
    int from = first.length();
    for (String part : parts.subList(1, parts.size() - 1)) {
      int found = userAgent.indexOf(part, from);
      if (found < 0 || found + part.length() > end) {
        return false;
      }
      from = found + part.length();
    }
    return true;
  }
}
