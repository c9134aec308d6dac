package org.patchbay.record;

/** Texts of a stranger's file on their way to a terminal. */
final class Legible {
  private static final int SHOWN = 200;

  private Legible() {}

  /** The text, cut, with a question mark for each control character. */
  static String of(String text) {
    String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return cut.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
  }
}
