package org.patchbay.rules;

/**
 * What is wrong at one place of the file. Immutable.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param text what stands there and what is allowed; in one line, without control characters
 */
record Flaw(int line, int column, String text) {
  private static final int LONGEST = 300;

  Flaw {
    text = clean(text);
  }

  private static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(
            each ->
                clean.appendCodePoint(
                    Character.isISOControl(each) || Character.getType(each) == Character.FORMAT
                        ? ' '
                        : each));
    return clean.toString();
  }

  @Override
  public String toString() {
    return "line %d, column %d: %s".formatted(line, column, text);
  }
}
