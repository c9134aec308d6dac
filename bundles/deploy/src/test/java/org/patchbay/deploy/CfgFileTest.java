package org.patchbay.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CfgFileTest {
  private static final String TEXT =
      """
      # what the node offers
      listen = 0.0.0.0:8333, \\
          [::]:8333

      ! an old habit
      outbound=8
      """;

  @Test
  void readsKeysCommentsAndContinuedLines() throws RefusedException {
    CfgFile file = parse(TEXT);
    assertEquals(Map.of("listen", "0.0.0.0:8333, [::]:8333", "outbound", "8"), file.values());
    assertEquals(2, file.lineOf("listen"));
    assertEquals(6, file.lineOf("outbound"));
    assertEquals(0, file.lineOf("absent"));
  }

  @Test
  void anUntouchedFileIsTheSameToTheByte() throws RefusedException {
    assertEquals(TEXT, text(parse(TEXT)));
  }

  @Test
  void aChangedKeyKeepsItsPlaceAndTheComments() throws RefusedException {
    CfgFile changed = parse(TEXT).with("outbound", "12").with("policy.eviction", "scored");
    assertEquals(
        TEXT.replace("outbound=8", "outbound = 12") + "policy.eviction = scored\n", text(changed));
  }

  @Test
  void aRemovedKeyTakesItsContinuationWithIt() throws RefusedException {
    assertEquals(
        "# what the node offers\n\n! an old habit\noutbound=8\n",
        text(parse(TEXT).without("listen")));
  }

  @Test
  void aMissingNewlineAtTheEndIsMended() throws RefusedException {
    assertEquals("a = 1\nb = 2\n", text(parse("a = 1").with("b", "2")));
  }

  @Test
  void theLastLineMayBeContinuedIntoNothing() throws RefusedException {
    assertEquals(List.of("a"), List.copyOf(parse("a = 1\\").values().keySet()));
  }

  @Test
  void refusesWhatIsNoConfigurationByLine() {
    refused("a = 1\nlisten\n", "line 2: \"listen\": allowed: key = value");
    refused("= 1\n", "line 1: \"= 1\": allowed: key = value");
    refused("a = 1\n\na = 2\n", "line 3: a is given twice, first in line 1");
    refused("a = 1\nb\u0000 = 2\n", "line 2: control character 0x00; not a text file");
  }

  @Test
  void refusesOtherThanUtf8() {
    byte[] latin = "a = K\u00f6ln\n".getBytes(StandardCharsets.ISO_8859_1);
    RefusedException refused = assertThrows(RefusedException.class, () -> CfgFile.parse(latin));
    assertEquals("not UTF-8 text", refused.getMessage());
  }

  @Test
  void refusesAHugeFile() {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> CfgFile.parse(new byte[1_000_001]));
    assertTrue(refused.getMessage().contains("1000001 (max 1000000)"), refused.getMessage());
  }

  private static void refused(String text, String message) {
    RefusedException refused = assertThrows(RefusedException.class, () -> parse(text));
    assertEquals(message, refused.getMessage());
  }

  private static CfgFile parse(String text) throws RefusedException {
    return CfgFile.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(CfgFile file) {
    return new String(file.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aBackslashAtTheVeryEndDoesNotSwallowTheKeyThatIsPutThere() throws Exception {
    CfgFile file = CfgFile.parse("a = 1\nb = 2\\".getBytes(StandardCharsets.UTF_8));
    assertEquals(Map.of("a", "1", "b", "2"), file.values());
    CfgFile again = CfgFile.parse(file.with("c", "3").bytes());
    assertEquals(Map.of("a", "1", "b", "2", "c", "3"), again.values());
  }
}
