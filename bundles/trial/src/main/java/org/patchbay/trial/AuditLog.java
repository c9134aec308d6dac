package org.patchbay.trial;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.trial.AuditEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the record of changes, whatever the disk says: what cannot be written waits, a bounded
 * number of entries, and is tried again with the next one. Thread-safe by its own lock; it writes
 * to the disk and is never called on the node loop.
 */
final class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int MOST_WAITING = 1_000;

  private final AuditFiles files;
  private final ArrayDeque<AuditEntry> waiting = new ArrayDeque<>();
  private long lost;
  private String trouble = "";

  AuditLog(AuditFiles files) {
    this.files = files;
  }

  /** Begins, and says what a crash left. */
  synchronized void open() {
    try {
      long torn = files.open();
      if (torn > 0) {
        LOG.warn("{}: the last line is torn, {} bytes; it is passed over", AuditFiles.NAME, torn);
      }
    } catch (IOException e) {
      trouble(e);
    }
  }

  private void trouble(IOException e) {
    if (trouble.isEmpty()) {
      LOG.warn("the record of policy changes cannot be written", e);
    }
    trouble = e.toString();
  }

  /** Adds an entry, which is on the disk when this returns unless there is trouble. */
  synchronized void add(AuditEntry entry) {
    if (waiting.size() == MOST_WAITING) {
      waiting.remove();
      lost++;
    }
    waiting.add(entry);
    flush();
  }

  /** Tries again to write what waits. */
  synchronized void flush() {
    try {
      while (!waiting.isEmpty()) {
        files.append(waiting.peek());
        waiting.remove();
      }
      trouble = "";
    } catch (IOException e) {
      trouble(e);
    }
  }

  /** What keeps it from being written, in one line; empty when nothing does. */
  synchronized String trouble() {
    String gone = lost == 0 ? "" : ", " + lost + " were lost";
    return trouble.isEmpty() ? "" : trouble + "; " + waiting.size() + " entries wait" + gone;
  }

  /**
   * The last entries, those that wait among them.
   *
   * @throws IOException when the files cannot be read
   */
  synchronized List<AuditEntry> last(int count) throws IOException {
    List<AuditEntry> all = new ArrayList<>(files.last(count));
    all.addAll(waiting);
    return List.copyOf(all.subList(Math.max(0, all.size() - count), all.size()));
  }
}
