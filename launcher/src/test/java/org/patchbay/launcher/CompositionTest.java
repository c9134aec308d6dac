package org.patchbay.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompositionTest {
  @TempDir Path folder;

  @Test
  void readsBundlesLevelsAndDefaults() throws IOException {
    Feature feature =
        feature(
            "node",
            """
            {"id": "a:node:1", "bundles": [
               {"id": "g:one:1.0", "patchbay.start-level": 3},
               {"id": "g:two:jar:linux:2.0"},
               "g:three:3.0"],
             "configurations": {"patchbay.engine": {"outbound:Integer": 8, "listen": ["a:1", "b:2"]}}}
            """);
    assertEquals("node", feature.name());
    assertEquals(3, feature.bundles().get(0).startLevel());
    assertEquals(Feature.DEFAULT_LEVEL, feature.bundles().get(1).startLevel());
    assertEquals(Path.of("g/two/2.0/two-2.0-linux.jar"), feature.bundles().get(1).id().path());
    assertEquals(
        Map.of("patchbay.engine", Map.of("outbound", "8", "listen", "a:1,b:2")),
        feature.configurations());
  }

  @Test
  void oneBundleInTwoFeaturesIsInstalledOnce() throws IOException {
    Composition both =
        Composition.of(List.of(feature("a", bundle("g:x:1.0")), feature("b", bundle("g:x:1.0"))));
    assertEquals(1, both.bundles().size());
    assertEquals(List.of("a", "b"), both.features());
  }

  @Test
  void oneBundleInTwoVersionsIsRefused() throws IOException {
    List<Feature> both = List.of(feature("a", bundle("g:x:1.0")), feature("b", bundle("g:x:1.1")));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Composition.of(both));
    assertEquals(
        "bundle g:x in two versions: 1.0 (feature a) and 1.1 (feature b)", refused.getMessage());
  }

  @Test
  void oneKeyWithTwoDefaultsIsRefused() throws IOException {
    List<Feature> both =
        List.of(
            feature("a", "{\"configurations\": {\"p\": {\"k\": 1}}}"),
            feature("b", "{\"configurations\": {\"p\": {\"k\": 2}}}"));
    assertThrows(IllegalArgumentException.class, () -> Composition.of(both));
  }

  @Test
  void aBadFeatureFileIsNamed() {
    refused("{", "feature file");
    refused("{\"bundles\": [{}]}", "has no \"id\"");
    refused("{\"bundles\": [{\"id\": \"one\"}]}", "not group:artifact[:type[:classifier]]:version");
    refused("{\"bundles\": [{\"id\": \"g:../../x:1\"}]}", "bad part \"../../x\"");
  }

  private void refused(String json, String reason) {
    IOException refused = assertThrows(IOException.class, () -> feature("bad", json));
    assertTrue(refused.getMessage().contains("bad.json"), refused.getMessage());
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  private static String bundle(String id) {
    return "{\"bundles\": [{\"id\": \"" + id + "\"}]}";
  }

  private Feature feature(String name, String json) throws IOException {
    return Feature.read(Files.writeString(folder.resolve(name + ".json"), json));
  }
}
