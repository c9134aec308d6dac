package org.patchbay.rpc;

import java.util.LinkedHashMap;

/** An object as it came: the first of two values with one name counts. Not thread-safe. */
final class JsonObject extends LinkedHashMap<String, Object> {
  private static final long serialVersionUID = 1;

  private String twice;

  /** Adds what came next. */
  void add(String name, Object value) {
    if (containsKey(name)) {
      twice = twice == null ? name : twice;
    } else {
      put(name, value);
    }
  }

  /** A name that came twice; null for none. */
  String twice() {
    return twice;
  }
}
