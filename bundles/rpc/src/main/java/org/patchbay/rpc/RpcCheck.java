package org.patchbay.rpc;

import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.node.SettingsCheck;
import org.patchbay.wire.Subnet;

/** Refuses what cannot be read, before it is in force. */
@Component(name = "patchbay.rpc.check")
public final class RpcCheck implements SettingsCheck {
  private static final String ENTRY = "[^:+]*(:([A-Za-z0-9_.]+(\\+[A-Za-z0-9_.]+)*)?)?";

  @Override
  public String pid() {
    return "patchbay.rpc";
  }

  @Override
  public Optional<String> refusal(String key, String value) {
    try {
      for (String each : RpcSettings.texts(value.split(","))) {
        check(key, each);
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static void check(String key, String value) {
    switch (key) {
      case "listen" -> {
        if (!value.equals(RpcSettings.AUTO)) {
          RpcSettings.address(value, 1);
        }
      }
      case "allow" -> Subnet.parse(value);
      case "auth" -> Credentials.Entry.parse(value);
      case "whitelist" -> {
        if (!value.matches(ENTRY)) {
          throw new IllegalArgumentException(
              "\"%s\" (allowed: user:method+method)".formatted(value));
        }
      }
      default -> {
        // Type and range say all.
      }
    }
  }
}
