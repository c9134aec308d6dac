package org.patchbay.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CategoriesTest {
  @Test
  void aLoggerIsOfTheCategoryOfItsPart() {
    assertEquals("net", Categories.of("org.patchbay.engine.PeerLines"));
    assertEquals("mempool", Categories.of("org.patchbay.mempool"));
    assertEquals("mempoolrej", Categories.of("org.patchbay.mempoolrej"));
    assertEquals("policies", Categories.of("org.patchbay.record.NodeCaptures"));
    assertEquals("", Categories.of("org.patchbay.launcher.Main"));
    assertEquals("", Categories.of("io.netty.util.Recycler"));
  }

  @Test
  void allIsAllByAnyOfItsNames() {
    assertEquals(Categories.all().keySet(), Categories.named("all"));
    assertEquals(Categories.all().keySet(), Categories.named("1"));
    assertEquals(Categories.all().keySet(), Categories.named(""));
    assertEquals(Set.of("net"), Categories.named("net"));
  }

  @Test
  void whatIsNotThereIsRefusedWithTheReason() {
    assertEquals("unknown logging category nets", refusal("nets"));
    assertEquals(
        "unknown logging category leveldb: of what Bitcoin Core writes there, nothing is written"
            + " here",
        refusal("leveldb"));
  }

  /** A start refuses others by what the configuration says is allowed. */
  @Test
  void theConfigurationAllowsJustThese() throws IOException {
    Set<String> wanted = new TreeSet<>(Categories.all().keySet());
    wanted.add(Categories.ALL);
    String source = Files.readString(Path.of("src/main/java/org/patchbay/logs/LogsConfig.java"));
    for (String key : new String[] {"categories", "exclude"}) {
      String before = source.substring(0, source.indexOf("String[] " + key + "()"));
      Matcher option =
          Pattern.compile("value = \"([a-z0-9]+)\"")
              .matcher(before.substring(before.lastIndexOf("@AttributeDefinition")));
      Set<String> allowed = new TreeSet<>();
      while (option.find()) {
        allowed.add(option.group(1));
      }
      assertEquals(wanted, allowed, key);
    }
  }

  private static String refusal(String name) {
    return assertThrows(IllegalArgumentException.class, () -> Categories.named(name)).getMessage();
  }
}
