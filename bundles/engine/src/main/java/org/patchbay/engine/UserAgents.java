package org.patchbay.engine;

/** User agents of §5.1. */
final class UserAgents {
  private static final int MAX = 256;
  private static final String COMMENT = " .,;-_?@";
  private static final String DISPLAY = COMMENT + "/:()";

  private UserAgents() {}

  /** What may be shown of a peer's user agent: other characters are left out. */
  static String printable(String raw) {
    StringBuilder kept = new StringBuilder(raw.length());
    raw.chars().filter(c -> allowed(c, DISPLAY)).forEach(c -> kept.append((char) c));
    return kept.toString();
  }

  /**
   * Our own user agent.
   *
   * @throws IllegalArgumentException naming the comment and what is wrong with it
   */
  static String ours(String version, String comment) {
    String agent = "/Patchbay:" + version + (comment.isEmpty() ? "" : "(" + comment + ")") + "/";
    if (!comment.chars().allMatch(c -> allowed(c, COMMENT))) {
      throw new IllegalArgumentException(
          "user.agent.comment \"" + comment + "\" (allowed: A-Z a-z 0-9 and \"" + COMMENT + "\")");
    }
    if (agent.length() > MAX) {
      throw new IllegalArgumentException(
          "user agent length " + agent.length() + " (max " + MAX + ")");
    }
    return agent;
  }

  private static boolean allowed(int c, String others) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || others.indexOf(c) >= 0;
  }
}
