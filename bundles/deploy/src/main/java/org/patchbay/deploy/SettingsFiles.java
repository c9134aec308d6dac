package org.patchbay.deploy;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.patchbay.api.node.SettingsFile;

/** Shows the folder who reads a file of it in his own way. */
final class SettingsFiles extends ServiceTracker<SettingsFile, SettingsFile> {
  private final ConfigFolder folder;

  SettingsFiles(BundleContext context, ConfigFolder folder) {
    super(context, SettingsFile.class, null);
    this.folder = folder;
  }

  @Override
  public SettingsFile addingService(ServiceReference<SettingsFile> reference) {
    SettingsFile reader = super.addingService(reference);
    if (reader != null) {
      folder.know(reader);
    }
    return reader;
  }

  @Override
  public void removedService(ServiceReference<SettingsFile> reference, SettingsFile reader) {
    folder.forget(reader);
    super.removedService(reference, reader);
  }
}
