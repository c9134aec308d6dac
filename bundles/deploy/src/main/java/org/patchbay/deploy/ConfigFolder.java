package org.patchbay.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.patchbay.api.disk.AtomicFile;
import org.patchbay.api.node.Settings;
import org.patchbay.api.node.SettingsCheck;
import org.patchbay.api.node.SettingsFile;

/**
 * The folder {@code config/} and what it makes of the components. A file is taken whole or refused
 * whole; while it is refused, what it said before stays in force. From any thread: guarded by its
 * own lock, and never called from the node loop, because applying a value may wait for that loop.
 */
final class ConfigFolder implements Settings {
  private static final String SUFFIX = ".cfg";

  private final Path folder;
  private final ConfigSink sink;
  private final Refusals refusals;
  private final Supplier<List<SettingsCheck>> checks;
  private final Layers layers = new Layers();
  private final Map<String, SettingsFile> readers = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> applied = new LinkedHashMap<>();

  ConfigFolder(Path folder, ConfigSink sink, Refusals refusals) {
    this(folder, sink, refusals, List::of);
  }

  /**
   * As above.
   *
   * @param checks the components' own, those that are there at the time of asking
   */
  ConfigFolder(
      Path folder, ConfigSink sink, Refusals refusals, Supplier<List<SettingsCheck>> checks) {
    this.folder = folder;
    this.sink = sink;
    this.refusals = refusals;
    this.checks = checks;
  }

  /**
   * Takes what the launcher passed on: values, and {@code pid.key=value} texts.
   *
   * @throws RefusedException naming the PID, key or value that cannot be
   */
  synchronized void start(List<ComponentDefinition> components, Map<String, String> properties)
      throws RefusedException {
    components.forEach(layers::know);
    for (LaunchValue value : LaunchValue.of(properties, layers.pids())) {
      if (!value.place().isEmpty() && !layers.knows(value.pid())) {
        throw new RefusedException(
            "%s: no component %s is installed, which would do that"
                .formatted(value.source(), value.pid()));
      }
      try {
        layers.check(value.pid(), Map.of(value.key(), value.value()));
      } catch (RefusedException e) {
        throw new RefusedException(value.source() + " " + value.pid() + ": " + e.getMessage());
      }
      layers.add(value.layer(), value.pid(), value.key(), value.value());
      layers.place(value.layer(), value.pid(), value.key(), value.place());
    }
  }

  /**
   * Reads every {@code .cfg} before anything starts; other files wait for those who read them.
   *
   * @throws RefusedException naming file, line, key and value: a node does not start with another
   *     configuration than the one it was given, which may hold its bans
   */
  synchronized void readAll() throws IOException, RefusedException {
    List<String> refused = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        if (watched(file) && isCfg(file)) {
          try {
            accept(file);
          } catch (RefusedException e) {
            refused.add(file + ": " + e.getMessage());
          } catch (IOException e) {
            refused.add(file + ": cannot be read: " + reason(e));
          }
        }
      }
    }
    if (!refused.isEmpty()) {
      throw new RefusedException(String.join("\n", refused));
    }
    for (String pid : layers.pids()) {
      apply(pid);
    }
  }

  private static boolean watched(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && !name.startsWith(".") && !name.endsWith("~");
  }

  /** A file appeared or changed. */
  synchronized void changed(Path file) {
    try {
      accept(file);
      apply(pidOf(file));
    } catch (RefusedException e) {
      refusals.refuse(name(file), e.getMessage());
    } catch (IOException e) {
      refusals.refuse(name(file), "cannot be read or applied: " + reason(e));
    }
  }

  /** The message of a refused access is nothing but the file's name. */
  private static String reason(IOException e) {
    return e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
  }

  /** A file went: its component goes back to what features and command line say. */
  synchronized void removed(Path file) {
    refusals.clear(name(file));
    SettingsFile reader = readers.get(file.getFileName().toString());
    if (reader != null) {
      reader.take(new byte[0]);
    }
    if (isCfg(file)) {
      layers.put(Layer.FILE, pidOf(file), Map.of());
      applyOrRefuse(pidOf(file));
    }
  }

  /** Components came with a bundle; files that waited for them are read now. */
  synchronized void know(List<ComponentDefinition> components) {
    for (ComponentDefinition component : components) {
      layers.know(component);
      layers.put(Layer.FILE, component.pid(), Map.of());
      Path file = fileOf(component.pid());
      if (Files.exists(file)) {
        changed(file);
      }
      applyOrRefuse(component.pid());
    }
  }

  /** Components went with their bundle. */
  synchronized void forget(List<ComponentDefinition> components) {
    for (ComponentDefinition component : components) {
      layers.forget(component.pid());
      applied.remove(component.pid());
    }
  }

  /** A component came that reads a file of its own. */
  synchronized void know(SettingsFile reader) {
    readers.put(reader.name(), reader);
    Path file = folder.resolve(reader.name());
    if (Files.exists(file)) {
      changed(file);
    }
  }

  /** A component went that read a file of its own; at the next change nobody reads it. */
  synchronized void forget(SettingsFile reader) {
    readers.remove(reader.name(), reader);
  }

  synchronized boolean knows(String pid) {
    return layers.knows(pid);
  }

  private void accept(Path file) throws IOException, RefusedException {
    SettingsFile reader = readers.get(file.getFileName().toString());
    if (reader != null) {
      Optional<String> refusal = reader.take(bytes(file, reader.maxBytes()));
      if (refusal.isPresent()) {
        throw new RefusedException(refusal.get());
      }
      refusals.clear(name(file));
      return;
    }
    if (!isCfg(file)) {
      if (saysNothing(file)) {
        refusals.clear(name(file));
      } else {
        refusals.idle(name(file), "nobody reads it; configuration is PID.cfg");
      }
      return;
    }
    String pid = pidOf(file);
    CfgFile content = read(file);
    check(pid, content);
    layers.put(Layer.FILE, pid, content.values());
    if (layers.knows(pid) || content.values().isEmpty()) {
      refusals.clear(name(file));
    } else {
      refusals.idle(name(file), "no component " + pid + " is installed; it waits for one");
    }
  }

  /** Whether it has nothing but comments, as a file that is shipped for whoever may read it. */
  private static boolean saysNothing(Path file) throws IOException {
    return Files.size(file) <= CfgFile.MAX_BYTES
        && new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
            .lines()
            .allMatch(line -> line.isBlank() || line.startsWith("#"));
  }

  private void check(String pid, CfgFile content) throws RefusedException {
    for (Map.Entry<String, String> value : content.values().entrySet()) {
      try {
        layers.check(pid, Map.of(value.getKey(), value.getValue()));
        ask(pid, value.getKey(), value.getValue());
      } catch (RefusedException e) {
        throw new RefusedException(
            "line " + content.lineOf(value.getKey()) + ": " + e.getMessage());
      }
    }
  }

  private void ask(String pid, String key, String value) throws RefusedException {
    for (SettingsCheck check : checks.get()) {
      Optional<String> refusal =
          check.pid().equals(pid) ? check.refusal(key, value) : Optional.empty();
      if (refusal.isPresent()) {
        throw new RefusedException(
            key + " = " + layers.shown(pid, key, value) + ": " + refusal.get());
      }
    }
  }

  private CfgFile read(Path file) throws IOException, RefusedException {
    return CfgFile.parse(bytes(file, CfgFile.MAX_BYTES));
  }

  private static byte[] bytes(Path file, int max) throws IOException, RefusedException {
    long size = Files.size(file);
    if (size > max) {
      throw new RefusedException("length %d (max %d)".formatted(size, max));
    }
    return Files.readAllBytes(file);
  }

  private void applyOrRefuse(String pid) {
    try {
      apply(pid);
    } catch (RefusedException | IOException e) {
      refusals.refuse(name(fileOf(pid)), "cannot be applied: " + e.getMessage());
    }
  }

  private void apply(String pid) throws RefusedException, IOException {
    if (!layers.knows(pid)) {
      return;
    }
    Map<String, Object> effective = layers.effective(pid);
    if (!same(effective, applied.get(pid))) {
      sink.apply(pid, effective);
      applied.put(pid, effective);
    }
  }

  private static boolean same(Map<String, Object> one, Map<String, Object> other) {
    return other != null
        && one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(entry -> Objects.deepEquals(entry.getValue(), other.get(entry.getKey())));
  }

  @Override
  public synchronized List<Entry> entries() {
    return List.copyOf(layers.values());
  }

  @Override
  public synchronized void set(String pid, String key, String value) {
    String text = value.strip();
    edit(pid, key, file -> file.with(key, text), text);
  }

  @Override
  public synchronized void reset(String pid, String key) {
    edit(pid, key, file -> file.without(key), null);
  }

  @Override
  public List<String> refusals() {
    return refusals.lines();
  }

  private interface Edit {
    CfgFile apply(CfgFile file);
  }

  /** Checks, writes, applies, in this order: a bad value never reaches the disk. */
  private void edit(String pid, String key, Edit edit, String expected) {
    Path file = fileOf(pid);
    try {
      if (!layers.knows(pid)) {
        throw new RefusedException("no component " + pid + "; there are " + list(layers.pids()));
      }
      refuseFixed(pid, key);
      CfgFile changed = CfgFile.parse(edit.apply(readOrEmpty(file)).bytes());
      if (!Objects.equals(expected, changed.values().get(key))) {
        throw new RefusedException(
            "%s = \"%s\": allowed: one line without a backslash at its end"
                .formatted(key, expected));
      }
      check(pid, changed);
      AtomicFile.write(file, changed.bytes());
      layers.put(Layer.FILE, pid, changed.values());
      refusals.clear(name(file));
      apply(pid);
    } catch (RefusedException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private void refuseFixed(String pid, String key) throws RefusedException {
    for (Layer layer : List.of(Layer.COMMAND_LINE, Layer.CONF)) {
      String fixed = layers.of(layer, pid).get(key);
      if (fixed != null) {
        String place = layers.place(layer, pid, key);
        throw new RefusedException(
            "%s: the %s of this run fixes it at \"%s\""
                .formatted(key, place.isEmpty() ? layer : place, layers.shown(pid, key, fixed)));
      }
    }
  }

  private CfgFile readOrEmpty(Path file) throws IOException, RefusedException {
    try {
      return read(file);
    } catch (NoSuchFileException e) {
      return CfgFile.EMPTY;
    }
  }

  private static String list(List<String> pids) {
    return pids.isEmpty() ? "none" : String.join(", ", pids);
  }

  private static boolean isCfg(Path file) {
    return file.getFileName().toString().endsWith(SUFFIX);
  }

  private static String pidOf(Path file) {
    String name = file.getFileName().toString();
    return isCfg(file) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  private Path fileOf(String pid) {
    return folder.resolve(pid + SUFFIX);
  }

  private String name(Path file) {
    return folder.getFileName() + "/" + file.getFileName();
  }
}
