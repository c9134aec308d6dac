package org.patchbay.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * The inputs of a target that are kept: {@code src/test/corpus/NAME.txt}, Base64, one a line, as
 * Jazzer prints what it has found.
 */
final class Corpus {
  private Corpus() {}

  static List<byte[]> of(Target target) throws IOException {
    Path file = Path.of("src/test/corpus", target.label() + ".txt");
    return Files.readAllLines(file).stream().map(Base64.getDecoder()::decode).toList();
  }
}
