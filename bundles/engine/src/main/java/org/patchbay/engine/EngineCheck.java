package org.patchbay.engine;

import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.bans.BanTarget;
import org.patchbay.api.node.SettingsCheck;

/** Refuses addresses, ranges and permissions that cannot be read, before they are in force. */
@Component(name = "patchbay.engine.check")
public final class EngineCheck implements SettingsCheck {
  /** Stands for the network's port, which matters to no check. */
  private static final int ANY_PORT = 1;

  @Override
  public String pid() {
    return "patchbay.engine";
  }

  @Override
  public Optional<String> refusal(String key, String value) {
    try {
      for (String entry : value.split(",")) {
        if (!entry.isBlank()) {
          read(key, entry.strip());
        }
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static void read(String key, String entry) {
    switch (key) {
      case "listen" -> {
        if (!entry.equals(EngineSettings.AUTO)) {
          Bind.parse(entry, ANY_PORT);
        }
      }
      case "external" -> EngineSettings.external(entry);
      case "connect", "seednodes" -> HostPort.parse(entry, ANY_PORT);
      case "proxy", "proxy.onion" -> ProxyAddress.parse(entry);
      case "onlynet" -> EngineSettings.network(entry);
      case "bans" -> BanTarget.parse(entry);
      case "permissions" -> PermissionRule.parse(entry);
      default -> {
        // Type and range say all.
      }
    }
  }
}
