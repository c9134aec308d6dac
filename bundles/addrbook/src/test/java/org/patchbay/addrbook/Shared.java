package org.patchbay.addrbook;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.patchbay.wire.NetworkAddress;

/** Shared test data; tests without it are skipped, but not in CI. */
final class Shared {
  private Shared() {}

  static Path file(String name) {
    Path file = Path.of(System.getProperty("patchbay.data", "missing")).resolve(name);
    if (!Files.exists(file)) {
      assertNotEquals("true", System.getenv("CI"), file + " is missing");
      assumeTrue(false, file + " is missing");
    }
    return file;
  }

  static List<String> lines(String name) throws IOException {
    return Files.readAllLines(file("peers").resolve(name));
  }

  static List<NetworkAddress> peers(String name) throws IOException {
    return lines(name).stream()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .map(NetworkAddress::parse)
        .toList();
  }
}
