package org.patchbay.mempool;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The shared real data; without it a test is skipped, but not in CI. */
final class Data {
  private Data() {}

  static byte[] bytes(String file) {
    Path folder = Path.of(System.getProperty("patchbay.data", "../shared/data"));
    if (!Files.isDirectory(folder)) {
      String reason = "no real data at " + folder.normalize() + " (-Dpatchbay.data)";
      assertFalse("true".equals(System.getenv("CI")), reason);
      assumeTrue(false, reason);
    }
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
