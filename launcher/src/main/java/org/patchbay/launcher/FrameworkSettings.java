package org.patchbay.launcher;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/** What Felix and the bundles are told when the framework is made. */
final class FrameworkSettings {
  /**
   * The level at which File Install begins to look into its folders: all of the node has started.
   */
  static final int RUNNING_LEVEL = 20;

  /** For the bundle {@code logs} alone. */
  private static final String LOGBACK =
      Stream.of("classic", "classic.spi", "classic.turbo", "core", "core.spi")
          .map(name -> ",ch.qos.logback." + name + ";version=1.6.6")
          .collect(Collectors.joining());

  private FrameworkSettings() {}

  static Map<String, String> of(Distribution distribution, Path folder, Composition composition) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put(Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString());
    map.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    map.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "1");
    map.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, slf4j() + LOGBACK);
    map.put("felix.log.level", "2");

    map.put("felix.fileinstall.dir", folder.resolve("config") + "," + folder.resolve("deploy"));
    map.put("felix.fileinstall.tmpdir", folder.resolve("cache").resolve("fileinstall").toString());
    map.put("felix.fileinstall.filter", "[^.].*[^~]");
    map.put("felix.fileinstall.subdir.mode", "skip");
    map.put("felix.fileinstall.poll", "500");
    map.put("felix.fileinstall.start.level", Integer.toString(RUNNING_LEVEL));
    map.put("felix.fileinstall.active.level", Integer.toString(RUNNING_LEVEL));
    map.put("felix.fileinstall.noInitialDelay", "true");
    map.put("felix.fileinstall.bundles.startTransient", "true");
    map.put("felix.fileinstall.fragmentRefreshScope", "managed");
    map.put("felix.fileinstall.optionalImportRefreshScope", "none");
    map.put("felix.fileinstall.enableConfigSave", "false");
    map.put("felix.fileinstall.log.level", "2");

    map.put("patchbay.home", distribution.root().toString());
    map.put("patchbay.folder", folder.toString());
    map.put("patchbay.config", folder.resolve("config").toString());
    map.put("patchbay.deploy", folder.resolve("deploy").toString());
    map.put("patchbay.version", Version.release());
    map.put("patchbay.features", String.join(",", composition.features()));
    composition
        .defaults()
        .forEach(
            (pid, keys) ->
                keys.forEach(
                    (key, value) -> map.put("patchbay.default/" + pid + "/" + key, value)));
    return map;
  }

  /**
   * Loggers come from the launcher's class path. Exported as 2.x and as 1.7.36, because libraries
   * that were built against either must resolve.
   */
  private static String slf4j() {
    StringBuilder packages = new StringBuilder();
    for (String name : new String[] {"", ".event", ".helpers", ".spi"}) {
      for (String version : new String[] {"2.0.20", "1.7.36"}) {
        packages.append(packages.isEmpty() ? "" : ",");
        packages.append("org.slf4j").append(name).append(";version=").append(version);
      }
    }
    return packages.toString();
  }
}
