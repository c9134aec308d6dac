package org.patchbay.deploy;

import java.io.File;
import java.nio.file.Path;
import org.apache.felix.fileinstall.ArtifactInstaller;

/**
 * Takes every file of {@code config/} from File Install, which would store a bad value before
 * anyone looked.
 */
record ConfigurationFiles(Path folder, ConfigFolder config) implements ArtifactInstaller {
  @Override
  public boolean canHandle(File file) {
    return folder.equals(file.toPath().getParent());
  }

  @Override
  public void install(File file) {
    config.changed(file.toPath());
  }

  @Override
  public void update(File file) {
    config.changed(file.toPath());
  }

  @Override
  public void uninstall(File file) {
    config.removed(file.toPath());
  }
}
