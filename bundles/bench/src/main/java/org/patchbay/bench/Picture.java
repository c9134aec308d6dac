package org.patchbay.bench;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Something drawn, in pixels. */
public interface Picture {
  /** Not 12, which an SVG leaves out and a reader takes for 16. */
  int POINTS = 13;

  /** How wide it is. */
  int width();

  /** How high it is. */
  int height();

  /** Draws it on white, its upper left corner at the origin, in a font of {@link #POINTS}. */
  void draw(Graphics2D page);

  /** Writes pictures, one below the other, as {@code stem.png} and {@code stem.svg}. */
  static void write(List<? extends Picture> pictures, Path stem) throws IOException {
    int width = pictures.stream().mapToInt(Picture::width).max().orElseThrow();
    int height = pictures.stream().mapToInt(Picture::height).sum();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pixels = image.createGraphics();
    pixels.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    draw(pictures, pixels, width, height);
    ImageIO.write(image, "png", stem.resolveSibling(stem.getFileName() + ".png").toFile());
    VectorGraphics2D vectors = new VectorGraphics2D();
    draw(pictures, vectors, width, height);
    Path file = stem.resolveSibling(stem.getFileName() + ".svg");
    try (OutputStream out = Files.newOutputStream(file)) {
      new SVGProcessor()
          .getDocument(vectors.getCommands(), new PageSize(width, height))
          .writeTo(out);
    }
  }

  private static void draw(
      List<? extends Picture> pictures, Graphics2D page, int width, int height) {
    page.setColor(Color.WHITE);
    page.fillRect(0, 0, width, height);
    int y = 0;
    for (Picture picture : pictures) {
      page.translate(0, y);
      page.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, POINTS));
      page.setColor(Color.BLACK);
      picture.draw(page);
      page.translate(0, -y);
      y += picture.height();
    }
    page.dispose();
  }
}
