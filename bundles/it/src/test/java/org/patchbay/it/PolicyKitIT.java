package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.patchbay.launcher.kit.PolicyProject;
import org.patchbay.launcher.kit.Slot;

/** What {@code new-policy} makes: it compiles, keeps its contract, and its jar serves a node. */
class PolicyKitIT {
  private static final Duration BUILT = Duration.ofMinutes(3);

  @TempDir Path folder;

  /** By the compiler and the test engine themselves, which take seconds for all slots. */
  @ParameterizedTest
  @EnumSource
  void thePolicyOfEachSlotKeepsItsContract(Slot slot) throws Exception {
    PolicyProject project = new PolicyProject("first-try", slot, "com.acme.net");
    List<String> sources = new ArrayList<>();
    for (Map.Entry<String, String> file : project.files("0").entrySet()) {
      if (file.getKey().endsWith(".java")) {
        Path source = folder.resolve(file.getKey());
        Files.createDirectories(source.getParent());
        sources.add(Files.writeString(source, file.getValue()).toString());
      }
    }
    Path classes = Files.createDirectories(folder.resolve("classes"));
    compile(sources, classes);

    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      String name = "com.acme.net." + project.className();
      assertTrue(passed(loader.loadClass(name + "Test")) > 4, "the contract was not found");
      if (slot.recorded()) {
        assertEquals(1, passed(loader.loadClass(name + "ReplayTest")), "the replay");
      }
    }
  }

  @Test
  void aStrangersJarIsTriedPromotedAndRolledBack() throws Exception {
    try (NodeProcess kit = NodeProcess.runIn(folder, folder, List.of("new-policy", "lone-hosts"))) {
      assertEquals(0, kit.exit(), kit.err());
    }
    Path project = folder.resolve("lone-hosts");
    build(project);
    try (EmbeddedNode node =
        EmbeddedNode.start(
            folder.resolve("node"), List.of("node", "policies", "vitals", "shell"))) {
      NodeShell shell = new NodeShell(node);
      Files.copy(
          project.resolve("target/lone-hosts-0.1.0.jar"), node.deploy().resolve("lone-hosts.jar"));
      EmbeddedNode.await(
          () -> "available: " + node.slot("eviction").available() + node.settings().refusals(),
          () -> node.slot("eviction").available().contains("lone-hosts"));
      assertEquals("core", node.slot("eviction").inForce());

      shell.screen("policy:shadow eviction lone-hosts");
      shell.screen("policy:promote eviction --reason \"first try\"");
      node.awaitInForce("eviction", "lone-hosts");
      shell.screen("policy:rollback eviction");
      node.awaitInForce("eviction", "core");
    }
  }

  private static void compile(List<String> sources, Path classes) {
    List<String> arguments = new ArrayList<>(List.of("--release", "17", "-proc:none"));
    // Class files of third parties mention annotations, their manifests jars, that are not there.
    arguments.addAll(List.of("-Xlint:all,-classfile,-path", "-Werror"));
    arguments.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "-d", classes.toString()));
    arguments.addAll(sources);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, said, said, arguments.toArray(new String[0]));
    assertEquals(0, exit, () -> said.toString(StandardCharsets.UTF_8));
  }

  /** How many tests a class has, all of which pass. */
  private static long passed(Class<?> test) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(test)).build(),
            summary);
    TestExecutionSummary found = summary.getSummary();
    StringWriter failures = new StringWriter();
    found.printFailuresTo(new PrintWriter(failures));
    assertEquals(found.getTestsFoundCount(), found.getTestsSucceededCount(), failures::toString);
    return found.getTestsFoundCount();
  }

  /** As its README says, but offline: what it needs besides its own repository, our build had. */
  private static void build(Path project) throws IOException, InterruptedException {
    Path log = project.resolve("build.log");
    ProcessBuilder builder =
        new ProcessBuilder("mvn", "-o", "-B", "-q", "verify")
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process maven = builder.start();
    try {
      boolean ended = maven.waitFor(BUILT.toSeconds(), TimeUnit.SECONDS);
      assertTrue(ended, "mvn verify does not end: " + Files.readString(log));
      assertEquals(0, maven.exitValue(), Files.readString(log));
    } finally {
      maven.destroyForcibly();
    }
  }
}
