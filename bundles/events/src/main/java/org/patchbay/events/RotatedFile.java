package org.patchbay.events;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is set aside when it is large enough: {@code events.1} is the last one set aside,
 * higher numbers are older. What a former run left is set aside too, since its last event may be
 * cut short. Each file begins with the same event.
 */
final class RotatedFile implements Reader.Sink {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final long maxBytes;
  private final int keep;
  private OutputStream out;
  private byte[] greeting;
  private long size;

  /**
   * A file that is not opened yet.
   *
   * @param keep how many are kept beside the one being written
   */
  RotatedFile(Path file, long maxBytes, int keep) {
    this.file = file;
    this.maxBytes = maxBytes;
    this.keep = keep;
  }

  @Override
  public synchronized void write(byte[] event) throws IOException {
    if (greeting == null) {
      greeting = event.clone();
      open();
    } else if (out == null || size + event.length > maxBytes && size > greeting.length) {
      open();
      append(greeting);
    }
    append(event);
  }

  private void append(byte[] event) throws IOException {
    out.write(event);
    size += event.length;
  }

  private void open() throws IOException {
    close();
    if (Files.exists(file)) {
      for (int i = keep; i > 1; i--) {
        if (Files.exists(numbered(i - 1))) {
          Files.move(numbered(i - 1), numbered(i), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      if (keep > 0) {
        Files.move(file, numbered(1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    out =
        new BufferedOutputStream(
            Files.newOutputStream(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE),
            BUFFER);
    size = 0;
  }

  private Path numbered(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  @Override
  public synchronized void flush() throws IOException {
    if (out != null) {
      out.flush();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (out != null) {
      OutputStream closing = out;
      out = null;
      closing.close();
    }
  }
}
