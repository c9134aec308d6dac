package org.patchbay.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.patchbay.wire.BlockHeader;

/** Real headers, where the machine has them. */
final class Data {
  private Data() {}

  static List<BlockHeader> headers(String name) throws IOException {
    Path file = Path.of(System.getProperty("patchbay.data", "")).resolve("headers").resolve(name);
    if (!Files.exists(file)) {
      String reason = "no real headers at " + file + " (system property patchbay.data)";
      if ("true".equals(System.getenv("CI"))) {
        Assertions.fail(reason);
      }
      Assumptions.abort(reason);
    }
    byte[] bytes = Files.readAllBytes(file);
    List<BlockHeader> headers = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += BlockHeader.SIZE) {
      headers.add(BlockHeader.of(bytes, at));
    }
    return headers;
  }
}
