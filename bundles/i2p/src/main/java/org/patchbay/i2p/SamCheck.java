package org.patchbay.i2p;

import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.node.SettingsCheck;

/** Refuses an address of a SAM bridge that cannot be read, before it is in force. */
@Component(name = "patchbay.i2p.check")
public final class SamCheck implements SettingsCheck {
  @Override
  public String pid() {
    return "patchbay.i2p";
  }

  @Override
  public Optional<String> refusal(String key, String value) {
    try {
      if (key.equals("sam")) {
        SamAddress.parse(value);
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }
}
