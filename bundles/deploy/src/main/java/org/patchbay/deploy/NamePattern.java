package org.patchbay.deploy;

import java.util.regex.Pattern;

/**
 * Names of classes and members as a list writes them: {@code java.io.File} for a class with what is
 * nested in it and all members, {@code java.io.*} for all whose names begin so, {@code
 * java.lang.System#exit} for one member. Immutable.
 *
 * @param owner without the star
 * @param member empty where none is named
 */
record NamePattern(String owner, boolean open, String member, boolean memberOpen) {
  private static final Pattern NAME = Pattern.compile("[\\w$.]*\\*?(#[\\w$<>]*\\*?)?");

  /** What a name may look like, for people. */
  static final String ALLOWED =
      "a class, as java.io.File, a member, as java.lang.System#exit, or *";

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none
   */
  static NamePattern of(String text) {
    if (text.isEmpty() || !NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    int hash = text.indexOf('#');
    String owner = hash < 0 ? text : text.substring(0, hash);
    String member = hash < 0 ? "" : text.substring(hash + 1);
    return new NamePattern(
        withoutStar(owner), owner.endsWith("*"), withoutStar(member), member.endsWith("*"));
  }

  private static String withoutStar(String text) {
    return text.endsWith("*") ? text.substring(0, text.length() - 1) : text;
  }

  /** Whether it names members, not classes. */
  boolean ofMembers() {
    return memberOpen || !member.isEmpty();
  }

  boolean matches(Reference reference) {
    String name = reference.owner();
    boolean owned = open ? name.startsWith(owner) : name.equals(owner);
    if (!ofMembers()) {
      return owned || !open && name.startsWith(owner + "$");
    }
    return owned
        && !reference.member().isEmpty()
        && (memberOpen ? reference.member().startsWith(member) : reference.member().equals(member));
  }
}
