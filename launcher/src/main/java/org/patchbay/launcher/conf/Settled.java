package org.patchbay.launcher.conf;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Options as values of our configuration. Confined to one thread.
 *
 * <p>As framework properties: {@code patchbay.conf/PID/KEY} for a line of a file, {@code
 * patchbay.override/PID/KEY} for a word of the command line, and {@code patchbay.source/PID/KEY}
 * for where that was.
 */
final class Settled {
  private final Map<String, String> properties = new LinkedHashMap<>();

  /**
   * Sets one key.
   *
   * @param from the option that says so
   */
  void set(String pid, String key, String value, Given from) {
    String place = pid + "/" + key;
    properties.remove("patchbay.conf/" + place);
    properties.remove("patchbay.override/" + place);
    properties.put((from.line() ? "patchbay.override/" : "patchbay.conf/") + place, value);
    properties.put("patchbay.source/" + place, from.place());
  }

  Map<String, String> properties() {
    return properties;
  }
}
