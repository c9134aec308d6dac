package org.patchbay.tor;

/** Text of others as people may see it. */
final class Text {
  private static final int MOST = 200;

  private Text() {}

  /** The beginning, without what could move a cursor or begin a new line. */
  static String printable(String said) {
    String beginning = said.length() > MOST ? said.substring(0, MOST) + "..." : said;
    return beginning.replaceAll("[^ -~]", "?");
  }
}
