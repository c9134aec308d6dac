package org.patchbay.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class UserAgentPatternTest {
  @Test
  void agreesWithRegularExpressions() {
    Random random = new Random(1);
    for (int round = 0; round < 50_000; round++) {
      String pattern = text(random, "ab*", 8);
      String userAgent = text(random, "ab", 10);
      Pattern expression = Pattern.compile(pattern.replace("*", ".*"));
      assertEquals(
          expression.matcher(userAgent).matches(),
          new UserAgentPattern(pattern).matches(userAgent),
          pattern + " on " + userAgent);
    }
  }

  @Test
  void otherSignsMeanThemselves() {
    assertEquals(true, new UserAgentPattern("/x.y:(1)/*").matches("/x.y:(1)/z/"));
    assertEquals(false, new UserAgentPattern("/x.y:(1)/*").matches("/xzy:(1)/z/"));
    assertEquals(true, new UserAgentPattern("").matches(""));
    assertEquals(false, new UserAgentPattern("").matches("/x/"));
  }

  private static String text(Random random, String alphabet, int max) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(max + 1); length > 0; length--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
