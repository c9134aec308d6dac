package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the layers: wire ← api ← everything else, and one door each for third-party code. */
class LayersTest {
  private static final Path BUNDLES = Path.of("..");
  private static final Set<String> NO_BUNDLE = Set.of("sim", "it", "bench", "fuzz");

  /** Third-party packages and who may import them: one bundle, or sockets and HTTP for Netty. */
  private static final Map<String, String> DOORS =
      Map.of(
          "io.netty", "transport rpc",
          "org.apache.felix.service.command", "shell",
          "org.apache.felix.gogo", "shell",
          "org.jline", "shell",
          "org.apache.felix.hc", "healthcheck",
          "org.apache.felix.fileinstall", "deploy",
          "dev.cel", "rules",
          "ch.qos.logback", "logs");

  /** The outermost classes, which meet the world's time, chance and threads. */
  private static final Set<String> OUTERMOST =
      Set.of(
          "NodeLoop",
          "WorkerPool",
          "NettyTransport",
          "Lanes",
          "LabThread",
          "ScrapeThreads",
          "EventThreads",
          "AttachThreads",
          "UdpLines",
          "RpcThreads",
          "TorComponent",
          "ReplayCommand");

  private static final Pattern WORLD =
      Pattern.compile(
          "Instant\\.now\\(|System\\.(nanoTime|currentTimeMillis)\\(|new (Secure)?Random\\("
              + "|Math\\.random|new Thread\\(|ThreadLocalRandom|Executors\\.");

  @Test
  void bundlesKnowOnlyWireAndApi() throws IOException {
    Map<String, Set<String>> breaches = new TreeMap<>();
    for (String bundle : bundles()) {
      Set<String> foreign =
          packages(bundle, "Import-Package").stream()
              .filter(name -> name.startsWith("org.patchbay."))
              .filter(name -> !allowed(bundle, name))
              .collect(Collectors.toCollection(TreeSet::new));
      if (!foreign.isEmpty()) {
        breaches.put(bundle, foreign);
      }
    }
    assertEquals(Map.of(), breaches, "imports across layers");
  }

  @Test
  void onlyWireAndApiExport() throws IOException {
    for (String bundle : bundles()) {
      Set<String> exported = packages(bundle, "Export-Package");
      if (bundle.equals("wire") || bundle.equals("api")) {
        assertFalse(exported.isEmpty(), bundle + " exports nothing");
        assertTrue(
            exported.stream().allMatch(name -> name.startsWith("org.patchbay." + bundle)),
            () -> bundle + " exports " + exported);
      } else {
        assertEquals(Set.of(), exported, bundle + " exports");
      }
    }
  }

  @Test
  void thirdPartyCodeHasOneDoor() throws IOException {
    for (String bundle : bundles()) {
      for (String name : packages(bundle, "Import-Package")) {
        DOORS.forEach(
            (prefix, door) -> {
              if (name.equals(prefix) || name.startsWith(prefix + ".")) {
                assertTrue(
                    List.of(door.split(" ")).contains(bundle), name + " is imported by " + bundle);
              }
            });
      }
    }
  }

  @Test
  void timeChanceAndThreadsAreArguments() throws IOException {
    List<String> breaches = new ArrayList<>();
    for (String bundle : bundles()) {
      for (Path source : sources(bundle)) {
        String name = source.getFileName().toString().replace(".java", "");
        Matcher world = WORLD.matcher(Files.readString(source));
        if (!OUTERMOST.contains(name) && world.find()) {
          breaches.add(bundle + "/" + name + ": " + world.group());
        }
      }
    }
    assertEquals(List.of(), breaches, "time, chance or threads fetched");
  }

  private static boolean allowed(String bundle, String name) {
    boolean wire = name.equals("org.patchbay.wire") || name.startsWith("org.patchbay.wire.");
    boolean api = name.startsWith("org.patchbay.api.");
    return switch (bundle) {
      case "wire" -> wire;
      default -> wire || api;
    };
  }

  private static List<String> bundles() throws IOException {
    try (Stream<Path> folders = Files.list(BUNDLES)) {
      List<String> names =
          folders
              .filter(folder -> Files.exists(folder.resolve("pom.xml")))
              .map(folder -> folder.getFileName().toString())
              .filter(name -> !NO_BUNDLE.contains(name))
              .sorted()
              .toList();
      assertTrue(names.contains("wire") && names.contains("engine"), "not in the bundles folder");
      return names;
    }
  }

  private static Set<String> packages(String bundle, String header) throws IOException {
    try (Stream<Path> files = Files.list(BUNDLES.resolve(bundle).resolve("target"))) {
      Path jar =
          files
              .filter(
                  file -> file.getFileName().toString().matches(bundle + "-[\\d.]+(-\\w+)?\\.jar"))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalStateException("no jar of " + bundle + ": run package"));
      try (JarFile file = new JarFile(jar.toFile())) {
        String value = file.getManifest().getMainAttributes().getValue(header);
        return value == null
            ? Set.of()
            // Commas inside quotes belong to version ranges and uses directives.
            : Stream.of(value.split(",(?=([^\"]*\"[^\"]*\")*[^\"]*$)"))
                .map(clause -> clause.split(";")[0].strip())
                .collect(Collectors.toCollection(TreeSet::new));
      }
    }
  }

  private static List<Path> sources(String bundle) {
    Path root = BUNDLES.resolve(bundle).resolve("src/main/java");
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
