package org.patchbay.bench;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.List;
import java.util.Locale;

/**
 * A table whose places are coloured by their values. Immutable.
 *
 * @param values of a row and a column; NaN leaves a place empty
 * @param best the value without colour, above or below {@code worst}
 * @param worst the value with most
 */
public record HeatMap(
    String title,
    List<String> columns,
    List<String> rows,
    double[][] values,
    double best,
    double worst)
    implements Picture {
  private static final Color GOOD = new Color(0xF7FBFF);
  private static final Color BAD = new Color(0xD9583B);
  private static final Color NOTHING = new Color(0xE6E6E6);
  private static final int LABELS = 175;
  private static final int PLACE = 84;
  private static final int LINE = 22;
  private static final int BASE = 15;

  @Override
  public int width() {
    return LABELS + PLACE * columns.size() + 10;
  }

  @Override
  public int height() {
    return LINE * (rows.size() + 3);
  }

  @Override
  public void draw(Graphics2D page) {
    page.drawString(title, LABELS, BASE);
    for (int i = 0; i < columns.size(); i++) {
      centre(page, columns.get(i), i, 1);
    }
    for (int row = 0; row < rows.size(); row++) {
      page.drawString(rows.get(row), 8, LINE * (row + 2) + BASE);
      for (int column = 0; column < columns.size(); column++) {
        double value = values[row][column];
        page.setColor(colour(value));
        page.fillRect(LABELS + PLACE * column, LINE * (row + 2), PLACE - 1, LINE - 1);
        page.setColor(Color.BLACK);
        centre(page, Double.isNaN(value) ? "" : text(value), column, row + 2);
      }
    }
  }

  private static void centre(Graphics2D page, String text, int column, int line) {
    FontMetrics metrics = page.getFontMetrics();
    int x = LABELS + PLACE * column + (PLACE - metrics.stringWidth(text)) / 2;
    page.drawString(text, x, LINE * line + BASE);
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private Color colour(double value) {
    if (Double.isNaN(value)) {
      return NOTHING;
    }
    double part = Math.max(0, Math.min(1, (value - best) / (worst - best)));
    return new Color(
        between(GOOD.getRed(), BAD.getRed(), part),
        between(GOOD.getGreen(), BAD.getGreen(), part),
        between(GOOD.getBlue(), BAD.getBlue(), part));
  }

  private static int between(int from, int to, double part) {
    return (int) Math.round(from + (to - from) * part);
  }
}
