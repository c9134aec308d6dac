package org.patchbay.health;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.node.SettingsCheck;
import org.patchbay.wire.NetworkClass;

/** Refuses names of networks that do not exist. Immutable. */
@Component(name = "patchbay.health.diversity.settings")
public final class DiversitySettings implements SettingsCheck {
  private static final List<String> NETWORKS =
      Arrays.stream(NetworkClass.values())
          .filter(each -> each != NetworkClass.UNROUTABLE && each != NetworkClass.INTERNAL)
          .map(NetworkClass::label)
          .toList();

  @Override
  public String pid() {
    return "patchbay.health.diversity";
  }

  @Override
  public Optional<String> refusal(String key, String value) {
    return key.equals("networks")
        ? Arrays.stream(value.split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty() && !NETWORKS.contains(name))
            .findFirst()
            .map(name -> "network \"%s\" (known: %s)".formatted(name, String.join(", ", NETWORKS)))
        : Optional.empty();
  }
}
