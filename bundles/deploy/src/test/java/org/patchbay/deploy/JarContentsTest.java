package org.patchbay.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a jar holds, as far as it may be installed: bounds, classes, jars inside. */
class JarContentsTest {
  private static final String MANIFEST =
      "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: com.acme.policy\n";

  @TempDir Path temp;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  @Test
  void aHarmlessClassIsTaken() throws Exception {
    entries.put("a/Harmless.class", ReferenceLintTest.bytes(ReferenceLintTest.Harmless.class));
    vet("");
  }

  @Test
  void aClassIsFoundWhereverItIsAndWhateverItIsCalled() throws Exception {
    for (String name : List.of("a/W.class", "META-INF/versions/17/a/W.class", "a.txt", "lib/x")) {
      entries.clear();
      entries.put(name, writes());
      refused("", name + " uses java.io.File");
    }
  }

  @Test
  void jarsInsideAreLookedThrough() throws Exception {
    entries.put("lib/inner.jar", zip(Map.of("a/W.class", writes())));
    refused("", "lib/inner.jar!/a/W.class uses java.io.File");
    vet("Bundle-ClassPath: .,lib/inner.jar\n", "com.acme.policy:java.io.File");

    entries.clear();
    entries.put("data.bin", concat(new byte[100], zip(Map.of("a/W.class", writes()))));
    refused("Bundle-ClassPath: data.bin\n", "data.bin!/a/W.class uses java.io.File");

    entries.clear();
    entries.put("lib/broken.jar", new byte[] {1, 2, 3, 4, 5});
    refused("Bundle-ClassPath: lib/broken.jar\n", "not a complete jar");
    try (Stream<Path> left = Files.list(temp)) {
      assertEquals(List.of(temp.resolve("policy.jar")), left.toList());
    }
  }

  @Test
  void aMalformedClassIsRefusedByName() throws Exception {
    entries.put("a/B.class", "no class".getBytes(StandardCharsets.UTF_8));
    refused("", "a/B.class: malformed class file: it does not begin as one");
  }

  @Test
  void bombsAreRefusedBeforeTheyUnpack() throws Exception {
    entries.put("zeros", new byte[70_000_000]);
    refused("", "unpacks to more than 64000000 bytes, of which zeros");

    entries.clear();
    for (int i = 0; i < 8; i++) {
      entries.put("zeros" + i, new byte[10_000_000]);
    }
    refused("", "unpacks to more than 64000000 bytes, of which zeros6");

    byte[] inner = zip(Map.of("zeros", new byte[40_000_000]));
    entries.clear();
    entries.put("a.jar", inner);
    entries.put("b.jar", inner);
    refused("", "unpacks to more than 64000000 bytes, of which b.jar!/zeros");

    entries.clear();
    entries.put("a/Big.class", new byte[3_000_000]);
    refused("", "a/Big.class unpacks to more than 2000000 bytes");

    entries.clear();
    for (int i = 0; i < 10_001; i++) {
      entries.put("e" + i, new byte[0]);
    }
    refused("", "more than 10000 entries");
  }

  @Test
  void aDirectoryThatLiesOfASizeIsRefused() throws Exception {
    entries.put("zeros", new byte[1_000]);
    byte[] jar = zip(withManifest(""));
    // The directory's record of the last entry: its size is 24 bytes behind the record's beginning.
    int record = new String(jar, StandardCharsets.ISO_8859_1).lastIndexOf("PK\1\2");
    jar[record + 24] = 7;
    Path file = Files.write(temp.resolve("policy.jar"), jar);
    String refusal = assertThrows(RefusedException.class, () -> vet(file, "")).getMessage();
    assertTrue(refusal.startsWith("not a complete jar: zeros "), refusal);
  }

  @Test
  void twoEntriesOfOneNameAreRefused() throws Exception {
    entries.put("META-INF/manifest.mf", MANIFEST.getBytes(StandardCharsets.UTF_8));
    refused("", "two entries META-INF/manifest.mf");
    entries.clear();
    entries.put("one", new byte[1]);
    entries.put("two", new byte[1]);
    byte[] jar = zip(withManifest(""));
    String text = new String(jar, StandardCharsets.ISO_8859_1).replace("two", "one");
    Path file = Files.write(temp.resolve("policy.jar"), text.getBytes(StandardCharsets.ISO_8859_1));
    String refusal = assertThrows(RefusedException.class, () -> vet(file, "")).getMessage();
    assertEquals("two entries one", refusal);
  }

  private static byte[] writes() throws IOException {
    return ReferenceLintTest.bytes(ReferenceLintTest.Writes.class);
  }

  private void refused(String headers, String message) throws Exception {
    String refusal = assertThrows(RefusedException.class, () -> vet(headers)).getMessage();
    assertTrue(refusal.contains(message), refusal);
  }

  private void vet(String headers) throws Exception {
    vet(headers, "");
  }

  private void vet(String headers, String allowed) throws Exception {
    vet(Files.write(temp.resolve("policy.jar"), zip(withManifest(headers))), allowed);
  }

  private static void vet(Path jar, String allowed) throws RefusedException {
    VettingTerms.Terms terms = new VettingTerms.Terms(Allowance.parse(allowed), Optional.empty());
    new JarVetting(JarVettingTest.ground(), ReferenceRules.shipped(), () -> terms).vet(jar);
  }

  private Map<String, byte[]> withManifest(String headers) {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("META-INF/MANIFEST.MF", (MANIFEST + headers).getBytes(StandardCharsets.UTF_8));
    all.putAll(entries);
    return all;
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] all = java.util.Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }
}
