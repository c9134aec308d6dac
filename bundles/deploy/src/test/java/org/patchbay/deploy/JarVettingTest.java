package org.patchbay.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarVettingTest {
  private static final String SPI = "org.patchbay.api.eviction";

  @TempDir Path temp;
  private final JarVetting vetting =
      new JarVetting(ground(), ReferenceRules.shipped(), () -> VettingTerms.Terms.USUAL);

  static Ground ground() {
    return new Ground()
        .with("org.patchbay.api", SPI + ";version=\"0.1.0\";uses:=\"a,b\"", null, null)
        .with("org.patchbay.wire", "org.patchbay.wire;version=\"0.1.0\"", null, null)
        .with(
            "org.patchbay.transport",
            null,
            "io.netty.buffer;version=\"[4.2,5)\"",
            "org.osgi.service.metatype");
  }

  @Test
  void aPolicyThatImportsTheApiIsTaken() throws Exception {
    JarVetting.Vetted vetted =
        vet(Map.of("Import-Package", SPI + ";version=\"[0.1,0.2)\",com.acme;version=\"[1,2)\""));
    assertEquals("com.acme.policy", vetted.symbolicName());
    assertEquals("1.2.3", vetted.version().toString());
  }

  @Test
  void aJarThatExportsTheApiIsRefused() {
    refused(
        Map.of("Export-Package", SPI + ";version=\"0.9.0\""),
        "exports the API package org.patchbay.api.eviction 0.9.0; a policy imports it only");
    refused(
        Map.of("Export-Package", "org.patchbay.api.future"),
        "exports org.patchbay.api.future, a name of the node's own packages");
  }

  @Test
  void aJarThatExportsWhatAPartOfTheNodeUsesIsRefused() {
    refused(
        Map.of("Export-Package", "com.acme,io.netty.buffer;version=4.2.99"),
        "exports io.netty.buffer, which a bundle of the node provides or uses");
    refused(
        Map.of("Export-Package", "org.osgi.service.metatype"),
        "exports org.osgi.service.metatype, which a bundle of the node provides or uses");
  }

  @Test
  void aWrongApiVersionIsNamedWithBoth() {
    refused(
        Map.of("Import-Package", SPI + ";version=\"[0.2,0.3)\""),
        "wrong API version: needs org.patchbay.api.eviction [0.2.0,0.3.0), this node has 0.1.0");
    refused(
        Map.of("Import-Package", "org.patchbay.api.weather"),
        "needs org.patchbay.api.weather, which this node does not have");
  }

  @Test
  void anOptionalImportMayBeMissing() throws Exception {
    vet(Map.of("Import-Package", "org.patchbay.api.weather;resolution:=optional"));
  }

  @Test
  void aNameOfTheNodesOwnIsRefused() {
    refused(
        Map.of("Bundle-SymbolicName", "org.patchbay.transport;singleton:=true"),
        "symbolic name org.patchbay.transport is that of a bundle of the node");
    refused(Map.of("Fragment-Host", "org.patchbay.api"), "is a fragment of org.patchbay.api");
  }

  @Test
  void whatIsNoBundleIsRefused() throws IOException {
    refused(
        Map.of("Bundle-SymbolicName", ""), "no bundle: its manifest has no Bundle-SymbolicName");
    refused(Map.of("Bundle-ManifestVersion", "1"), "no bundle: Bundle-ManifestVersion is 1, not 2");
    refused(Map.of("Bundle-Version", "one"), "no bundle: bad manifest");
    refused(Map.of("Import-Package", SPI + ";version=\"[2,1\""), "no bundle: bad manifest");
    Path text = Files.writeString(temp.resolve("text.jar"), "hello");
    assertTrue(message(text).startsWith("not a complete jar"), message(text));
    Path empty = Files.createFile(temp.resolve("empty.jar"));
    assertTrue(message(empty).startsWith("not a complete jar"), message(empty));
  }

  @Test
  void aHalfCopiedJarIsRefusedAtEveryLength() throws Exception {
    Path whole = TestJars.write(temp.resolve("whole.jar"), bundle(Map.of()));
    byte[] bytes = Files.readAllBytes(whole);
    vetting.vet(whole);
    for (int length = 0; length < bytes.length; length += 7) {
      Path part = Files.write(temp.resolve("part.jar"), Arrays.copyOf(bytes, length));
      assertTrue(message(part).startsWith("not a complete jar"), message(part));
    }
  }

  @Test
  void aJarWithAHoleInItIsRefused() throws Exception {
    Path whole = TestJars.write(temp.resolve("whole.jar"), bundle(Map.of()));
    byte[] bytes = Files.readAllBytes(whole);
    int payload = TestJars.positionOfPayload(bytes);
    Arrays.fill(bytes, payload + 10, payload + 60, (byte) 0);
    Path holed = Files.write(temp.resolve("holed.jar"), bytes);
    assertTrue(message(holed).startsWith("not a complete jar"), message(holed));
  }

  private String message(Path jar) {
    return assertThrows(RefusedException.class, () -> vetting.vet(jar)).getMessage();
  }

  private void refused(Map<String, String> headers, String message) {
    String actual = assertThrows(RefusedException.class, () -> vet(headers)).getMessage();
    assertTrue(actual.contains(message), actual);
  }

  private JarVetting.Vetted vet(Map<String, String> headers) throws Exception {
    return vetting.vet(TestJars.write(temp.resolve("policy.jar"), bundle(headers)));
  }

  static Map<String, String> bundle(Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Bundle-ManifestVersion", "2");
    all.put("Bundle-SymbolicName", "com.acme.policy");
    all.put("Bundle-Version", "1.2.3");
    all.putAll(headers);
    return all;
  }
}
