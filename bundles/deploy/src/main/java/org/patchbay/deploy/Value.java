package org.patchbay.deploy;

import org.patchbay.api.node.Settings;

/** One key with its value in force. Immutable. */
record Value(String pid, String key, String value, Layer layer, String description)
    implements Settings.Entry {
  @Override
  public String origin() {
    return layer.toString();
  }
}
