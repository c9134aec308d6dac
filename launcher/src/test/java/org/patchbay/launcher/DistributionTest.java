package org.patchbay.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {
  /** SHA-256 of the three bytes "abc". */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path root;
  private Path jar;
  private Path sums;
  private Distribution distribution;

  @BeforeEach
  void unpack() throws IOException {
    Files.createDirectories(root.resolve("features"));
    Files.writeString(root.resolve("features/base.json"), "{\"bundles\": [{\"id\": \"g:x:1.0\"}]}");
    Files.writeString(root.resolve("features/notes.txt"), "");
    jar = root.resolve("system/g/x/1.0/x-1.0.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "abc");
    sums = Files.writeString(root.resolve("system/SHA256SUMS"), ABC + " *x-1.0.jar\n");
    distribution = new Distribution(root);
  }

  @Test
  void whatTheBuildMadeIsAccepted() throws IOException {
    assertEquals(List.of("base"), distribution.features());
    distribution.verify(distribution.compose(List.of("base")));
  }

  @Test
  void anAlteredBundleIsNamed() throws IOException {
    Files.writeString(jar, "abd");
    refused("bundle g:x:1.0 was altered");
  }

  @Test
  void aMissingBundleIsNamed() throws IOException {
    Files.delete(jar);
    refused("bundle g:x:1.0 is missing");
  }

  @Test
  void aBundleThatTheBuildDidNotMakeIsNamed() throws IOException {
    Files.writeString(sums, "");
    refused("bundle g:x:1.0 has no checksum");
  }

  private void refused(String reason) throws IOException {
    Composition composition = distribution.compose(List.of("base"));
    IOException refused = assertThrows(IOException.class, () -> distribution.verify(composition));
    assertTrue(refused.getMessage().startsWith(reason), refused.getMessage());
  }
}
