package org.patchbay.api.node;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A file of {@code config/} that is no {@code .cfg}: a component reads it in its own way. Offered
 * whenever it changed, and once when the component came, by one thread at a time that is not the
 * node loop. While it is refused, what it said before stays in force.
 */
@ConsumerType
public interface SettingsFile {
  /** Its name in {@code config/}, which does not end in {@code .cfg}. */
  String name();

  /** A longer file is refused without being read. */
  int maxBytes();

  /**
   * Puts it in force, or refuses all of it.
   *
   * @param content the whole file; empty where there is none
   * @return what is wrong, in one line: place, what stands there and what is allowed; empty when it
   *     is in force
   */
  Optional<String> take(byte[] content);
}
