package org.patchbay.protocols;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.patchbay.wire.Block;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;

/** Real blocks, where the machine has them. */
final class Data {
  private Data() {}

  static byte[] bytes(String name) throws IOException {
    Path file = Path.of(System.getProperty("patchbay.data", "")).resolve("blocks").resolve(name);
    if (!Files.exists(file)) {
      String reason = "no real blocks at " + file + " (system property patchbay.data)";
      if ("true".equals(System.getenv("CI"))) {
        Assertions.fail(reason);
      }
      Assumptions.abort(reason);
    }
    return Files.readAllBytes(file);
  }

  static Block block(String name) throws IOException, MalformedException {
    return Block.read(new WireReader(bytes(name)));
  }
}
