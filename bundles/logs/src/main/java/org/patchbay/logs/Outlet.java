package org.patchbay.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where every line comes through, on its way to the file and the screen: what repeats is held back
 * here, and addresses are named or not. Guarded by itself. Run, it opens the file anew.
 */
final class Outlet implements Consumer<ILoggingEvent>, Runnable {
  private final Screen screen;
  private final RepeatLimit limit = new RepeatLimit(0, 0);
  private LogFile file;
  private LineFormat format;
  private boolean addresses;

  Outlet(Screen screen) {
    this.screen = screen;
  }

  /**
   * How lines are written from now on.
   *
   * @param to the file; null for none, and the same one as before where it is to go on
   */
  synchronized void set(LogFile to, LineFormat lines, boolean named, Screen.Shown shown) {
    if (file != null && file != to) {
      file.close();
    }
    file = to;
    format = lines;
    addresses = named;
    screen.set(shown);
  }

  synchronized void limit(int lines, long millis) {
    limit.set(lines, millis);
  }

  @Override
  public synchronized void accept(ILoggingEvent event) {
    Entry entry = Entry.of(event, addresses);
    limit.due(event.getTimeStamp()).forEach(this::write);
    if (!entry.level().isGreaterOrEqual(Level.INFO) || limit.admit(event.getMessage(), entry)) {
      write(entry);
    }
  }

  private void write(Entry entry) {
    if (file != null) {
      file.write((format.line(entry) + "\n").getBytes(UTF_8), entry.time().toEpochMilli());
    }
    screen.show(entry, format);
  }

  /** Opens the file anew: somebody may have moved it away. */
  @Override
  public synchronized void run() {
    if (file != null) {
      file.reopen();
    }
  }

  /**
   * Sets the file aside.
   *
   * @throws IOException when there is none, or it cannot be moved
   */
  synchronized void rotate() throws IOException {
    if (file == null) {
      throw new IOException("the log goes to no file: file of patchbay.logs is empty");
    }
    file.rotate();
  }

  synchronized Optional<LogFile> file() {
    return Optional.ofNullable(file);
  }

  synchronized long held() {
    return limit.total();
  }

  /** Says what was held back, and lets go of the file. */
  synchronized void close() {
    limit.rest().forEach(this::write);
    if (file != null) {
      file.close();
    }
    file = null;
  }
}
