package org.patchbay.chain;

import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.node.SettingsCheck;

/** Refuses what {@code keep} cannot mean, before it is in force. */
@Component(name = "patchbay.chain.check")
public final class ChainCheck implements SettingsCheck {
  @Override
  public String pid() {
    return "patchbay.chain";
  }

  @Override
  public Optional<String> refusal(String key, String value) {
    return key.equals("keep") ? Keep.refusal(value) : Optional.empty();
  }
}
