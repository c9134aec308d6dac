package org.patchbay.bench.eclipse;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.patchbay.bench.Picture;

/**
 * The share of runs eclipsed over the attacker's addresses, a line for each number of groups, with
 * intervals; broken lines are with ASMap. Immutable.
 */
record SharePlot(List<Line> lines) implements Picture {
  private static final int LEFT = 60;
  private static final int TOP = 30;
  private static final int WIDE = 480;
  private static final int HIGH = 280;
  private static final int LEGEND = 220;
  private static final double LEAST = Math.log10(80);
  private static final double MOST = Math.log10(65_000);
  private static final int[] GROUPS = {4, 64, 1_000, 4_000};
  private static final int[] ADDRESSES = {100, 1_000, 3_000, 10_000, 50_000};
  private static final Color[] COLOURS = {
    new Color(0x1B7837), new Color(0x2166AC), new Color(0xB2182B), new Color(0x762A83)
  };
  private static final Color GRID = new Color(0xDDDDDD);
  private static final Stroke WHOLE = new BasicStroke(1.5f);
  private static final Stroke BROKEN =
      new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {6, 4}, 0);

  /** One line. */
  record Line(String name, Color colour, boolean mapped, List<Cell> cells) {}

  static SharePlot of(List<Cell> cells) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < GROUPS.length; i++) {
      for (boolean mapped : new boolean[] {false, true}) {
        List<Cell> line = Report.line(cells, GROUPS[i], mapped);
        if (!line.isEmpty()) {
          String name = String.format(Locale.ROOT, "%,d groups", GROUPS[i]);
          lines.add(new Line(name + (mapped ? ", ASMap" : ""), COLOURS[i], mapped, line));
        }
      }
    }
    return new SharePlot(lines);
  }

  @Override
  public int width() {
    return LEFT + WIDE + LEGEND;
  }

  @Override
  public int height() {
    return TOP + HIGH + 60;
  }

  @Override
  public void draw(Graphics2D page) {
    page.drawString("runs eclipsed within 30 days, % (95 % intervals)", LEFT, TOP - 12);
    page.drawString("addresses of the attacker", LEFT + WIDE / 2 - 80, TOP + HIGH + 45);
    for (int percent = 0; percent <= 100; percent += 25) {
      page.setColor(GRID);
      page.drawLine(LEFT, y(percent), LEFT + WIDE, y(percent));
      page.setColor(Color.BLACK);
      page.drawString("" + percent, LEFT - 35, y(percent) + 5);
    }
    for (int addresses : ADDRESSES) {
      page.setColor(GRID);
      page.drawLine(x(addresses), TOP, x(addresses), TOP + HIGH);
      page.setColor(Color.BLACK);
      String text = String.format(Locale.ROOT, "%,d", addresses);
      page.drawString(text, x(addresses) - 4 * text.length(), TOP + HIGH + 20);
    }
    for (int i = 0; i < lines.size(); i++) {
      draw(page, lines.get(i), i);
    }
  }

  /** Lines are set apart by a pixel or two, so that none hides another. */
  private void draw(Graphics2D page, Line line, int number) {
    page.setColor(line.colour);
    page.setStroke(line.mapped ? BROKEN : WHOLE);
    int aside = 2 * number - lines.size();
    Cell before = null;
    for (Cell cell : line.cells) {
      int x = x(cell.scenario().addresses()) + aside;
      int y = y(100 * cell.eclipsed().value());
      if (before != null) {
        int from = x(before.scenario().addresses()) + aside;
        page.drawLine(from, y(100 * before.eclipsed().value()), x, y);
      }
      before = cell;
    }
    int legend = TOP + 10 + 22 * number;
    page.drawLine(LEFT + WIDE + 20, legend, LEFT + WIDE + 50, legend);
    page.drawString(line.name, LEFT + WIDE + 58, legend + 5);
    page.setStroke(WHOLE);
    for (Cell cell : line.cells) {
      int x = x(cell.scenario().addresses()) + aside;
      page.drawLine(x, y(100 * cell.eclipsed().low()), x, y(100 * cell.eclipsed().high()));
      page.fillOval(x - 3, y(100 * cell.eclipsed().value()) - 3, 6, 6);
    }
  }

  private static int x(int addresses) {
    return (int) Math.round(LEFT + WIDE * (Math.log10(addresses) - LEAST) / (MOST - LEAST));
  }

  private static int y(double percent) {
    return (int) Math.round(TOP + HIGH * (1 - percent / 100));
  }
}
