package org.patchbay.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.it.plugin.Plugin;

/** A bundle with one service, made from classes of the test's class path. */
final class PluginJar {
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Class<?> service;

  private PluginJar(String name, Class<?> spi, Class<?> service) {
    this.service = service;
    headers.put("Bundle-ManifestVersion", "2");
    headers.put("Bundle-SymbolicName", "com.example." + name);
    headers.put("Bundle-Version", "1.0.0");
    headers.put("Bundle-Activator", Plugin.class.getName());
    headers.put(
        "Import-Package",
        "org.osgi.framework;version=\"[1.9,2)\","
            + spi.getPackageName()
            + ";version=\"[1.0,2)\",org.patchbay.api.peer;version=\"[1.0,2)\""
            + ",org.patchbay.wire;version=\"[1.0,2)\",org.patchbay.api.fact;version=\"[1.0,2)\""
            + (spi == RemedyPolicy.class ? ",org.patchbay.api.health;version=\"[1.0,2)\"" : ""));
    headers.put("Plugin-Class", service.getName());
    headers.put("Plugin-Service", spi.getName());
    headers.put("Plugin-Name", name);
    headers.put("Plugin-Ranking", "100");
  }

  /** A policy of that name, ranked above what ships. */
  static PluginJar of(String name, Class<?> spi, Class<?> service) {
    return new PluginJar(name, spi, service);
  }

  /** With another manifest header. */
  PluginJar with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** Puts the jar into a folder in one step, as a careful operator does. */
  Path into(Path folder) throws IOException {
    return into(folder, headers.get("Plugin-Name") + ".jar");
  }

  Path into(Path folder, String fileName) throws IOException {
    Path part = Files.createTempFile("plugin", ".jar");
    write(part);
    Path aside = folder.resolve("." + fileName);
    Files.move(part, aside, StandardCopyOption.REPLACE_EXISTING);
    return Files.move(
        aside,
        folder.resolve(fileName),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private void write(Path file) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.forEach(
        (name, value) -> manifest.getMainAttributes().put(new Attributes.Name(name), value));
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      add(jar, Plugin.class);
      for (Class<?> outer = service.getEnclosingClass();
          outer != null;
          outer = outer.getEnclosingClass()) {
        add(jar, outer);
      }
      if (service.getSuperclass() != Object.class) {
        add(jar, service.getSuperclass());
      }
      addWithNested(jar, service);
    }
  }

  private static void addWithNested(JarOutputStream jar, Class<?> type) throws IOException {
    add(jar, type);
    for (Class<?> nested : type.getDeclaredClasses()) {
      addWithNested(jar, nested);
    }
  }

  private static void add(JarOutputStream jar, Class<?> type) throws IOException {
    String entry = type.getName().replace('.', '/') + ".class";
    jar.putNextEntry(new ZipEntry(entry));
    try (InputStream in = type.getClassLoader().getResourceAsStream(entry)) {
      in.transferTo(jar);
    }
    jar.closeEntry();
  }
}
