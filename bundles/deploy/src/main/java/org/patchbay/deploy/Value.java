package org.patchbay.deploy;

import org.patchbay.api.node.Settings;

/**
 * One key with its value in force. Immutable.
 *
 * @param place where it stands; empty when the layer says it all
 */
record Value(String pid, String key, String value, Layer layer, String place, String description)
    implements Settings.Entry {
  @Override
  public String origin() {
    return place.isEmpty() ? layer.toString() : place;
  }
}
