package org.patchbay.api.node;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Rules for values that a type and a range cannot state, asked before a changed file is in force.
 * Called on any thread.
 */
@ConsumerType
public interface SettingsCheck {
  /** The component whose values are checked. */
  String pid();

  /**
   * Checks one value.
   *
   * @param value as in the file; lists are separated by commas
   * @return what is wrong, with the value and what is allowed; empty when it may be in force
   */
  Optional<String> refusal(String key, String value);
}
