package org.patchbay.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is set aside when it is full, as {@code FILE.1}, which was {@code FILE.2} before the
 * next time. Guarded by itself.
 *
 * <p>A disk that is full, a folder that is gone: lines are lost then, counted, and how many is said
 * when they can be written again, which is tried once a second of the lines' own time. A line is in
 * the file as a whole or not at all, but where the system dies.
 *
 * <p>A plain stream and no channel: a channel is closed when a thread that is interrupted logs.
 */
final class LogFile {
  private static final long PATIENCE_MILLIS = 1_000;
  private static final long FULL_MILLIS = 60_000;

  private final Path path;
  private long maxBytes;
  private int kept;
  private FileOutputStream out;
  private long bytes;
  private long lost;
  private long triedAt;
  private long fullSince;
  private String trouble = "";

  LogFile(Path path, long maxBytes, int kept) {
    this.path = path;
    bound(maxBytes, kept);
  }

  /**
   * How large it may be from now on.
   *
   * @param most bytes after which it is set aside
   * @param files that were set aside to keep
   */
  synchronized void bound(long most, int files) {
    maxBytes = most;
    kept = files;
  }

  /**
   * Adds a line with its end.
   *
   * @param now milliseconds since 1970
   */
  synchronized void write(byte[] line, long now) {
    if (out == null && !retry(now)) {
      lost++;
      return;
    }
    try {
      if (bytes > 0 && bytes + line.length > maxBytes) {
        makeRoom(now);
      }
      if (lost > 0) {
        append((lost + " lines are missing here: " + trouble + "\n").getBytes(UTF_8));
        lost = 0;
        trouble = "";
      }
      append(line);
    } catch (IOException e) {
      failed(e, now);
      lost++;
    }
  }

  /** Where it cannot be set aside it grows on, and that is tried again a minute later. */
  private void makeRoom(long now) throws IOException {
    if (now - fullSince < FULL_MILLIS && now >= fullSince) {
      return;
    }
    fullSince = now;
    try {
      setAside();
      fullSince = 0;
      trouble = "";
    } catch (IOException e) {
      trouble = "it cannot be set aside: " + reason(e);
      if (out == null) {
        throw e;
      }
    }
  }

  private void append(byte[] line) throws IOException {
    out.write(line);
    bytes += line.length;
  }

  private boolean retry(long now) {
    if (now - triedAt < PATIENCE_MILLIS && now >= triedAt) {
      return false;
    }
    triedAt = now;
    try {
      open();
      return true;
    } catch (IOException e) {
      trouble = reason(e);
      return false;
    }
  }

  private void open() throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    out = new FileOutputStream(path.toFile(), true);
    bytes = Files.size(path);
  }

  /** Takes back what part of a line was written; the next try opens the file anew. */
  private void failed(IOException cause, long now) {
    trouble = reason(cause);
    triedAt = now;
    close();
    try (FileChannel torn = FileChannel.open(path, StandardOpenOption.WRITE)) {
      if (torn.size() > bytes) {
        torn.truncate(bytes);
      }
    } catch (IOException e) {
      trouble += "; " + reason(e);
    }
  }

  private static String reason(IOException cause) {
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /**
   * Sets it aside now.
   *
   * @throws IOException when that fails; it goes on as it is
   */
  synchronized void rotate() throws IOException {
    if (out == null) {
      open();
    }
    if (bytes > 0) {
      setAside();
    }
  }

  private void setAside() throws IOException {
    close();
    try {
      if (kept == 0) {
        Files.deleteIfExists(path);
      }
      for (int i = kept; i > 0; i--) {
        Path from = i == 1 ? path : aside(i - 1);
        if (Files.exists(from)) {
          Files.move(from, aside(i), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } finally {
      open();
    }
  }

  private Path aside(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  /** Opens it anew: somebody may have moved it away. */
  synchronized void reopen() {
    close();
    retry(triedAt + PATIENCE_MILLIS);
  }

  synchronized void close() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      trouble = reason(e);
    }
    out = null;
  }

  Path path() {
    return path;
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized long maxBytes() {
    return maxBytes;
  }

  synchronized int kept() {
    return kept;
  }

  /** Why lines do not reach it, and how many did not; empty when they do. */
  synchronized String trouble() {
    return lost == 0 ? trouble : trouble + " (" + lost + " lines lost)";
  }
}
