package org.patchbay.prometheus;

import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.node.SettingsCheck;

/** Refuses an address that cannot be read, before it is in force. */
@Component(name = "patchbay.prometheus.check")
public final class PrometheusCheck implements SettingsCheck {
  @Override
  public String pid() {
    return "patchbay.prometheus";
  }

  @Override
  public Optional<String> refusal(String key, String value) {
    if (!key.equals("listen") || value.isBlank()) {
      return Optional.empty();
    }
    try {
      ListenAddress.parse(value);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }
}
