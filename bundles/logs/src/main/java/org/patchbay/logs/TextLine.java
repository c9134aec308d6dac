package org.patchbay.logs;

/**
 * A line for people: time, level, category, logger, thread, text. Each line of a stack begins with
 * a tab, so that nothing in it can pass for a line of its own. Immutable.
 */
record TextLine(Times times) implements LineFormat {
  private static final String OURS = "org.patchbay.";

  @Override
  public String line(Entry entry) {
    StringBuilder line = new StringBuilder(160);
    if (times != Times.NONE) {
      times.format.formatTo(entry.time(), line);
      line.append(' ');
    }
    String level = entry.level().toString();
    line.append(level).append(" ".repeat(Math.max(0, 6 - level.length())));
    String category = Categories.of(entry.logger());
    line.append('[').append(category.isEmpty() ? "-" : category).append("] ");
    String logger = entry.logger();
    line.append(logger.startsWith(OURS) ? logger.substring(OURS.length()) : logger);
    line.append(" (");
    escape(line, entry.thread());
    line.append("): ");
    escape(line, entry.text());
    LineFormat.stack(entry).lines().forEach(each -> escape(line.append("\n\t"), each.strip()));
    return line.toString();
  }

  /** Adds text without what would end the line. */
  static void escape(StringBuilder into, String text) {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (Character.isISOControl(each) || each == '\u2028' || each == '\u2029') {
        LineFormat.hex(into, each < 256 ? "\\x" : "\\u", each < 256 ? 2 : 4, each);
      } else {
        into.append(each);
      }
    }
  }
}
