package org.patchbay.deploy;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.service.cm.ConfigurationAdmin;

/** Writes accepted values to ConfigAdmin, from which components get them. */
record ConfigAdminSink(ConfigurationAdmin admin) implements ConfigSink {
  /** Visible to whichever bundle has a component of that PID. */
  private static final String ANY_LOCATION = "?";

  @Override
  public void apply(String pid, Map<String, Object> values) throws IOException {
    // A configuration without values stays: deleting it would deactivate the component.
    admin.getConfiguration(pid, ANY_LOCATION).updateIfDifferent(new Hashtable<>(values));
  }
}
