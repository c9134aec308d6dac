package org.patchbay.launcher;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One feature file (OSGi compendium, chapter 159), as much of it as starting needs. Immutable.
 *
 * @param configurations by PID and key; a list is written with commas
 */
record Feature(String name, List<Entry> bundles, Map<String, Map<String, String>> configurations) {

  /** Start level of bundles that name none: the parts of a node. */
  static final int DEFAULT_LEVEL = 10;

  /** Bundle metadata: the start level at which it starts. */
  private static final String LEVEL = "patchbay.start-level";

  /** One bundle of a feature. */
  record Entry(BundleId id, int startLevel) {}

  static Feature read(Path file) throws IOException {
    try {
      Map<String, Object> json = JSON.std.mapFrom(Files.readString(file));
      return new Feature(
          file.getFileName().toString().replaceFirst("\\.json$", ""),
          bundles(json.get("bundles")),
          configurations(json.get("configurations")));
    } catch (IOException | IllegalArgumentException | ClassCastException e) {
      throw new IOException("feature file " + file + ": " + e.getMessage(), e);
    }
  }

  private static List<Entry> bundles(Object json) {
    List<Entry> entries = new ArrayList<>();
    for (Object bundle : json == null ? List.of() : (List<?>) json) {
      if (bundle instanceof Map<?, ?> map && map.get("id") instanceof String id) {
        int level = map.get(LEVEL) instanceof Number number ? number.intValue() : DEFAULT_LEVEL;
        entries.add(new Entry(BundleId.parse(id), level));
      } else if (bundle instanceof String id) {
        entries.add(new Entry(BundleId.parse(id), DEFAULT_LEVEL));
      } else {
        throw new IllegalArgumentException("bundle " + bundle + " has no \"id\"");
      }
    }
    return List.copyOf(entries);
  }

  private static Map<String, Map<String, String>> configurations(Object json) {
    Map<String, Map<String, String>> byPid = new LinkedHashMap<>();
    for (Map.Entry<?, ?> pid : (json == null ? Map.of() : (Map<?, ?>) json).entrySet()) {
      Map<String, String> keys = new LinkedHashMap<>();
      for (Map.Entry<?, ?> key : ((Map<?, ?>) pid.getValue()).entrySet()) {
        // The compendium lets a key carry its type ("port:Integer"); our types are the component's.
        String name = key.getKey().toString().replaceFirst(":.*", "");
        keys.put(name, text(key.getValue()));
      }
      byPid.put(pid.getKey().toString(), keys);
    }
    return byPid;
  }

  private static String text(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : String.valueOf(value);
  }
}
