package org.patchbay.shell;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.node.Settings;

/** The configuration in force and where each value comes from. */
@Component(
    service = {Commands.class, ConfigCommands.class},
    property = {"osgi.command.scope=config", "osgi.command.function=show"})
public final class ConfigCommands implements Commands {
  private final Parts parts;

  @Activate
  public ConfigCommands(@Reference Parts parts) {
    this.parts = parts;
  }

  @Override
  public String scope() {
    return "config";
  }

  /** A line of {@code config:show}. */
  record SettingRow(String pid, String key, String value, String origin) {}

  /** A line of {@code config:show PID}. */
  record KeyRow(String key, String value, String origin, String description) {}

  @Descriptor("lists configuration keys with their values in force and what was refused")
  public Table<?> show(
      @Descriptor("[PID]: one component, with a sentence for each key") String... words) {
    String pid = Arguments.optional("config:show [PID]", words);
    Settings settings = parts.settings();
    List<Settings.Entry> entries = settings.entries();
    Stream<Settings.Entry> wanted = entries.stream();
    if (!pid.isEmpty()) {
      TreeSet<String> pids = new TreeSet<>(entries.stream().map(Settings.Entry::pid).toList());
      Arguments.oneOf("component", pid, pids);
      wanted = wanted.filter(entry -> entry.pid().equals(pid));
    }
    List<String> refusals = settings.refusals().stream().map(line -> "refused: " + line).toList();
    Table<?> table =
        pid.isEmpty()
            ? Table.of(wanted.map(ConfigCommands::setting), "no configurable component")
            : Table.of(wanted.map(ConfigCommands::key), "no keys");
    return table.with(refusals);
  }

  private static SettingRow setting(Settings.Entry entry) {
    return new SettingRow(entry.pid(), entry.key(), entry.value(), entry.origin());
  }

  private static KeyRow key(Settings.Entry entry) {
    return new KeyRow(entry.key(), entry.value(), entry.origin(), entry.description());
  }
}
