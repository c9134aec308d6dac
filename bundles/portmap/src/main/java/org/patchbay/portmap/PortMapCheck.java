package org.patchbay.portmap;

import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.node.SettingsCheck;

/** Refuses a gateway that cannot be read, before it is in force. */
@Component(name = "patchbay.portmap.check")
public final class PortMapCheck implements SettingsCheck {
  @Override
  public String pid() {
    return "patchbay.portmap";
  }

  @Override
  public Optional<String> refusal(String key, String value) {
    if (!key.equals("gateway") || value.isBlank()) {
      return Optional.empty();
    }
    try {
      Gateway.parse(value.strip());
      return Optional.empty();
    } catch (IllegalArgumentException flaw) {
      return Optional.of(flaw.getMessage());
    }
  }
}
