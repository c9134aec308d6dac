package org.patchbay.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.junit.jupiter.api.Test;
import org.osgi.service.feature.FeatureBundle;

/** The feature files that ship, as the build has filled in their versions. */
class FeaturesTest {
  private static final Path FEATURES = Path.of(System.getProperty("patchbay.features"));

  @Test
  void theReferenceReaderAgreesWithOurs() throws IOException {
    for (Path file : files()) {
      try (Reader reader = Files.newBufferedReader(file)) {
        org.osgi.service.feature.Feature reference = new FeatureServiceImpl().readFeature(reader);
        Feature ours = Feature.read(file);
        assertEquals(ours.name(), reference.getID().getArtifactId());
        assertEquals(
            reference.getBundles().stream().map(FeaturesTest::path).toList(),
            ours.bundles().stream().map(entry -> entry.id().path()).toList());
        assertEquals(
            reference.getConfigurations().keySet(), ours.configurations().keySet(), ours::name);
      }
    }
  }

  private static Path path(FeatureBundle bundle) {
    String classifier = bundle.getID().getClassifier().orElse("");
    return new BundleId(
            bundle.getID().getGroupId(),
            bundle.getID().getArtifactId(),
            classifier,
            bundle.getID().getVersion())
        .path();
  }

  @Test
  void everyVersionIsFilledIn() throws IOException {
    for (Path file : files()) {
      assertFalse(Files.readString(file).contains("${"), file::toString);
    }
  }

  @Test
  void allOfThemTogetherHaveEachBundleInOneVersion() throws IOException {
    List<Feature> all =
        Stream.of("base", "node", "policies", "vitals", "rpc", "shell", "healthcheck", "lab")
            .map(this::read)
            .toList();
    Composition composition = Composition.of(all);
    assertEquals(
        all.stream().mapToInt(feature -> feature.bundles().size()).sum(),
        composition.bundles().size());
  }

  @Test
  void nothingOfTheLabIsInAnotherFeature() throws IOException {
    for (Path file : files()) {
      boolean lab =
          read(file.getFileName().toString().replace(".json", "")).bundles().stream()
              .anyMatch(entry -> entry.id().artifact().equals("lab"));
      assertEquals(file.getFileName().toString().equals("lab.json"), lab, file::toString);
    }
  }

  private Feature read(String name) {
    try {
      return Feature.read(FEATURES.resolve(name + ".json"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FEATURES)) {
      List<Path> list = files.filter(file -> file.toString().endsWith(".json")).toList();
      assertTrue(list.size() >= 5, list::toString);
      return list;
    }
  }
}
