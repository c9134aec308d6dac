package org.patchbay.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several features made one: what is installed and the defaults it starts with. Immutable.
 *
 * @param bundles each once, in the order of the features
 * @param defaults by PID and key
 */
record Composition(
    List<String> features, List<Feature.Entry> bundles, Map<String, Map<String, String>> defaults) {

  /**
   * Merges features.
   *
   * @throws IllegalArgumentException when they ask for one bundle in two versions, or give one key
   *     two values
   */
  static Composition of(List<Feature> features) {
    Map<String, Feature.Entry> bundles = new LinkedHashMap<>();
    Map<String, String> origin = new LinkedHashMap<>();
    Map<String, Map<String, String>> defaults = new LinkedHashMap<>();
    for (Feature feature : features) {
      for (Feature.Entry entry : feature.bundles()) {
        String identity = entry.id().identity();
        Feature.Entry other = bundles.putIfAbsent(identity, entry);
        if (other != null && !other.id().equals(entry.id())) {
          throw new IllegalArgumentException(
              "bundle %s in two versions: %s (feature %s) and %s (feature %s)"
                  .formatted(
                      identity,
                      other.id().version(),
                      origin.get(identity),
                      entry.id().version(),
                      feature.name()));
        }
        origin.putIfAbsent(identity, feature.name());
      }
      feature
          .configurations()
          .forEach(
              (pid, keys) ->
                  keys.forEach(
                      (key, value) -> {
                        String other =
                            defaults
                                .computeIfAbsent(pid, p -> new LinkedHashMap<>())
                                .putIfAbsent(key, value);
                        if (other != null && !other.equals(value)) {
                          throw new IllegalArgumentException(
                              "%s %s has two defaults: %s and %s (feature %s)"
                                  .formatted(pid, key, other, value, feature.name()));
                        }
                      }));
    }
    return new Composition(
        features.stream().map(Feature::name).toList(),
        List.copyOf(new ArrayList<>(bundles.values())),
        defaults);
  }
}
