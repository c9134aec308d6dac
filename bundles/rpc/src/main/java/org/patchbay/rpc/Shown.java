package org.patchbay.rpc;

/** Texts of strangers, fit for a log. */
final class Shown {
  private static final int MOST = 80;

  private Shown() {}

  /**
   * The text, cut, with a question mark for whatever is neither letter nor digit nor plain sign.
   */
  static String text(String text) {
    String cut = text.length() > MOST ? text.substring(0, MOST) + "…" : text;
    return cut.replaceAll("[^\\p{Alnum}…._+/:@ -]", "?");
  }
}
