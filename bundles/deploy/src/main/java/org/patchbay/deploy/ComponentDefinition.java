package org.patchbay.deploy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A component that can be configured: its PID and its keys, in the order declared. Immutable. */
record ComponentDefinition(String pid, Map<String, KeyDefinition> keys) {

  static ComponentDefinition of(String pid, List<KeyDefinition> keys) {
    Map<String, KeyDefinition> byName = new LinkedHashMap<>();
    keys.forEach(key -> byName.put(key.key(), key));
    return new ComponentDefinition(pid, Collections.unmodifiableMap(byName));
  }

  /**
   * One value, typed.
   *
   * @throws RefusedException naming the key, the value and what is allowed
   */
  Object parse(String key, String text) throws RefusedException {
    KeyDefinition definition = keys.get(key);
    if (definition == null) {
      throw new RefusedException(
          "%s = \"%s\": unknown key; allowed: %s"
              .formatted(key, text, keys.isEmpty() ? "none" : String.join(", ", keys.keySet())));
    }
    return definition.parse(text);
  }
}
