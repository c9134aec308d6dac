package org.patchbay.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was found once is tried at each build. */
class CorpusTest {
  @ParameterizedTest
  @EnumSource
  void whatIsKeptPasses(Target target) throws IOException {
    List<byte[]> inputs = Corpus.of(target);
    assertFalse(inputs.isEmpty());
    for (byte[] input : inputs) {
      try {
        target.tryOut(input);
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError(Base64.getEncoder().encodeToString(input), failure);
      }
    }
  }
}
