package org.patchbay.launcher.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewPolicyTest {
  private static final String RELEASE = "0.1.0-SNAPSHOT";

  @TempDir Path temp;
  private Path work;
  private KitRepository repository;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final NewPolicy command = new NewPolicy();

  /** A distribution with the jars that hold their names. */
  @BeforeEach
  void distribution() throws IOException {
    work = Files.createDirectories(temp.resolve("work"));
    repository = new KitRepository(temp.resolve("home"), RELEASE);
    for (var jar : repository.jars().entrySet()) {
      Files.createDirectories(jar.getValue().getParent());
      Files.writeString(jar.getValue(), jar.getKey());
    }
    command.name = "lone-hosts";
  }

  @Test
  void theProjectHoldsAllItNeeds() throws IOException {
    run();
    String version = repository.version();
    assertEquals(
        List.of(
            ".gitignore",
            ".mvn/maven.config",
            "README.md",
            "pom.xml",
            "repository/org/patchbay/api/V/api-V.jar",
            "repository/org/patchbay/api/V/api-V.jar.sha1",
            "repository/org/patchbay/api/V/api-V.pom",
            "repository/org/patchbay/api/V/api-V.pom.sha1",
            "repository/org/patchbay/record/V/record-V.jar",
            "repository/org/patchbay/record/V/record-V.jar.sha1",
            "repository/org/patchbay/record/V/record-V.pom",
            "repository/org/patchbay/record/V/record-V.pom.sha1",
            "repository/org/patchbay/sim/V/sim-V.jar",
            "repository/org/patchbay/sim/V/sim-V.jar.sha1",
            "repository/org/patchbay/sim/V/sim-V.pom",
            "repository/org/patchbay/sim/V/sim-V.pom.sha1",
            "repository/org/patchbay/wire/V/wire-V.jar",
            "repository/org/patchbay/wire/V/wire-V.jar.sha1",
            "repository/org/patchbay/wire/V/wire-V.pom",
            "repository/org/patchbay/wire/V/wire-V.pom.sha1",
            "src/main/java/org/example/LoneHostsEviction.java",
            "src/test/java/org/example/LoneHostsEvictionReplayTest.java",
            "src/test/java/org/example/LoneHostsEvictionTest.java"),
        files().stream().map(file -> file.replace(version, "V")).toList());
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("cd lone-hosts && mvn verify"));
  }

  @ParameterizedTest
  @CsvSource({
    "admission, quiet-hours, QuietHoursAdmission",
    "ratelimit, slow2, Slow2RateLimit",
    "scoring, scoring, ScoringScoring",
    "misbehaviour, mild, MildMisbehaviour",
    "eviction, example-eviction, ExampleEviction",
    "relay, string, StringRelay",
    "selection, near, NearSelection"
  })
  void eachSlotHasAPolicyToBeginWith(String slot, String name, String className)
      throws IOException {
    command.name = name;
    command.slot = slot;
    command.packageName = "com.acme.net";
    run();
    Path source = work.resolve(name + "/src/main/java/com/acme/net/" + className + ".java");
    assertTrue(Files.readString(source).contains("\"policy.name=" + name + "\""));
    for (String file : files()) {
      if (!file.startsWith("repository/")) {
        String text = Files.readString(work.resolve(name).resolve(file));
        assertFalse(text.contains("{{"), file);
        assertFalse(text.contains("@bnd") || text.contains("@osgi"), file);
      }
    }
  }

  @Test
  void aSnapshotHasAVersionByItsContentAndAReleaseItsOwn() throws IOException {
    String first = repository.version();
    assertTrue(first.matches("0\\.1\\.0-[0-9a-f]{10}"), first);
    assertEquals(first, repository.version());
    Files.writeString(repository.jars().get("api"), "another");
    assertFalse(first.equals(repository.version()));
    assertEquals("1.2.0", new KitRepository(temp, "1.2.0").version());
  }

  @Test
  void whatIsThereStaysAsItIs() throws IOException {
    Path mine = Files.createDirectories(work.resolve("lone-hosts")).resolve("mine.txt");
    Files.writeString(mine, "mine");
    String refusal = assertThrows(IllegalArgumentException.class, this::run).getMessage();
    assertTrue(refusal.startsWith("NAME \"lone-hosts\": "), refusal);
    assertEquals(List.of("mine.txt"), files());
  }

  @Test
  void aProjectThatCannotBeWrittenLeavesNothing() throws IOException {
    Files.delete(repository.jars().get("sim"));
    assertThrows(IOException.class, this::run);
    try (Stream<Path> left = Files.list(work)) {
      assertEquals(0, left.count());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "A", "a_b", "-a", "a-", "a--b", "1a", "../a", "a/b", "a b", "core", "off"})
  void aNameThatCannotBeIsRefused(String name) {
    command.name = name;
    refused("NAME \"" + name + "\": allowed: small letters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a..b",
        "a.class",
        "Org.example",
        "java.x",
        "org.patchbay",
        "org.osgi.x",
        "a/b"
      })
  void aPackageThatCannotBeIsRefused(String name) {
    command.packageName = name;
    refused("--package \"" + name + "\": allowed: a Java package");
  }

  @Test
  void aSlotThatIsNoneIsRefusedWithThoseThereAre() {
    command.slot = "health";
    refused(
        "--slot \"health\": allowed: admission, ratelimit, scoring, misbehaviour, eviction, relay,"
            + " selection");
  }

  private void refused(String message) {
    String refusal = assertThrows(IllegalArgumentException.class, this::run).getMessage();
    assertTrue(refusal.startsWith(message), refusal);
  }

  private void run() throws IOException {
    command.run(work, repository, new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  private List<String> files() throws IOException {
    Path folder = work.resolve(command.name);
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
