package org.patchbay.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.node.Settings;
import org.patchbay.api.node.SettingsFile;

class ConfigFolderTest {
  private static final String PID = "patchbay.engine";

  @TempDir Path temp;
  private Path folder;
  private Path file;
  private final Map<String, Map<String, Object>> inForce = new LinkedHashMap<>();
  private final List<String> applied = new ArrayList<>();
  private ConfigFolder config;

  @BeforeEach
  void folder() throws IOException {
    folder = Files.createDirectories(temp.resolve("config"));
    file = folder.resolve("patchbay.engine.cfg");
    config = new ConfigFolder(folder, this::apply, new Refusals());
  }

  private void apply(String pid, Map<String, Object> values) {
    applied.add(pid);
    inForce.put(pid, values);
  }

  @Test
  void aStrongerLayerWins() throws Exception {
    Files.writeString(file, "weight = 0.7\nlevel = high\n");
    start(
        Map.of(
            "patchbay.default/patchbay.engine/outbound", "10",
            "patchbay.default/patchbay.engine/weight", "0.6",
            "patchbay.override/patchbay.engine/listen", "127.0.0.1:0,[::1]:0",
            "patchbay.set/0", "patchbay.engine.level=low"));
    assertEquals(10, inForce.get(PID).get("outbound"));
    assertEquals(0.7, inForce.get(PID).get("weight"));
    assertEquals("low", inForce.get(PID).get("level"));
    assertArrayEquals(
        new String[] {"127.0.0.1:0", "[::1]:0"}, (String[]) inForce.get(PID).get("listen"));
    assertEquals("default true", origin("on"));
    assertEquals("feature 10", origin("outbound"));
    assertEquals("file 0.7", origin("weight"));
    assertEquals("command line low", origin("level"));
  }

  @Test
  void aPasswordIsInForceAndNotShown() throws Exception {
    start(Map.of());
    assertEquals("default ", origin("secret"));
    start(Map.of("patchbay.set/0", "patchbay.engine.secret=hunter2"));
    assertEquals("hunter2", inForce.get(PID).get("secret"));
    assertEquals("command line (not shown)", origin("secret"));
  }

  @Test
  void aBadFileAtTheStartIsNamedWithLineKeyValueAndWhatIsAllowed() throws Exception {
    Files.writeString(file, "# ours\noutbound = 80\n");
    RefusedException refused = assertThrows(RefusedException.class, () -> start(Map.of()));
    assertEquals(
        file + ": line 2: outbound = \"80\": allowed: a whole number from 0 to 64",
        refused.getMessage());
    assertTrue(applied.isEmpty());
  }

  @Test
  void aBadValueOnTheCommandLineIsNamed() {
    assertRefused("--set patchbay.engine: outbound = \"x\"", "patchbay.engine.outbound=x");
    assertRefused("--set patchbay.engine: out = \"1\": unknown key", "patchbay.engine.out=1");
    assertRefused("--set \"patchbay.chain.x=1\": no such component", "patchbay.chain.x=1");
  }

  private void assertRefused(String start, String set) {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> start(Map.of("patchbay.set/0", set)));
    assertTrue(refused.getMessage().startsWith(start), refused.getMessage());
  }

  @Test
  void aBadEditLeavesTheRunningValueAndStandsRefusedUntilMended() throws Exception {
    Files.writeString(file, "outbound = 9\n");
    start(Map.of());
    Files.writeString(file, "outbound = 9\nlevel = loud\n");
    config.changed(file);
    config.changed(file);
    assertEquals(9, inForce.get(PID).get("outbound"));
    assertFalse(inForce.get(PID).containsKey("level"));
    assertEquals(
        List.of("config/patchbay.engine.cfg: line 2: level = \"loud\": allowed: low, high"),
        config.refusals());

    Files.writeString(file, "outbound = 9\nlevel = high\n");
    config.changed(file);
    assertEquals("high", inForce.get(PID).get("level"));
    assertEquals(List.of(), config.refusals());
  }

  @Test
  void aFileThatWentGivesTheDefaultsBack() throws Exception {
    Files.writeString(file, "outbound = 9\n");
    start(Map.of("patchbay.default/patchbay.engine/outbound", "4"));
    Files.delete(file);
    config.removed(file);
    assertEquals(Map.of("outbound", 4), inForce.get(PID));
  }

  @Test
  void anUnchangedFileIsNotAppliedAgain() throws Exception {
    Files.writeString(file, "listen = a:1,b:2\n");
    start(Map.of());
    config.changed(file);
    assertEquals(List.of(PID), applied);
  }

  @Test
  void aFileOfAnAbsentComponentWaitsForIt() throws Exception {
    Path other = folder.resolve("patchbay.eviction.youngest.cfg");
    Files.writeString(other, "outbound = 3\n");
    start(Map.of());
    assertTrue(config.refusals().get(0).contains("it waits for one"), config.refusals()::toString);

    config.know(
        List.of(
            new ComponentDefinition("patchbay.eviction.youngest", MetatypeTest.engine().keys())));
    assertEquals(Map.of("outbound", 3), inForce.get("patchbay.eviction.youngest"));
    assertEquals(List.of(), config.refusals());
  }

  @Test
  void aFileNobodyReadsIsNamed() throws Exception {
    Files.writeString(folder.resolve("patchbay.engine.cfg.json"), "{}");
    Files.writeString(folder.resolve(".hidden"), "");
    Files.writeString(folder.resolve("patchbay.absent.cfg"), "# says nothing\n");
    Files.writeString(folder.resolve("patchbay.engine.cfg~"), "");
    start(Map.of());
    assertEquals(
        List.of("config/patchbay.engine.cfg.json: nobody reads it; configuration is PID.cfg"),
        config.refusals());
  }

  @Test
  void aFileOfAnotherKindIsReadByTheOneWhoseItIs() throws Exception {
    Path rules = folder.resolve("rules.conf");
    Files.writeString(rules, "good");
    start(Map.of());
    List<String> nobody = List.of("config/rules.conf: nobody reads it; configuration is PID.cfg");
    assertEquals(nobody, config.refusals());

    Reader reader = new Reader();
    config.know(reader);
    assertEquals(List.of(), config.refusals());
    Files.writeString(rules, "bad");
    config.changed(rules);
    assertEquals(List.of("config/rules.conf: line 1: bad (only good)"), config.refusals());
    Files.writeString(rules, "too long for him");
    config.changed(rules);
    assertEquals(List.of("config/rules.conf: length 16 (max 8)"), config.refusals());
    Files.delete(rules);
    config.removed(rules);
    assertEquals(List.of(), config.refusals());
    assertEquals(List.of("good", ""), reader.taken);

    config.forget(reader);
    Files.writeString(rules, "good");
    config.changed(rules);
    assertEquals(nobody, config.refusals());
  }

  /** Takes what is good and what is empty. */
  private static final class Reader implements SettingsFile {
    final List<String> taken = new ArrayList<>();

    @Override
    public String name() {
      return "rules.conf";
    }

    @Override
    public int maxBytes() {
      return 8;
    }

    @Override
    public Optional<String> take(byte[] content) {
      String text = new String(content, StandardCharsets.UTF_8);
      if (text.equals("bad")) {
        return Optional.of("line 1: bad (only good)");
      }
      taken.add(text);
      return Optional.empty();
    }
  }

  @Test
  void setWritesTheFileAndKeepsItsComments() throws Exception {
    Files.writeString(file, "# mine\noutbound = 9 \n");
    start(Map.of());
    config.set(PID, "level", "high");
    assertEquals("# mine\noutbound = 9 \nlevel = high\n", Files.readString(file));
    assertEquals("high", inForce.get(PID).get("level"));

    config.reset(PID, "level");
    assertEquals("# mine\noutbound = 9 \n", Files.readString(file));
    assertFalse(inForce.get(PID).containsKey("level"));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void setMakesTheFileWhenThereIsNone() throws Exception {
    start(Map.of());
    config.set(PID, "outbound", "3");
    assertEquals("outbound = 3\n", Files.readString(file));
  }

  @Test
  void setRefusesWhatAFileCouldNotSay() throws Exception {
    start(Map.of("patchbay.set/0", "patchbay.engine.level=low"));
    assertSetRefused("outbound", "99", "allowed: a whole number from 0 to 64");
    assertSetRefused("outbond", "9", "unknown key");
    assertSetRefused("listen", "a\non = false", "allowed: one line");
    assertSetRefused("listen", "a\\", "allowed: one line");
    assertSetRefused("level", "high", "the command line of this run fixes it at \"low\"");
    assertFalse(Files.exists(file));
    assertThrows(IllegalArgumentException.class, () -> config.set("patchbay.nobody", "a", "b"));
  }

  private void assertSetRefused(String key, String value, String reason) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> config.set(PID, key, value));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    assertTrue(refused.getMessage().startsWith(file.toString()), refused.getMessage());
  }

  private void start(Map<String, String> properties) throws Exception {
    config.start(List.of(MetatypeTest.engine()), properties);
    config.readAll();
  }

  private String origin(String key) {
    for (Settings.Entry entry : config.entries()) {
      if (entry.key().equals(key)) {
        return entry.origin() + " " + entry.value();
      }
    }
    return "none";
  }
}
