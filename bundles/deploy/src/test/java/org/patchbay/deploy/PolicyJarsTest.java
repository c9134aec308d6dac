package org.patchbay.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyJarsTest {
  @TempDir Path temp;
  private Path folder;
  private Path jar;
  private final Refusals refusals = new Refusals();
  private final Framework framework = new Framework();
  private PolicyJars jars;

  /** Runs jars by remembering their version; fails those it is told to. */
  private static final class Framework implements JarRunner {
    private final Map<Long, String> running = new LinkedHashMap<>();
    private final Map<String, RefusedException> failing = new HashMap<>();
    private final Set<Long> stopped = new HashSet<>();
    private long next = 40;

    @Override
    public long start(Path file, Path content) throws RefusedException {
      String version = version(content);
      if (failing.containsKey(version)) {
        throw failing.get(version);
      }
      running.put(next, version);
      return next++;
    }

    @Override
    public void stop(long bundle) {
      running.remove(bundle);
      stopped.add(bundle);
    }

    private static String version(Path content) {
      try (java.util.jar.JarFile file = new java.util.jar.JarFile(content.toFile())) {
        return file.getManifest().getMainAttributes().getValue("Bundle-Version");
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @BeforeEach
  void folder() throws IOException {
    folder = Files.createDirectories(temp.resolve("deploy"));
    jar = folder.resolve("policy.jar");
    jars =
        new PolicyJars(
            folder,
            new JarVetting(
                JarVettingTest.ground(), ReferenceRules.shipped(), () -> VettingTerms.Terms.USUAL),
            new JarStore(temp.resolve("copies")),
            framework,
            refusals);
  }

  @Test
  void aGoodJarRunsUntilItsFileGoes() throws IOException {
    jars.install(jar("1.0.0", "com.acme.policy").toFile());
    assertEquals(List.of("1.0.0"), List.copyOf(framework.running.values()));
    jars.uninstall(jar.toFile());
    assertTrue(framework.running.isEmpty());
    try (var copies = Files.list(temp.resolve("copies"))) {
      assertEquals(0, copies.count());
    }
  }

  @Test
  void theSameContentChangesNothing() throws IOException {
    jars.install(jar("1.0.0", "com.acme.policy").toFile());
    jars.update(jar.toFile());
    assertTrue(framework.stopped.isEmpty());
  }

  @Test
  void aReplacedJarIsUpdated() throws IOException {
    jars.install(jar("1.0.0", "com.acme.policy").toFile());
    jars.update(jar("2.0.0", "com.acme.policy").toFile());
    assertEquals(List.of("2.0.0"), List.copyOf(framework.running.values()));
  }

  @Test
  void aReplacementThatIsNoBundleLeavesTheOldOneAlone() throws IOException {
    jars.install(jar("1.0.0", "com.acme.policy").toFile());
    Files.writeString(jar, "half");
    jars.update(jar.toFile());
    assertEquals(List.of("1.0.0"), List.copyOf(framework.running.values()));
    assertTrue(framework.stopped.isEmpty());
    assertTrue(refusals.lines().get(0).startsWith("deploy/policy.jar: not a complete jar"));

    jars.update(jar("1.0.0", "com.acme.policy").toFile());
    assertEquals(List.of(), refusals.lines());
  }

  @Test
  void aReplacementThatThrowsBringsTheOldOneBack() throws IOException {
    framework.failing.put("2.0.0", new RefusedException("does not activate"));
    jars.install(jar("1.0.0", "com.acme.policy").toFile());
    jars.update(jar("2.0.0", "com.acme.policy").toFile());
    assertEquals(List.of("1.0.0"), List.copyOf(framework.running.values()));
    assertEquals(List.of("deploy/policy.jar: does not activate"), refusals.lines());
    jars.uninstall(jar.toFile());
    assertTrue(framework.running.isEmpty());
    assertEquals(List.of(), refusals.lines());
  }

  @Test
  void aJarThatMissesSomethingIsTriedAgainWhenAnotherComes() throws IOException {
    framework.failing.put("1.0.0", new JarRunner.UnresolvedException("does not resolve: com.b"));
    jars.install(jar("1.0.0", "com.acme.policy").toFile());
    assertEquals(List.of("deploy/policy.jar: does not resolve: com.b"), refusals.lines());

    framework.failing.clear();
    Path library =
        TestJars.write(
            folder.resolve("b.jar"),
            JarVettingTest.bundle(
                Map.of("Bundle-SymbolicName", "com.b", "Bundle-Version", "3.0.0")));
    jars.install(library.toFile());
    assertEquals(Set.of("1.0.0", "3.0.0"), Set.copyOf(framework.running.values()));
    assertEquals(List.of(), refusals.lines());
  }

  @Test
  void aSecondFileOfTheSameBundleIsRefused() throws IOException {
    jars.install(jar("1.0.0", "com.acme.policy").toFile());
    Path twin = Files.copy(jar, folder.resolve("twin.jar"));
    jars.install(twin.toFile());
    assertEquals(
        List.of("deploy/twin.jar: com.acme.policy is deployed already, as deploy/policy.jar"),
        refusals.lines());
  }

  @Test
  void whatIsNoJarIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("policy.cfg"), "a = b");
    jars.install(text.toFile());
    assertTrue(refusals.lines().get(0).contains("not a .jar"), refusals.lines()::toString);
    assertTrue(jars.canHandle(text.toFile()));
    assertTrue(!jars.canHandle(temp.resolve("config/policy.cfg").toFile()));
  }

  private Path jar(String version, String name) throws IOException {
    return TestJars.write(
        jar, JarVettingTest.bundle(Map.of("Bundle-SymbolicName", name, "Bundle-Version", version)));
  }
}
