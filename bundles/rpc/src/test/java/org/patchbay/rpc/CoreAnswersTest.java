package org.patchbay.rpc;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bodies of requests, and what bitcoind (master of 2026) answers to each: its status and its bytes.
 */
class CoreAnswersTest {
  @TempDir Path folder;

  @Test
  void bodiesAreAnsweredAsBitcoindDoes() throws IOException {
    List<String> lines;
    try (InputStream in = getClass().getResourceAsStream("core-answers.jsonl")) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    assertTrue(lines.size() > 40, "lines: " + lines.size());
    try (Served served = Served.withControl(folder)) {
      served.add(TimeMethods.setmocktime(true, new MockClocks()));
      assertAll(lines.stream().map(line -> same(served, line)));
    }
  }

  private static Executable same(Served served, String line) {
    return () -> {
      List<?> wanted = (List<?>) JsonReader.read(line.getBytes(StandardCharsets.UTF_8));
      Served.Got got = served.post((String) wanted.get(0));
      assertEquals(
          Stream.of(wanted.get(1), wanted.get(2)).toList(),
          List.of((long) got.status(), got.body()),
          () -> "to " + wanted.get(0));
    };
  }
}
