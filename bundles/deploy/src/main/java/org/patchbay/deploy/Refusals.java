package org.patchbay.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was refused and still stands so, by file. From any thread. */
final class Refusals {
  private static final Logger log = LoggerFactory.getLogger("org.patchbay.deploy");

  private final Map<String, String> standing = new ConcurrentSkipListMap<>();

  /** Notes a refusal; logged once, however often the same file is looked at. */
  void refuse(String file, String reason) {
    if (!reason.equals(standing.put(file, reason))) {
      log.warn("refused {}: {}", file, reason);
    }
  }

  /** Notes a file that does no harm and has no effect. */
  void idle(String file, String reason) {
    if (!reason.equals(standing.put(file, reason))) {
      log.warn("no effect of {}: {}", file, reason);
    }
  }

  /** The file is good now, or gone. */
  void clear(String file) {
    standing.remove(file);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    standing.forEach((file, reason) -> lines.add(file + ": " + reason));
    return lines;
  }
}
