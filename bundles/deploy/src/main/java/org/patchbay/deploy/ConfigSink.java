package org.patchbay.deploy;

import java.io.IOException;
import java.util.Map;

/** Where accepted configuration goes. */
@FunctionalInterface
interface ConfigSink {
  /** Puts a component's values in force; called only when they changed. */
  void apply(String pid, Map<String, Object> values) throws IOException;
}
