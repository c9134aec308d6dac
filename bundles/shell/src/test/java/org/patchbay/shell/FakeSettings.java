package org.patchbay.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.patchbay.api.node.Settings;

/** Settings that keep what was written and tell a test of it. */
final class FakeSettings implements Settings {
  final List<Entry> entries = new ArrayList<>();
  final List<String> written = new ArrayList<>();
  final List<String> refusals = new ArrayList<>();
  Consumer<String> onWrite = line -> {};

  record Key(String pid, String key, String value, String origin, String description)
      implements Entry {}

  @Override
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public void set(String pid, String key, String value) {
    write(pid + "/" + key + "=" + value);
  }

  @Override
  public void reset(String pid, String key) {
    write(pid + "/" + key);
  }

  @Override
  public List<String> refusals() {
    return List.copyOf(refusals);
  }

  private void write(String line) {
    written.add(line);
    onWrite.accept(line);
  }
}
