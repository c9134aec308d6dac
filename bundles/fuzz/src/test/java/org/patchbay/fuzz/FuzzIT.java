package org.patchbay.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each target for {@code fuzz.seconds} by Jazzer, in a process of its own: it instruments the
 * classes that it loads, and it ends the process that it runs in.
 *
 * <p>What it learns stays in {@code target/fuzz/NAME}, so that the next run goes on from there. A
 * line of its output says {@code Base64:} and the input that failed: add it to the corpus.
 */
class FuzzIT {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds");
  private static final List<String> ONLY =
      Stream.of(System.getProperty("fuzz.targets").split(",")).filter(x -> !x.isBlank()).toList();
  private static final int LONGEST = 4096;

  @ParameterizedTest
  @EnumSource
  void standsUp(Target target) throws Exception {
    Assumptions.assumeTrue(ONLY.isEmpty() || ONLY.contains(target.label()), "not in fuzz.targets");
    Path folder = Files.createDirectories(Path.of("target/fuzz", target.label()));
    int number = 0;
    for (byte[] input : Corpus.of(target)) {
      Files.write(folder.resolve("kept-" + number++), input);
    }
    Path log = Path.of("target/fuzz", target.label() + ".log");
    int exit = run(target, folder, log);
    String said = Files.readString(log);
    assertEquals(0, exit, () -> target + ", more in " + log + ":\n" + end(said));
    assertTrue(said.contains("DONE"), () -> target + " ended early:\n" + end(said));
    System.out.println(target.label() + ": " + last(said));
  }

  private static int run(Target target, Path folder, Path log)
      throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    List<String> command =
        List.of(
            java.toString(),
            "-Xmx512m",
            "-XX:+EnableDynamicAgentLoading",
            "-Dfuzz.hooks=4",
            "-cp",
            System.getProperty("java.class.path"),
            Jazzer.class.getName(),
            "--target_class=" + target.className(),
            "--instrumentation_includes=org.patchbay.**",
            "--custom_hook_includes=org.patchbay.**",
            "--reproducer_path=target/fuzz",
            "-artifact_prefix=target/fuzz/" + target.label() + "-",
            "-max_total_time=" + SECONDS,
            "-seed=" + Integer.getInteger("fuzz.seed"),
            "-max_len=" + LONGEST,
            "-timeout=60",
            folder.toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertTrue(process.waitFor(SECONDS + 300L, TimeUnit.SECONDS), target + " does not end");
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String end(String said) {
    return said.substring(Math.max(0, said.length() - 4_000));
  }

  private static String last(String said) {
    return said.lines().filter(line -> line.startsWith("Done ")).findFirst().orElse("");
  }
}
