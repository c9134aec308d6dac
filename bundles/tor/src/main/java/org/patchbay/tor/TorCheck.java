package org.patchbay.tor;

import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.node.SettingsCheck;

/** Refuses a control port or a password that cannot be meant, before it is in force. */
@Component(name = "patchbay.tor.check")
public final class TorCheck implements SettingsCheck {
  @Override
  public String pid() {
    return "patchbay.tor";
  }

  @Override
  public Optional<String> refusal(String key, String value) {
    try {
      if (key.equals("control")) {
        ControlAddress.parse(value);
      }
    } catch (IllegalArgumentException flaw) {
      return Optional.of(flaw.getMessage());
    }
    boolean password = key.equals("password") && !value.matches("[ -~]*");
    return password
        ? Optional.of("a password with other characters than the printable ones of ASCII")
        : Optional.empty();
  }
}
