package org.patchbay.api.stable;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.Network;

/**
 * What policies see keeps to its word: a plugin that was built against version 1.0 of these
 * packages runs with every 1.x. {@code stable/} holds what each package had when its version was
 * last raised. Where a change asks for another version this fails and says which; once {@code
 * package-info.java} has it, {@code -Dstable.write=true} writes the new listing.
 */
class StableApiTest {
  private static final boolean WRITING = Boolean.getBoolean("stable.write");
  private static final Path LISTINGS = Path.of("stable");
  private static final Pattern VERSION = Pattern.compile("@[\\w.]*Version\\(\"([\\d.]+)\"\\)");
  private static final Pattern MENTIONED =
      Pattern.compile("\\b(api\\.\\w+|wire|wire\\.message)\\.([A-Z][\\w$]*)");
  private static final Set<String> ALL = Set.of();

  /**
   * Policies implement or read these. Of some packages it is a few types alone, and the others are
   * for the node's own bundles, which are built together: the version says nothing of them.
   */
  private static final Map<String, Set<String>> STABLE =
      new TreeMap<>(
          Map.ofEntries(
              entry("api.admission", ALL),
              entry("api.chain", Set.of("HeaderView")),
              entry("api.eviction", ALL),
              entry("api.fact", ALL),
              entry("api.health", ALL),
              entry("api.misbehaviour", ALL),
              entry("api.node", Set.of("Node$Slot", "Node$Totals")),
              entry(
                  "api.peer",
                  Set.of(
                      "CloseReason",
                      "ConnectionType",
                      "Ledger",
                      "PeerMemory",
                      "PeerState",
                      "PeerView",
                      "Permission")),
              entry("api.question", ALL),
              entry("api.ratelimit", ALL),
              entry("api.relay", Set.of("AnnounceGroup", "Offer", "RelayPolicy")),
              entry("api.remedy", Set.of("Prescription", "RemedyPolicy", "Treatment")),
              entry("api.scoring", ALL),
              entry("api.selection", ALL),
              entry(
                  "wire",
                  Set.of(
                      "BlockHeader",
                      "Hash256",
                      "MalformedException",
                      "Network",
                      "NetworkAddress",
                      "NetworkClass",
                      "ProtocolVersion",
                      "Services",
                      "UInt256",
                      "WireReader",
                      "WireWriter"))));

  static Collection<String> stable() {
    return STABLE.keySet();
  }

  /** Whether a type, as its binary name in its package, is among those. */
  private static boolean stable(String name, String type) {
    Set<String> types = STABLE.getOrDefault(name, Set.of("none"));
    return types.equals(ALL)
        || types.contains(type)
        || types.stream().anyMatch(each -> type.startsWith(each + "$"));
  }

  @ParameterizedTest
  @MethodSource("stable")
  void whatPluginsReferToChangesWithItsVersionAlone(String name) throws Exception {
    Path file = LISTINGS.resolve(name + ".txt");
    Baseline now = new Baseline(version(name), ApiListing.of(classes(name)));
    assertTrue(now.lines().size() > 1, "the package is read");
    Baseline before =
        Files.exists(file) ? Baseline.read(file) : new Baseline(now.version(), List.of());
    String flaw = Files.exists(file) ? before.flaw(now) : "";
    if (!flaw.isEmpty()) {
      fail("org.patchbay." + name + ": " + flaw);
    }
    if (WRITING) {
      now.write(file);
      return;
    }
    assertEquals(
        before, now, "org.patchbay." + name + ": -Dstable.write=true writes the listing anew");
  }

  @ParameterizedTest
  @MethodSource("stable")
  void itSpeaksOfNothingThatIsLessStable(String name) throws Exception {
    for (String line : ApiListing.of(classes(name))) {
      Matcher mentioned = MENTIONED.matcher(line);
      while (mentioned.find()) {
        assertTrue(stable(mentioned.group(1), mentioned.group(2)), line);
      }
    }
  }

  @Test
  void everyListingIsOfAPackageThatIsChecked() throws IOException {
    assumeFalse(WRITING, "they are just being written");
    try (Stream<Path> files = Files.list(LISTINGS)) {
      List<String> names =
          files.map(each -> each.getFileName().toString().replace(".txt", "")).sorted().toList();
      assertEquals(List.copyOf(STABLE.keySet()), names);
    }
  }

  private static Path sources(String name) {
    String bundle = name.startsWith("api.") ? "." : "../wire";
    return Path.of(bundle, "src/main/java/org/patchbay").resolve(name.replace('.', '/'));
  }

  private static Baseline.Version version(String name) throws IOException {
    Path file = sources(name).resolve("package-info.java");
    Matcher found = VERSION.matcher(Files.readString(file));
    assertTrue(found.find(), file + " has no version");
    return Baseline.Version.of(found.group(1));
  }

  private static List<Class<?>> classes(String name)
      throws IOException, URISyntaxException, ClassNotFoundException {
    Class<?> one = name.startsWith("api.") ? PeerView.class : Network.class;
    URI root = one.getProtectionDomain().getCodeSource().getLocation().toURI();
    if (Files.isDirectory(Path.of(root))) {
      return classes(name, Path.of(root));
    }
    try (FileSystem jar = FileSystems.newFileSystem(Path.of(root), Map.of())) {
      return classes(name, jar.getPath("/"));
    }
  }

  private static List<Class<?>> classes(String name, Path root)
      throws IOException, ClassNotFoundException {
    String full = "org.patchbay." + name;
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<Path> files = Files.list(root.resolve(full.replace('.', '/')))) {
      for (Path each : files.toList()) {
        String file = each.getFileName().toString();
        if (file.endsWith(".class") && !file.equals("package-info.class")) {
          String type = file.substring(0, file.length() - ".class".length());
          if (stable(name, type)) {
            ClassLoader loader = StableApiTest.class.getClassLoader();
            classes.add(Class.forName(full + "." + type, false, loader));
          }
        }
      }
    }
    return classes;
  }
}
